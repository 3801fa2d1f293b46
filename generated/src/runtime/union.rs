// Written by hand, unlike `src/api`.

//! Enums whose variants are the forms of a value: `oneOf` and `anyOf`.

use std::cell::Cell;

use serde::de::{DeserializeOwned, Error};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// Implements `Deserialize` and `Serialize` for an enum whose variants a property tells apart:
/// `tagged_union!(both Pet by "kind" { Cat = "cat" | "lion", Dog = "dog" (absent), });`.
///
/// - The first word is the direction: `both`, `received` or `sent`.
/// - After `=` stand the constants of a variant: texts, integers or booleans.
/// - A value without the property is one of the variants with `(absent)`: the one that ignores
///   the fewest of its properties.
/// - The enum has a variant `Other(Value)` for other constants, which is not listed.
#[macro_export]
#[doc(hidden)]
macro_rules! tagged_union {
    (@read $name:ident by $tag:literal {
        $($variant:ident = $first:literal $(| $more:literal)* $(($absent:ident))?,)+
    }) => {
        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value = $crate::runtime::union::value(deserializer)?;
                match $crate::runtime::union::constant::<_, D::Error>(&value, $tag)? {
                    $(::std::option::Option::Some($first $(| $more)*) => {
                        $crate::runtime::union::read(&value).map(Self::$variant)
                    })+
                    #[allow(unreachable_patterns, reason = "there is no third boolean")]
                    ::std::option::Option::Some(_) => {
                        $crate::runtime::union::record_unknown_value();
                        ::std::result::Result::Ok(Self::Other(value))
                    }
                    ::std::option::Option::None => $crate::runtime::union::BestMatch::of(&value)
                        $($(.$absent(Self::$variant))?)+
                        .or_missing_tag($tag),
                }
            }
        }
    };
    (@write $name:ident by $tag:literal {
        $($variant:ident = $first:literal $(| $more:literal)* $(($absent:ident))?,)+
    }) => {
        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::runtime::union::tagged(value, $tag, $first)
                        $(.$absent())?
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

/// Implements `Deserialize` and `Serialize` for an enum whose variants only their contents tell
/// apart: `untagged_union!(both Id { Text, Integer, });`.
///
/// The first word is the direction: `both`, `received` or `sent`. Of the variants that can have
/// the value, the one is taken that has the fewest constants outside of the specification, then
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

pub use {tagged_union, untagged_union};

/// What a value loses when it is read as a type. The least is the best.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Mismatch {
    /// The number of constants outside of the specification.
    ///
    /// A string enum reads any text, so that the API may add values. But within a union its known
    /// values tell the variants apart.
    unknown: usize,
    /// The number of properties without a field.
    lost: usize,
}

impl Mismatch {
    const NONE: Self = Self {
        unknown: 0,
        lost: 0,
    };

    fn and(self, other: Self) -> Self {
        Self {
            unknown: self.unknown.saturating_add(other.unknown),
            lost: self.lost.saturating_add(other.lost),
        }
    }
}

thread_local! {
    /// The mismatch of the value that is being read, until now.
    static MISMATCH: Cell<Mismatch> = const { Cell::new(Mismatch::NONE) };
}

fn note(mismatch: Mismatch) {
    MISMATCH.set(MISMATCH.get().and(mismatch));
}

/// Notes a constant outside of the specification.
pub fn record_unknown_value() {
    note(Mismatch {
        unknown: 1,
        ..Mismatch::NONE
    });
}

/// Notes a property without a field.
pub(crate) fn record_ignored_property() {
    note(Mismatch {
        lost: 1,
        ..Mismatch::NONE
    });
}

/// Reads a value as a type, with its mismatch.
fn read_counting<T: DeserializeOwned>(value: &Value) -> Option<(Mismatch, T)> {
    let before = MISMATCH.replace(Mismatch::NONE);
    let read = T::deserialize(value);
    let mismatch = MISMATCH.replace(before);
    Some((mismatch, read.ok()?))
}

/// The variant with the least mismatch of those considered, and of several the first.
#[derive(Debug)]
pub struct BestMatch<'v, U> {
    value: &'v Value,
    best: Option<(Mismatch, U)>,
}

impl<'v, U> BestMatch<'v, U> {
    /// No variant yet, for this value.
    #[must_use]
    pub fn of(value: &'v Value) -> Self {
        Self { value, best: None }
    }

