// Written by hand, unlike `src/api`.

//! Enums of texts that may grow.

/// Declares enums of texts: `pub enum Order { Ascending = "asc", Descending = "desc" }`.
///
/// The documentation of a variant is its text, unless all have some of their own. Each enum gets a
/// variant `Other` besides, for a text that is none of them, so that a value which the API
/// adds later is no error.
///
/// It stands in parentheses, since tools that look for declarations without expanding macros
/// take what is in braces for somebody's body.
macro_rules! open_enum {
    ($($(#$attribute:tt)* pub enum $name:ident $variants:tt)+) => {
        $($crate::runtime::open_enum!(@one $(#$attribute)* pub enum $name $variants);)+
    };
    (@one
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($variant:ident = $text:literal,)+
        }
    ) => {
        $crate::runtime::open_enum!(@one
            $(#[$meta])*
            pub enum $name {
                $(
                    #[doc = ::std::concat!("`", $text, "`")]
                    $variant = $text,
                )+
            }
        );
    };
    (@one
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$docs:meta])+ $variant:ident = $text:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$docs])+ $variant,)+
            /// A value that the specification does not know.
            Other(::std::string::String),
        }

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
