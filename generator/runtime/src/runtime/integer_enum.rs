// Written by hand. Codegen copies it into clients.

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

#[cfg(test)]
mod tests {
    use serde_json::{from_str, to_string};

    use crate::runtime::{IntegerEnum, IntoNullable, IntoOption, Nullable};

    #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
    enum Priority {
        Low,
        High,
        Other(i64),
    }

    integer_enum!(Priority {
        Low = -1,
        High = 2,
    });

    #[test]
    fn an_integer_is_its_variant_or_other() {
        let all = [
            ("-1", Priority::Low),
            ("2", Priority::High),
            ("7", Priority::Other(7)),
        ];
        for (text, priority) in all {
            assert_eq!(from_str::<Priority>(text).unwrap(), priority);
            assert_eq!(
                from_str::<Priority>(&format!("{text}.0")).unwrap(),
                priority
            );
            assert_eq!(to_string(&priority).unwrap(), text);
            assert_eq!(priority.to_string(), text);
            assert_eq!(Priority::from(priority.as_i64()), priority);
        }
        assert!(from_str::<Priority>("1.5").is_err());
        assert!(from_str::<Priority>("\"2\"").is_err());
    }

    #[test]
    fn setters_take_integers_for_it() {
        fn option(priority: impl IntoOption<Priority>) -> Option<Priority> {
            priority.into_option()
        }
        fn nullable(priority: impl IntoNullable<Priority>) -> Nullable<Priority> {
            priority.into_nullable()
        }
        assert_eq!(option(2), Some(Priority::High));
        assert_eq!(option(Priority::High), Some(Priority::High));
        assert_eq!(option(None), None);
        assert_eq!(nullable(3), Nullable::Value(Priority::Other(3)));
        assert_eq!(nullable(Nullable::Null), Nullable::Null);
    }
}
