// Written by hand, unlike `src/api`.

//! Enums of texts that may grow.

/// Gives an enum of texts its conversions.
///
/// Behind the name stand the variants with their texts. A text that is none of
/// them is `Other`, so that a value which the API adds later is no error.
macro_rules! open_enum {
    ($name:ident, $($variant:ident = $text:literal),+) => {
        impl $name {
            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    other => Self::Other(::std::string::String::from(other)),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?;
                let value = Self::from(text.as_str());
                if let Self::Other(_) = value {
                    $crate::runtime::union::note_unknown();
                }
                ::std::result::Result::Ok(value)
            }
        }
    };
}

pub(crate) use open_enum;
