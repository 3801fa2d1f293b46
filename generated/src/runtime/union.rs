// Written by hand, unlike `src/api`.

//! Values that take one of several forms.

use std::cell::Cell;

use serde::de::DeserializeOwned;
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// Declares enums whose variants only their contents tell apart:
/// `pub enum Count { Exactly(u32), Range(Range) }`.
///
/// Of the variants that can hold a value, the one is taken in which most of the
/// constants are known, of those the one that keeps most of the value, and of
/// several the first.
///
/// In front of each may stand which of the two [`ways`](crate::runtime::ways) it travels.
macro_rules! union {
    (@declare
        $(#[$meta:meta])*
        pub enum $name:ident { $($variant:ident($type:ty $(,)?),)+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($variant($type),)+
        }
    };
    (@write
        $(#[$meta:meta])*
        pub enum $name:ident { $($variant:ident($type:ty $(,)?),)+ }
    ) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => ::serde::Serialize::serialize(value, serializer),)+
                }
            }
        }
    };
    (@read
        $(#[$meta:meta])*
        pub enum $name:ident { $($variant:ident($type:ty $(,)?),)+ }
    ) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                let mut best = $crate::runtime::union::Best::of(&value);
                $(best.consider(Self::$variant);)+
                best.found(::std::stringify!($name))
            }
        }
    };
    ($($declaration:tt)+) => {
        $crate::runtime::ways!(union $($declaration)+);
    };
}

/// Declares enums whose variants a property of the value tells apart:
/// `#[tag = "type"] pub enum Shape { Circle(Circle) = "circle", Square(Square) = "square" }`.
///
/// Behind each variant stand its constants (`"a" | "b"`; numbers and booleans are as good). It
/// gets a variant `Other` besides, for one that is none of them, so that a form which the API adds
/// later is no error. A value without the property is one of the variants with `| absent`: the one
/// that keeps most of it.
///
/// In front of each may stand which of the two [`ways`](crate::runtime::ways) it travels.
macro_rules! tagged_union {
    (@declare
        #[tag = $tag:literal]
        $(#[$meta:meta])*
        pub enum $name:ident { $($variant:ident($type:ty $(,)?) = $first:literal $(| $more:literal)* $(| $absent:ident)?,)+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($variant($type),)+
            /// A form that the specification does not know.
            Other(::serde_json::Value),
        }
    };
    (@write
        #[tag = $tag:literal]
        $(#[$meta:meta])*
        pub enum $name:ident { $($variant:ident($type:ty $(,)?) = $first:literal $(| $more:literal)* $(| $absent:ident)?,)+ }
    ) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        let may_be_absent: &[&str] = &[$(::std::stringify!($absent))?];
                        $crate::runtime::union::write(value, $tag, $first, may_be_absent.is_empty(), serializer)
                    })+
                    Self::Other(value) => ::serde::Serialize::serialize(value, serializer),
                }
            }
        }
    };
    (@read
        #[tag = $tag:literal]
        $(#[$meta:meta])*
        pub enum $name:ident { $($variant:ident($type:ty $(,)?) = $first:literal $(| $more:literal)* $(| $absent:ident)?,)+ }
    ) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                match $crate::runtime::union::tag::<_, D::Error>(&value, $tag)? {
                    $(::std::option::Option::Some($first $(| $more)*) => $crate::runtime::union::read(&value).map(Self::$variant),)+
                    #[allow(unreachable_patterns, reason = "there is no third boolean")]
                    ::std::option::Option::Some(_) => {
                        $crate::runtime::union::note_unknown();
                        ::std::result::Result::Ok(Self::Other(value))
                    }
                    ::std::option::Option::None => {
                        let found = ::std::option::Option::None;
                        $($(let found = $crate::runtime::union::$absent(found, &value, Self::$variant);)?)+
                        $crate::runtime::union::known(found, $tag)
                    }
                }
            }
        }
    };
    ($($declaration:tt)+) => {
        $crate::runtime::ways!(tagged_union $($declaration)+);
    };
}

pub(crate) use {tagged_union, union};

/// How far what was read falls short of the value. The least is the best.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Shortfall {
    /// The constants that the specification does not know.
    ///
    /// An enum takes any text, so that the API may add some; but within a union it says which
    /// variant a value is.
    unknown: usize,
    /// The properties that have no field.
    lost: usize,
}

impl Shortfall {
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
    /// How far what is being read has fallen short until now.
    static SHORTFALL: Cell<Shortfall> = const { Cell::new(Shortfall::NONE) };
}

fn note(shortfall: Shortfall) {
    SHORTFALL.set(SHORTFALL.get().and(shortfall));
}

/// Notes a constant that the specification does not know.
pub(crate) fn note_unknown() {
    note(Shortfall {
        unknown: 1,
        ..Shortfall::NONE
    });
}