    /// Considers a variant, unless one without a mismatch is found.
    pub fn consider<T: DeserializeOwned>(&mut self, variant: fn(T) -> U) -> &mut Self {
        if matches!(self.best, Some((Mismatch::NONE, _))) {
            return self;
        }
        if let Some((short, read)) = read_counting::<T>(self.value)
            && self.best.as_ref().is_none_or(|(least, _)| short < *least)
        {
            self.best = Some((short, variant(read)));
        }
        self
    }

    /// Considers a variant whose property of the constant may be absent.
    pub fn absent<T: DeserializeOwned>(&mut self, variant: fn(T) -> U) -> &mut Self {
        self.consider(variant)
    }

    /// The best variant of an untagged union.
    ///
    /// # Errors
    ///
    /// If no variant can have the value.
    pub fn or_no_match<E: Error>(&mut self, name: &str) -> Result<U, E> {
        let misfit = || E::custom(format_args!("the value has no form that {name} can take"));
        self.found().ok_or_else(misfit)
    }

    /// The best variant of a tagged union.
    ///
    /// # Errors
    ///
    /// If no variant can have the value. Then the property of the constant is missing.
    pub fn or_missing_tag<E: Error>(&mut self, tag: &'static str) -> Result<U, E> {
        self.found().ok_or_else(|| E::missing_field(tag))
    }

    fn found(&mut self) -> Option<U> {
        let (short, found) = self.best.take()?;
        note(short);
        Some(found)
    }
}

/// A type of the constants that tell variants apart.
pub trait Constant<'v>: Sized + Into<Value> {
    /// The type, for error messages.
    const TYPE_NAME: &'static str;

    /// The constant in a value, if it has this type.
    fn of(value: &'v Value) -> Option<Self>;
}

impl<'v> Constant<'v> for &'v str {
    const TYPE_NAME: &'static str = "a string";

    fn of(value: &'v Value) -> Option<Self> {
        value.as_str()
    }
}

impl Constant<'_> for i64 {
    const TYPE_NAME: &'static str = "an integer";

    fn of(value: &Value) -> Option<Self> {
        value.as_i64()
    }
}

impl Constant<'_> for bool {
    const TYPE_NAME: &'static str = "a boolean";

    fn of(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

/// Reads any JSON.
///
/// # Errors
///
/// If it is not JSON.
pub fn value<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    serde::Deserialize::deserialize(deserializer)
}

/// The constant that tells the variant of a value, if it has one.
///
/// # Errors
///
/// If the value is not an object, or the constant has another type.
pub fn constant<'v, C: Constant<'v>, E: Error>(
    value: &'v Value,
    tag: &'static str,
) -> Result<Option<C>, E> {
    let Value::Object(properties) = value else {
        return Err(E::custom("expected an object"));
    };
    let constant = match properties.get(tag) {
        Some(Value::Null) | None => return Ok(None),
        Some(value) => C::of(value),
    };
    let expected = || E::custom(format_args!("expected {} in `{tag}`", C::TYPE_NAME));
    constant.map(Some).ok_or_else(expected)
}

/// Reads a value whose variant is known.
///
/// # Errors
///
/// If the value does not fit the variant.
pub fn read<T: DeserializeOwned, E: Error>(value: &Value) -> Result<T, E> {
    T::deserialize(value).map_err(E::custom)
}

/// A value of a variant, to be written with a constant.
pub fn tagged<'v, T: Serialize, C>(
    value: &'v T,
    tag: &'static str,
    constant: C,
) -> Tagged<'v, T, C> {
    Tagged {
        value,
        tag,
        constant,
        may_be_absent: false,
    }
}

/// A value of a variant, to be written with a constant.
#[derive(Debug)]
pub struct Tagged<'v, T, C> {
    value: &'v T,
    tag: &'static str,
    constant: C,
    may_be_absent: bool,
}

impl<'c, T: Serialize, C: Constant<'c>> Tagged<'_, T, C> {
    /// Writes the constant only if the value has it.
    #[must_use]
    pub fn absent(self) -> Self {
        Self {
            may_be_absent: true,
            ..self
        }
    }

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// If the value cannot be serialized.
    pub fn write<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.may_be_absent {
            return self.value.serialize(serializer);
        }
        let mut value = serde_json::to_value(self.value).map_err(serde::ser::Error::custom)?;
        if let Value::Object(properties) = &mut value {
            let constant = || self.constant.into();
            properties.entry(self.tag).or_insert_with(constant);
        }
        value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json, to_value};

    use crate::runtime::{json_object, string_enum};

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
}
