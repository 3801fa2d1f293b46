// Written by hand, unlike `src/api`.

//! Which ways values of a type travel.

/// Declares a type by one of the macros that know how it is declared (`@declare`), read (`@read`)
/// and written (`@write`): `ways!(union pub enum Count { … })`.
///
/// With `#[sent]` in front of the declaration it can be read only with the feature `round-trip`,
/// and with `#[received]` written only with it.
macro_rules! ways {
    ($by:ident #[received] $($declaration:tt)+) => {
        $crate::runtime::$by!(@declare $($declaration)+);
        $crate::runtime::$by!(@read $($declaration)+);
        #[cfg(feature = "round-trip")]
        $crate::runtime::$by!(@write $($declaration)+);
    };
    ($by:ident #[sent] $($declaration:tt)+) => {
        $crate::runtime::$by!(@declare $($declaration)+);
        $crate::runtime::$by!(@write $($declaration)+);
        #[cfg(feature = "round-trip")]
        $crate::runtime::$by!(@read $($declaration)+);
    };
    ($by:ident $($declaration:tt)+) => {
        $crate::runtime::$by!(@declare $($declaration)+);
        $crate::runtime::$by!(@read $($declaration)+);
        $crate::runtime::$by!(@write $($declaration)+);
    };
}

pub(crate) use ways;
