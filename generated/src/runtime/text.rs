// Written by hand, unlike `src/api`.

//! Newtypes of strings, and what can be wrong with their text.

use std::fmt;

/// Declares texts of types of their own, so that two kinds of id cannot be mixed up:
/// `pub struct ImageId(String);`.
///
/// `#[limits(max_length = 32)]` in front of one gives it a `validate`.
macro_rules! text {
    ($($(#$attribute:tt)* pub struct $name:ident(String);)+) => {
        $($crate::runtime::text!(@one $(#$attribute)* pub struct $name(String););)+
    };
    (@one
        #[limits($($constraint:ident = $limit:literal),+)]
        $(#[$meta:meta])*
        pub struct $name:ident(String);
    ) => {
        $crate::runtime::text!(@one $(#[$meta])* pub struct $name(String););

        impl $name {
            /// Holds the text against the limits that the specification states.
            ///
            /// Nothing else does: a client that trusts them may refuse what
            /// the API would have taken.
            ///
            /// # Errors
            ///
            /// The first limit that the text does not keep to.
            pub fn validate(&self) -> ::std::result::Result<(), $crate::runtime::Violation> {
                $($crate::runtime::Violation::$constraint(&self.0, $limit)?;)+
                ::std::result::Result::Ok(())
            }
        }
    };
    (@one
        $(#[$meta:meta])*
        pub struct $name:ident(String);
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(::std::string::String);

        impl $name {
            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::runtime::Violation;

            /// Refuses nothing, `.` and `..`, which cannot stand in a path.
            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, Self::Error> {
                $crate::runtime::Violation::guard(&text)?;
                ::std::result::Result::Ok(Self(text))
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::runtime::Violation;

            /// Refuses nothing, `.` and `..`, which cannot stand in a path.
            fn try_from(text: &str) -> ::std::result::Result<Self, Self::Error> {
                Self::try_from(::std::string::String::from(text))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::Violation;

            /// Refuses nothing, `.` and `..`, which cannot stand in a path.
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                Self::try_from(text)
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

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
}

pub(crate) use text;

/// What is wrong with a text.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Violation {
    /// It is empty, and a path would lose the segment that it stands for.
    Empty,
    /// It is `.` or `..`, and a path would lose a segment to it.
    Dots,
    /// It is shorter than the specification says.
    TooShort {
        /// The fewest characters allowed.
        least: usize,
        /// The characters there are.
        length: usize,
    },
    /// It is longer than the specification says.
    TooLong {
        /// The most characters allowed.
        most: usize,
        /// The characters there are.
        length: usize,
    },
}

impl Violation {
    /// Refuses what no path segment can hold.
    pub(crate) fn guard(text: &str) -> Result<(), Self> {
        match text {
            "" => Err(Self::Empty),
            "." | ".." => Err(Self::Dots),
            _ => Ok(()),
        }
    }

    /// The constraint `min_length`, in characters.
    pub(crate) fn min_length(text: &str, least: usize) -> Result<(), Self> {
        let length = text.chars().count();
        if length < least {
            return Err(Self::TooShort { least, length });
        }
        Ok(())
    }

    /// The constraint `max_length`, in characters.
    pub(crate) fn max_length(text: &str, most: usize) -> Result<(), Self> {
        let length = text.chars().count();
        if length > most {
            return Err(Self::TooLong { most, length });
        }
        Ok(())
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty"),
            Self::Dots => f.write_str("is a relative path segment (`.` or `..`)"),
            Self::TooShort { least, length } => {
                write!(f, "has {length} characters and needs at least {least}")
            }
            Self::TooLong { most, length } => {
                write!(f, "has {length} characters and may have at most {most}")
            }
        }
    }
}

impl std::error::Error for Violation {}
