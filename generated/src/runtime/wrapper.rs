// Written by hand, unlike `src/api`.

//! Types around another, which has no name of its own or holds itself.

/// Declares a type that is read and written as what it holds:
/// `pub struct Children(pub Vec<Node>);`.
///
/// With `#[sent]` in front of all else it can be read only with the feature `round-trip`, and
/// with `#[received]` written only with it.
macro_rules! wrapper {
    (#[sent] $($declaration:tt)+) => {
        $crate::runtime::wrapper!(@declare $($declaration)+);
        $crate::runtime::wrapper!(@write $($declaration)+);
        #[cfg(feature = "round-trip")]
        $crate::runtime::wrapper!(@read $($declaration)+);
    };
    (#[received] $($declaration:tt)+) => {
        $crate::runtime::wrapper!(@declare $($declaration)+);
        $crate::runtime::wrapper!(@read $($declaration)+);
        #[cfg(feature = "round-trip")]
        $crate::runtime::wrapper!(@write $($declaration)+);
    };
    (@declare $(#[$meta:meta])* pub struct $name:ident(pub $held:ty $(,)?);) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name(pub $held);
    };
    (@read $(#[$meta:meta])* pub struct $name:ident(pub $held:ty $(,)?);) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
    (@write $(#[$meta:meta])* pub struct $name:ident(pub $held:ty $(,)?);) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.0, serializer)
            }
        }
    };
    ($($declaration:tt)+) => {
        $crate::runtime::wrapper!(@declare $($declaration)+);
        $crate::runtime::wrapper!(@write $($declaration)+);
        $crate::runtime::wrapper!(@read $($declaration)+);
    };
}

pub(crate) use wrapper;
