// Written by `cargo xtask codegen`, the same for every API.

//! Enums of strings. An API may add values later.

use crate::runtime::into::{into_option, text, texts, texts_of};

/// An enum of strings: one variant for each value in the specification, and `Other` for all other
/// values.
///
/// A setter also takes a string: `.size("small")`.
#[diagnostic::on_unimplemented(
    message = "a string cannot be used as `{Self}`",
    label = "expected `{Self}`"
)]
pub trait StringEnum: From<String> + for<'t> From<&'t str> {
    /// The string that is sent.
    fn as_str(&self) -> &str;
}

/// Implements [`StringEnum`], `From`, `Display`, `AsRef`, `Deserialize` and `Serialize` for an
/// enum: `string_enum!(Size { Small = "small", ExtraLarge = "extra-large", });`.
///
/// The enum has a variant `Other(String)`, which is not listed.
#[macro_export]
#[doc(hidden)]
macro_rules! string_enum {
    ($name:ident { $($variant:ident = $text:literal,)* }) => {
        impl $crate::runtime::StringEnum for $name {
            fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(text) => text,
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)*
                    _ => Self::Other(text),
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                <Self as ::std::convert::From<::std::string::String>>::from(
                    ::std::string::String::from(text),
                )
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                $crate::runtime::StringEnum::as_str(self)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad($crate::runtime::StringEnum::as_str(self))
            }
        }

        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::runtime::StringEnum::as_str(self))
            }
        }

        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text = $crate::runtime::serde::Deserialize::deserialize(deserializer)?;
                let value = <Self as ::std::convert::From<::std::string::String>>::from(text);
                if let Self::Other(_) = value {
                    $crate::runtime::mismatch::record_unknown_value();
                }
                ::std::result::Result::Ok(value)
            }
        }
    };
}

pub use string_enum;

/// The conversions into enums of strings.
macro_rules! conversions {
    ($implement:ident) => {
        $implement! {
            [E: StringEnum] &str => E = E::from;
            [E: StringEnum] &String => E = text;
            [E: StringEnum] String => E = E::from;
            [E: StringEnum, const N: usize] [&str; N] => Vec<E> = texts;
            [E: StringEnum] &[&str] => Vec<E> = texts_of;
            [E: StringEnum, const N: usize] &[&str; N] => Vec<E> = texts_of;
            [E: StringEnum] Vec<&str> => Vec<E> = texts;
        }
    };
}

pub(crate) use conversions;

conversions!(into_option);
