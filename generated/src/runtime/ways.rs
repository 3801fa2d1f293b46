// Written by hand, unlike `src/api`.

//! Which ways values of a type travel.

/// Declares types by one of the macros that know how one is declared (`@declare`), read (`@read`)
/// and written (`@write`): `ways!(union pub enum Count { … } pub enum Size { … })`.
///
/// With `#[sent]` in front of a declaration the type can be read only with the feature
/// `round-trip`, and with `#[received]` written only with it.
macro_rules! ways {
    ($by:ident $($(#$attribute:tt)* pub $kind:ident $name:ident $body:tt $(;)?)+) => {
        $($crate::runtime::ways!(@one $by $(#$attribute)* pub $kind $name $body);)+
    };
    (@one $by:ident #[received] $($declaration:tt)+) => {
        $crate::runtime::$by!(@declare $($declaration)+);
        $crate::runtime::$by!(@read $($declaration)+);
        #[cfg(feature = "round-trip")]
        $crate::runtime::$by!(@write $($declaration)+);
    };
    (@one $by:ident #[sent] $($declaration:tt)+) => {
        $crate::runtime::$by!(@declare $($declaration)+);
        $crate::runtime::$by!(@write $($declaration)+);
        #[cfg(feature = "round-trip")]
        $crate::runtime::$by!(@read $($declaration)+);
    };
    (@one $by:ident $($declaration:tt)+) => {
        $crate::runtime::$by!(@declare $($declaration)+);
        $crate::runtime::$by!(@read $($declaration)+);
        $crate::runtime::$by!(@write $($declaration)+);
    };
}

pub(crate) use ways;
