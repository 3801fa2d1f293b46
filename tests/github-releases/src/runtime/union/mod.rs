// Written by `cargo xtask codegen`, the same for every API.

//! Unions: enums with a variant for each schema of a `oneOf` or `anyOf`.
//!
//! A value is kept as text until its variant is known, so that its numbers keep their digits.

mod conversions;
mod matching;
mod tagged;
mod text;

use serde::de::{DeserializeOwned, Error};
use serde_json::Value;
use serde_json::value::RawValue;

pub use self::matching::BestMatch;
pub use self::tagged::{Tagged, tagged};
pub use self::text::{tag, value};
use crate::runtime::json::WholeNumbers;

/// Implements `Deserialize` and `Serialize` for an enum whose variant is given by a property of the
/// value, such as `discriminator`:
/// `tagged_union!(both Pet by "kind" { Cat = "cat" | "lion", Dog = "dog" (absent), });`.
///
/// - The first word is the direction: `both`, `received` or `sent`.
/// - After `=` are the values of the property for a variant: strings, integers or booleans.
/// - A value without the property is read as one of the variants with `(absent)`: as the one that
///   ignores the fewest properties.
/// - A variant with `(default)` instead is that of values without the property or with one that is
///   not listed.
/// - The enum has a variant `Other(Value)` for all other values, which is not listed.
#[macro_export]
#[doc(hidden)]
macro_rules! tagged_union {
    (@read $name:ident by $tag:literal {
        $($variant:ident = $first:literal $(| $more:literal)* $(($mark:ident))?,)+
    }) => {
        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value = $crate::runtime::union::value(deserializer)?;
                let tag = $crate::runtime::union::tag::<D::Error>(&value, $tag)?;
                #[allow(clippy::manual_range_patterns, reason = "tags may be consecutive integers")]
                match $crate::runtime::union::constant::<_, D::Error>(tag.as_ref(), $tag)? {
                    $(::std::option::Option::Some($first $(| $more)*) => {
                        $crate::runtime::union::read(&value).map(Self::$variant)
                    })+
                    #[allow(unreachable_patterns, reason = "there is no third boolean")]
                    ::std::option::Option::Some(_) => {
                        $crate::runtime::mismatch::record_unknown_value();
                        $crate::runtime::union::BestMatch::of_unknown(&value)
                            $($(.$mark(Self::$variant))?)+
                            .or_other(Self::Other)
                    }
                    ::std::option::Option::None => $crate::runtime::union::BestMatch::of(&value)
                        $($(.$mark(Self::$variant))?)+
                        .or_missing_tag($tag),
                }
            }
        }
    };
    (@write $name:ident by $tag:literal {
        $($variant:ident = $first:literal $(| $more:literal)* $(($mark:ident))?,)+
    }) => {
        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::runtime::union::tagged(value, $tag, $first)
                        $(.$mark())?
                        .write(serializer),)+
                    Self::Other(value) => {
                        $crate::runtime::serde::Serialize::serialize(value, serializer)
                    }
                }
            }
        }
    };
    ($direction:ident $name:ident by $tag:literal $variants:tt) => {
        $crate::runtime::by_direction!(tagged_union $direction $name by $tag $variants);
    };
}

/// Implements `Deserialize` and `Serialize` for an enum whose variant depends on the value alone:
/// `untagged_union!(both Id { Text, Integer, });`.
///
/// The first word is the direction: `both`, `received` or `sent`. Of the variants that deserialize,
/// the value becomes the one with the fewest enum values that the specification does not list, then
/// the one that ignores the fewest properties, then the first.
#[macro_export]
#[doc(hidden)]
macro_rules! untagged_union {
    (@read $name:ident { $($variant:ident,)+ }) => {
        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value = $crate::runtime::union::value(deserializer)?;
                $crate::runtime::union::BestMatch::of(&value)
                    $(.consider(Self::$variant))+
                    .or_no_match(::std::stringify!($name))
            }
        }
    };
    (@write $name:ident { $($variant:ident,)+ }) => {
        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::runtime::serde::Serialize::serialize(value, serializer)
                    })+
                }
            }
        }
    };
    ($direction:ident $name:ident $variants:tt) => {
        $crate::runtime::by_direction!(untagged_union $direction $name $variants);
    };
}

pub use self::conversions::union_from;
pub use {tagged_union, untagged_union};

/// A type of tags: strings, integers and booleans.
pub trait Tag<'v>: Copy + Into<Value> {
    /// The name of the type, for error messages.
    const TYPE_NAME: &'static str;

    /// The tag in a JSON value, if it has this type.
    fn of(value: &'v Value) -> Option<Self>;
}

impl<'v> Tag<'v> for &'v str {
    const TYPE_NAME: &'static str = "a string";

    fn of(value: &'v Value) -> Option<Self> {
        value.as_str()
    }
}

impl Tag<'_> for i64 {
    const TYPE_NAME: &'static str = "an integer";

    fn of(value: &Value) -> Option<Self> {
        serde::Deserialize::deserialize(WholeNumbers(value)).ok()
    }
}

impl Tag<'_> for bool {
    const TYPE_NAME: &'static str = "a boolean";

    fn of(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

/// The tag as the type of the constants.
///
/// # Errors
///
/// If the tag has another type.
pub fn constant<'v, C: Tag<'v>, E: Error>(
    tag: Option<&'v Value>,
    name: &'static str,
) -> Result<Option<C>, E> {
    let expected = || E::custom(format_args!("expected {} in `{name}`", C::TYPE_NAME));
    tag.map(|tag| C::of(tag).ok_or_else(expected)).transpose()
}

fn parse<T: DeserializeOwned>(value: &RawValue) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(value.get());
    T::deserialize(WholeNumbers(&mut deserializer))
}

/// Reads a value whose variant is known.
///
/// # Errors
///
/// If the value does not fit the variant.
pub fn read<T: DeserializeOwned, E: Error>(value: &RawValue) -> Result<T, E> {
    parse(value).map_err(E::custom)
}
