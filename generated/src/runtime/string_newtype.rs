// Written by `cargo xtask codegen`, the same for every API.

//! Newtypes of strings, and constraints on strings.

use std::fmt;
use std::ops::{Bound, RangeBounds};

/// Implements `TryFrom`, `FromStr`, `Display`, `AsRef`, `Deserialize` and `Serialize` for a newtype
/// of a string, and `From` it for `String`: `string_newtype!(ImageId);` for
/// `pub struct ImageId(String);`.
#[macro_export]
#[doc(hidden)]
macro_rules! string_newtype {
    ($name:ident) => {
        /// Fails for an empty string, `.` and `..`, which cannot be a segment of a path.
        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::runtime::Violation;

            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, Self::Error> {
                $crate::runtime::check_path_segment(::std::stringify!($name), &text)?;
                ::std::result::Result::Ok(Self(text))
            }
        }

        /// Fails for an empty string, `.` and `..`, which cannot be a segment of a path.
        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::runtime::Violation;

            fn try_from(text: &str) -> ::std::result::Result<Self, Self::Error> {
                <Self as ::std::convert::TryFrom<::std::string::String>>::try_from(
                    ::std::string::String::from(text),
                )
            }
        }

        /// Fails for an empty string, `.` and `..`, which cannot be a segment of a path.
        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::Violation;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                <Self as ::std::convert::TryFrom<&str>>::try_from(text)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::From<$name> for ::std::string::String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
}

pub use string_newtype;

/// Why a string cannot be a segment of a path, or which constraint of the specification it
/// violates.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Violation {
    /// The string is empty. The path would lose its segment.
    Empty {
        /// The type that the string was to become.
        name: &'static str,
    },
    /// The string is `.` or `..`. URLs are normalised, so the path would lose segments.
    Dots {
        /// The type that the string was to become.
        name: &'static str,
    },
    /// The string is shorter than `minLength`.
    TooShort {
        /// The minimum number of characters.
        least: usize,
        /// The number of characters in the string.
        length: usize,
    },
    /// The string is longer than `maxLength`.
    TooLong {
        /// The maximum number of characters.
        most: usize,
        /// The number of characters in the string.
        length: usize,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { name } => write!(f, "the `{name}` {EMPTY}"),
            Self::Dots { name } => write!(f, "the `{name}` {DOTS}"),
            Self::TooShort { least, length } => write!(
                f,
                "the value has {length} characters and needs at least {least}"
            ),
            Self::TooLong { most, length } => write!(
                f,
                "the value has {length} characters and may have at most {most}"
            ),
        }
    }
}

impl std::error::Error for Violation {}

const EMPTY: &str = "is empty";
const DOTS: &str = "is a relative path segment (`.` or `..`)";

/// Why a string cannot be a segment of a path, if so.
pub(crate) fn path_segment_problem(text: &str) -> Option<&'static str> {
    match text {
        "" => Some(EMPTY),
        "." | ".." => Some(DOTS),
        _ => None,
    }
}

/// Checks that a string of the type `name` can be a segment of a path.
///
/// # Errors
///
/// If it is empty, `.` or `..`.
pub fn check_path_segment(name: &'static str, text: &str) -> Result<(), Violation> {
    match path_segment_problem(text) {
        None => Ok(()),
        Some(EMPTY) => Err(Violation::Empty { name }),
        Some(_) => Err(Violation::Dots { name }),
    }
}

/// Checks the length of a string, in characters: `check_length(text, 1..=32)`.
///
/// # Errors
///
/// If the length is not in `allowed`.
pub fn check_length(text: &str, allowed: impl RangeBounds<usize>) -> Result<(), Violation> {
    let least = match allowed.start_bound() {
        Bound::Included(least) => *least,
        Bound::Excluded(below) => below.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let most = match allowed.end_bound() {
        Bound::Included(most) => *most,
        Bound::Excluded(above) => above.saturating_sub(1),
        Bound::Unbounded => usize::MAX,
    };
    let length = text.chars().count();
    if length < least {
        Err(Violation::TooShort { least, length })
    } else if length > most {
        Err(Violation::TooLong { most, length })
    } else {
        Ok(())
    }
}
