// Written by hand. Codegen copies it into clients.

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
    (@read $(#[$condition:meta])? $name:ident by $tag:literal {
        $($variant:ident = $first:literal $(| $more:literal)* $(($mark:ident))?,)+
    }) => {
        $(#[$condition])?
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
    (@write $(#[$condition:meta])? $name:ident by $tag:literal {
        $($variant:ident = $first:literal $(| $more:literal)* $(($mark:ident))?,)+
    }) => {
        $(#[$condition])?
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
    (@read $(#[$condition:meta])? $name:ident { $($variant:ident,)+ }) => {
        $(#[$condition])?
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
    (@write $(#[$condition:meta])? $name:ident { $($variant:ident,)+ }) => {
        $(#[$condition])?
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_str, from_value, json, to_string, to_value};

    use crate::runtime::{Decimal, json, json_newtype, json_object, string_enum};

    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    enum Size {
        Small,
        Other(String),
    }

    string_enum!(Size {
        Small = "small",
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Cat {
        lives: Option<i64>,
        size: Option<Size>,
    }

    json_object!(both Cat {
        lives,
        size,
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Dog {
        kind: Option<String>,
        barks: Option<bool>,
        size: Option<String>,
    }

    json_object!(both Dog {
        kind,
        barks,
        size,
    });

    #[derive(Clone, Debug, PartialEq)]
    enum Pet {
        Cat(Cat),
        Dog(Box<Dog>),
        Other(Value),
    }

    tagged_union!(both Pet by "kind" {
        Cat = "cat",
        Dog = "dog" | "wolf" (absent),
    });

    #[derive(Clone, Debug, PartialEq)]
    enum Block {
        Row(Cat),
        Button(Dog),
        Other(Value),
    }

    tagged_union!(both Block by "type" {
        Row = 1,
        Button = 2 | -3,
    });

    #[derive(Clone, Debug, PartialEq)]
    enum Outcome {
        Success(Cat),
        Failure(Dog),
        Other(Value),
    }

    tagged_union!(both Outcome by "success" {
        Success = true,
        Failure = false,
    });

    #[derive(Clone, Debug, PartialEq)]
    enum Any {
        Cat(Cat),
        Dog(Dog),
        Text(String),
        Integer(i64),
        List(Vec<Any>),
    }

    untagged_union!(both Any {
        Cat,
        Dog,
        Text,
        Integer,
        List,
    });

    #[track_caller]
    fn same<T: serde::de::DeserializeOwned + serde::Serialize>(value: &Value) -> T {
        let read: T = from_value(value.clone()).unwrap();
        assert_eq!(to_value(&read).unwrap(), *value);
        read
    }

    #[test]
    fn a_constant_tells_the_variant() {
        assert!(matches!(
            same(&json!({"kind": "cat", "lives": 9})),
            Pet::Cat(_)
        ));
        assert!(matches!(
            same(&json!({"kind": "wolf", "barks": true})),
            Pet::Dog(_)
        ));
        assert!(matches!(same(&json!({"kind": "ant"})), Pet::Other(_)));
        assert!(matches!(same(&json!({"type": 1})), Block::Row(_)));
        assert!(matches!(
            from_value(json!({"type": -3})).unwrap(),
            Block::Button(_)
        ));
        assert!(matches!(same(&json!({"type": 4})), Block::Other(_)));
        assert!(matches!(
            same(&json!({"success": true})),
            Outcome::Success(_)
        ));
        assert!(matches!(
            same(&json!({"success": false})),
            Outcome::Failure(_)
        ));
    }

    #[test]
    fn a_value_without_the_constant_may_have_a_variant() {
        assert!(matches!(same(&json!({"barks": true})), Pet::Dog(_)));
        let error = from_value::<Outcome>(json!({})).unwrap_err();
        assert_eq!(error.to_string(), "missing field `success`");
        let error = from_value::<Outcome>(json!({"success": 1})).unwrap_err();
        assert_eq!(error.to_string(), "expected a boolean in `success`");
        let error = from_value::<Outcome>(json!([])).unwrap_err();
        assert_eq!(error.to_string(), "expected an object");
    }

    #[test]
    fn contents_tell_the_variant() {
        assert_eq!(same::<Any>(&json!("x")), Any::Text("x".to_owned()));
        assert!(matches!(same(&json!([1, "x"])), Any::List(_)));
        assert!(matches!(same(&json!({"lives": 9})), Any::Cat(_)));
        assert!(matches!(same(&json!({"barks": true})), Any::Dog(_)));
        assert!(matches!(same(&json!({"size": "small"})), Any::Cat(_)));
        assert!(matches!(same(&json!({"size": "huge"})), Any::Dog(_)));
        let error = from_value::<Any>(json!(true)).unwrap_err();
        assert_eq!(error.to_string(), "the value has no form that Any can take");
    }

    #[derive(Clone, Debug, PartialEq)]
    enum Amount {
        Text(String),
        Exact(Decimal),
        Object(Money),
    }

    untagged_union!(both Amount {
        Text,
        Exact,
        Object,
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Money {
        amount: Decimal,
        cents: i64,
    }

    json_object!(both Money {
        amount,
        cents,
    });

    #[derive(Clone, Debug, PartialEq)]
    enum Charge {
        Fixed(Money),
        Other(Value),
    }

    tagged_union!(both Charge by "type" {
        Fixed = 10,
    });

    #[test]
    fn numbers_keep_their_digits() {
        for text in [
            "12345678901234567.89",
            "123456789012345678901234567890",
            r#"{"amount":12345678901234567.89,"cents":7}"#,
        ] {
            let amount: Amount = from_str(text).unwrap();
            assert_eq!(to_string(&amount).unwrap(), text);
        }
        let text = r#"{"amount":12345678901234567.89,"cents":7,"type":10}"#;
        let charge: Charge = from_str(text).unwrap();
        assert!(matches!(charge, Charge::Fixed(_)));
        assert_eq!(to_string(&charge).unwrap(), text);
    }

    #[test]
    fn whole_numbers_are_integers() {
        assert_eq!(from_str::<Any>("1e3").unwrap(), Any::Integer(1000));
        let list = Any::List(vec![Any::Integer(1), Any::Integer(2)]);
        assert_eq!(from_str::<Any>("[1.0, 2]").unwrap(), list);
        assert!(from_str::<Any>("1.5").is_err());
        let charge = r#"{"type": 10.0, "amount": 1, "cents": 7.0}"#;
        assert!(matches!(
            from_str(charge).unwrap(),
            Charge::Fixed(Money { cents: 7, .. })
        ));
    }

    #[test]
    fn deep_nesting_is_refused() {
        let nested = |depth| "[".repeat(depth) + "1" + &"]".repeat(depth);
        assert!(from_str::<Any>(&nested(100)).is_ok());
        let error = from_str::<Any>(&nested(100_000)).unwrap_err();
        assert_eq!(error.to_string(), "recursion limit exceeded");
    }

    #[derive(Clone, Debug, PartialEq)]
    enum Node {
        Leaf(Cat),
        Inner(Box<Node>),
        Other(Value),
    }

    tagged_union!(both Node by "node" {
        Leaf = "leaf",
        Inner = "inner" (absent),
    });

    #[derive(Clone, Debug, PartialEq)]
    enum Outer {
        Node(Node),
        Pet(Pet),
        Other(Value),
    }

    tagged_union!(both Outer by "outer" {
        Node = 1,
        Pet = 2,
    });

    #[test]
    fn a_union_in_a_union_has_the_tags_of_both() {
        same::<Outer>(&json!({"outer": 1, "node": "leaf", "lives": 9}));
        same::<Outer>(&json!({"outer": 2, "kind": "dog", "barks": true}));
    }

    #[test]
    fn a_number_that_json_has_no_form_for_is_refused() {
        #[derive(Clone, Debug, PartialEq)]
        struct Ratio(pub f64);

        json_newtype!(both Ratio);

        #[derive(Clone, Debug, PartialEq)]
        struct Part {
            ratio: Ratio,
        }

        json_object!(both Part {
            ratio,
        });

        #[derive(Clone, Debug, PartialEq)]
        enum Whole {
            Part(Part),
            Other(Value),
        }

        tagged_union!(both Whole by "kind" {
            Part = "part",
        });

        let part = |ratio| {
            Whole::Part(Part {
                ratio: Ratio(ratio),
            })
        };
        assert!(json::to_raw(&part(f64::NAN)).is_err());
        let text = json::to_raw(&part(2.0)).unwrap();
        assert_eq!(text.get(), r#"{"ratio":2,"kind":"part"}"#);
    }
}