/// Notes a property that has no field.
pub(crate) fn note_lost() {
    note(Shortfall {
        lost: 1,
        ..Shortfall::NONE
    });
}

/// Reads a value, and tells how far that falls short of it.
fn counted<T: DeserializeOwned>(value: &Value) -> Option<(Shortfall, T)> {
    let before = SHORTFALL.replace(Shortfall::NONE);
    let read = T::deserialize(value);
    let shortfall = SHORTFALL.replace(before);
    Some((shortfall, read.ok()?))
}

/// The variant that keeps most of a value, as far as they have been considered.
pub(crate) struct Best<'v, U> {
    value: &'v Value,
    best: Option<(Shortfall, U)>,
}

impl<'v, U> Best<'v, U> {
    pub(crate) fn of(value: &'v Value) -> Self {
        Self { value, best: None }
    }

    /// Considers a variant, unless one is found that keeps everything.
    pub(crate) fn consider<T: DeserializeOwned>(&mut self, variant: fn(T) -> U) {
        if matches!(self.best, Some((Shortfall::NONE, _))) {
            return;
        }
        let Some((short, read)) = counted::<T>(self.value) else {
            return;
        };
        if self.best.as_ref().is_none_or(|(least, _)| short < *least) {
            self.best = Some((short, variant(read)));
        }
    }

    /// The variant that keeps most.
    pub(crate) fn found<E: serde::de::Error>(self, name: &str) -> Result<U, E> {
        let Some((short, found)) = self.best else {
            return Err(E::custom(format_args!(
                "the value has no form that {name} can take"
            )));
        };
        note(short);
        Ok(found)
    }
}

/// A type of the constants that say which form a value has.
pub(crate) trait Constant<'v>: Sized + Into<Value> {
    /// What it is called.
    const WHAT: &'static str;

    /// The constant that a value is, if it is of this type.
    fn of(value: &'v Value) -> Option<Self>;
}

impl<'v> Constant<'v> for &'v str {
    const WHAT: &'static str = "a string";

    fn of(value: &'v Value) -> Option<Self> {
        value.as_str()
    }
}

impl Constant<'_> for i64 {
    const WHAT: &'static str = "an integer";

    fn of(value: &Value) -> Option<Self> {
        value.as_i64()
    }
}

impl Constant<'_> for bool {
    const WHAT: &'static str = "a boolean";

    fn of(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

/// The constant that says which form a value has, if it has one.
pub(crate) fn tag<'v, C: Constant<'v>, E: serde::de::Error>(
    value: &'v Value,
    tag: &'static str,
) -> Result<Option<C>, E> {
    let Value::Object(members) = value else {
        return Err(E::custom("expected an object"));
    };
    let known = match members.get(tag) {
        Some(Value::Null) | None => return Ok(None),
        Some(value) => C::of(value),
    };
    let expected = || E::custom(format_args!("expected {} in `{tag}`", C::WHAT));
    known.map(Some).ok_or_else(expected)
}

/// Reads a value whose form is known.
pub(crate) fn read<T: DeserializeOwned, E: serde::de::Error>(value: &Value) -> Result<T, E> {
    T::deserialize(value).map_err(E::custom)
}

/// Reads a value that does not say which form it has, unless one is found that keeps everything:
/// the variant that keeps most holds it, and of several the first.
pub(crate) fn absent<T: DeserializeOwned, U>(
    found: Option<(Shortfall, U)>,
    value: &Value,
    variant: fn(T) -> U,
) -> Option<(Shortfall, U)> {
    if matches!(found, Some((Shortfall::NONE, _))) {
        return found;
    }
    let read = counted(value).map(|(short, read)| (short, variant(read)));
    match (found, read) {
        (Some(found), Some(read)) if read.0 >= found.0 => Some(found),
        (found, None) => found,
        (_, read) => read,
    }
}

/// What was found of a value that does not say which form it has.
pub(crate) fn known<U, E: serde::de::Error>(
    found: Option<(Shortfall, U)>,
    tag: &'static str,
) -> Result<U, E> {
    let (short, found) = found.ok_or_else(|| E::missing_field(tag))?;
    note(short);
    Ok(found)
}

/// Writes a value with the constant that says which form it has, `always` or if it is in the value.
pub(crate) fn write<'c, T: Serialize, C: Constant<'c>, S: Serializer>(
    value: &T,
    tag: &'static str,
    constant: C,
    always: bool,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if !always {
        return value.serialize(serializer);
    }
    let mut value = serde_json::to_value(value).map_err(serde::ser::Error::custom)?;
    if let Value::Object(members) = &mut value {
        members.entry(tag).or_insert_with(|| constant.into());
    }
    value.serialize(serializer)
}
