// Written by hand, unlike `src/api`.

//! Types around another, which has no name of its own or holds itself.

/// Declares types that are read and written as what they hold:
/// `pub struct Children(pub Vec<Node>);`.
///
/// In front of each may stand which of the two [`ways`](crate::runtime::ways) it travels.
macro_rules! wrapper {
    (@declare $(#[$meta:meta])* pub struct $name:ident(pub $held:ty $(,)?)) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name(pub $held);
    };
    (@read $(#[$meta:meta])* pub struct $name:ident(pub $held:ty $(,)?)) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
    (@write $(#[$meta:meta])* pub struct $name:ident(pub $held:ty $(,)?)) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.0, serializer)
            }
        }
    };
    ($($declaration:tt)+) => {
        $crate::runtime::ways!(wrapper $($declaration)+);
    };
}

pub(crate) use wrapper;
