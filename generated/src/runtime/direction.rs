// Written by `cargo xtask codegen`, the same for every API.

//! The direction of a type: `received` in responses, `sent` in requests, or `both`.

/// Calls the arms of a leaf macro that the direction of a type requires:
/// `by_direction!(json_object received Image { … })`.
///
/// The arm `@read` of a leaf macro implements `Deserialize`, and the arm `@write` implements
/// `Serialize`. With the feature `round-trip` every type implements both.
#[cfg(feature = "round-trip")]
#[macro_export]
#[doc(hidden)]
macro_rules! by_direction {
    ($leaf:ident both $($definition:tt)+) => {
        $crate::runtime::$leaf!(@read $($definition)+);
        $crate::runtime::$leaf!(@write $($definition)+);
    };
    ($leaf:ident received $($definition:tt)+) => {
        $crate::runtime::$leaf!(@read $($definition)+);
        $crate::runtime::$leaf!(@write $($definition)+);
    };
    ($leaf:ident sent $($definition:tt)+) => {
        $crate::runtime::$leaf!(@read $($definition)+);
        $crate::runtime::$leaf!(@write $($definition)+);
    };
}

/// Calls the arms of a leaf macro that the direction of a type requires:
/// `by_direction!(json_object received Image { … })`.
///
/// The arm `@read` of a leaf macro implements `Deserialize`, and the arm `@write` implements
/// `Serialize`. Without the feature `round-trip`, response-only types implement `Deserialize` alone
/// and request-only types `Serialize` alone.
#[cfg(not(feature = "round-trip"))]
#[macro_export]
#[doc(hidden)]
macro_rules! by_direction {
    ($leaf:ident both $($definition:tt)+) => {
        $crate::runtime::$leaf!(@read $($definition)+);
        $crate::runtime::$leaf!(@write $($definition)+);
    };
    ($leaf:ident received $($definition:tt)+) => {
        $crate::runtime::$leaf!(@read $($definition)+);
    };
    ($leaf:ident sent $($definition:tt)+) => {
        $crate::runtime::$leaf!(@write $($definition)+);
    };
}

pub use by_direction;
