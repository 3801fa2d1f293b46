// Written by `cargo xtask codegen`, the same for every API.

//! Enums of integers that have names. An API may add values later.

use crate::runtime::into::into_option;

/// An enum of integers: one variant for each value in the specification, and `Other` for all other
/// values.
///
/// A setter also takes an integer: `.priority(1)`.
#[diagnostic::on_unimplemented(
    message = "an integer cannot be used as `{Self}`",
    label = "expected `{Self}`"
)]
pub trait IntegerEnum: From<i64> {
    /// The integer that is sent.
    fn as_i64(&self) -> i64;
}

/// Implements [`IntegerEnum`], `From`, `Display`, `Deserialize` and `Serialize` for an enum:
/// `integer_enum!(Priority { Low = 1, High = 2, });`.
///
/// The enum has a variant `Other(i64)`, which is not listed.
#[macro_export]
#[doc(hidden)]
macro_rules! integer_enum {
    ($name:ident { $($variant:ident = $integer:literal,)* }) => {
        impl $crate::runtime::IntegerEnum for $name {
            fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $integer,)*
                    Self::Other(integer) => *integer,
                }
            }
        }

        impl ::std::convert::From<i64> for $name {
            fn from(integer: i64) -> Self {
                match integer {
                    $($integer => Self::$variant,)*
                    _ => Self::Other(integer),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&$crate::runtime::IntegerEnum::as_i64(self), f)
            }
        }

        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64($crate::runtime::IntegerEnum::as_i64(self))
            }
        }

        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let name = ::std::stringify!($name);
                let integer = $crate::runtime::object::read_content(name, deserializer)?;
                let value = <Self as ::std::convert::From<i64>>::from(integer);
                if let Self::Other(_) = value {
                    $crate::runtime::mismatch::record_unknown_value();
                }
                ::std::result::Result::Ok(value)
            }
        }
    };
}

pub use integer_enum;

/// The conversions into enums of integers.
macro_rules! conversions {
    ($implement:ident) => {
        $implement! {
            [E: IntegerEnum] i64 => E = E::from;
        }
    };
}

pub(crate) use conversions;

conversions!(into_option);
