// Written by hand. Codegen copies it into clients.

//! Values that may be absent or `null`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use bytes::Bytes;
use jiff::{Timestamp, civil};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::runtime::into::{contents, map, object, same_map, text, texts, texts_of};
use crate::runtime::json::WholeNumbers;
use crate::runtime::object::{MaybeAbsent, NULLABLE};
use crate::runtime::request::Request;
use crate::runtime::{
    Contents, Date, DateTime, Decimal, IntegerEnum, StringEnum, date_time, decimal, integer_enum,
    into, string_enum,
};

/// A value that may be absent or `null`, where the two differ.
///
/// A setter takes a `Nullable`, a value or an `Option`: `.color("red")`, `.color(Nullable::Null)`,
/// `.color(Nullable::Absent)`.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Nullable<T> {
    /// The property is absent.
    #[default]
    Absent,
    /// The property is `null`.
    Null,
    /// The property has this value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether the property is absent.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if the property is neither absent nor `null`.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.as_ref().into_value()
    }

    /// The value, if the property is neither absent nor `null`.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value that it dereferences to, such as the `&str` of a `String`.
    #[must_use]
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.value().map(Deref::deref)
    }

    /// Converts from `&Nullable<T>` to `Nullable<&T>`.
    #[must_use]
    pub fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// Applies a function to the value.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(convert(value)),
        }
    }
}

/// `None` is [`Nullable::Absent`].
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

/// Reads `null` as [`Nullable::Null`]. Only a property of an object can be absent.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NULLABLE, Reader(PhantomData))
    }
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
    type Value = Nullable<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Nullable<T>, E> {
        Ok(Nullable::Absent)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Nullable<T>, D::Error> {
        let value = Option::deserialize(WholeNumbers(deserializer))?;
        Ok(value.map_or(Nullable::Null, Nullable::Value))
    }
}

/// Writes `null` for [`Nullable::Null`], and for [`Nullable::Absent`] outside of an object. In an
/// object an absent property is not written.
impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<T> MaybeAbsent for Nullable<T> {
    fn is_absent(&self) -> bool {
        Nullable::is_absent(self)
    }
}

/// The argument of a setter for a `T` that may be absent or `null`: the types of
/// [`IntoOption`](crate::runtime::IntoOption), and [`Nullable<T>`](Nullable).
///
/// `None` leaves it absent. [`Nullable::Null`] sends `null`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as a nullable `{T}`",
    label = "expected `{T}`, `Option<{T}>` or `Nullable<{T}>`",
    note = "strings may be `&str`, lists may be arrays or slices, maps may be arrays of pairs"
)]
pub trait IntoNullable<T> {
    /// The value, absent or `null`.
    fn into_nullable(self) -> Nullable<T>;
}

impl<T> IntoNullable<T> for T {
    fn into_nullable(self) -> Nullable<T> {
        Nullable::Value(self)
    }
}

impl<T> IntoNullable<T> for Option<T> {
    fn into_nullable(self) -> Nullable<T> {
        self.into()
    }
}

impl<T> IntoNullable<T> for Nullable<T> {
    fn into_nullable(self) -> Nullable<T> {
        self
    }
}

/// Implements [`IntoNullable`] for a list of conversions.
macro_rules! into_nullable {
    (
        $([$($generics:tt)*] $given:ty => $target:ty = $function:expr;)+
        $(Option<$from:ty> => $to:ty = $convert:expr;)*
    ) => {
        $(impl<$($generics)*> IntoNullable<$target> for $given {
            fn into_nullable(self) -> Nullable<$target> {
                Nullable::Value($function(self))
            }
        })+
        $(impl IntoNullable<$to> for Option<$from> {
            fn into_nullable(self) -> Nullable<$to> {
                self.map($convert).into()
            }
        })*
    };
}

into::conversions!(into_nullable);
string_enum::conversions!(into_nullable);
integer_enum::conversions!(into_nullable);
date_time::conversions!(into_nullable);
decimal::conversions!(into_nullable);

/// Setters of values that may be null. `None` removes an earlier value.
impl<T> Request<T> {
    /// Sets a property of a JSON body, or a field of a form, that may be null.
    pub fn nullable_field<V: Serialize>(
        mut self,
        name: &'static str,
        value: impl IntoNullable<V>,
    ) -> Self {
        match value.into_nullable() {
            Nullable::Value(value) => self.builder.field(name, &value),
            Nullable::Null => self.builder.field(name, &Value::Null),
            Nullable::Absent => self.builder.remove_field(name),
        }
        self
    }

    /// Sets a property of a JSON body that must be an object or null. Another value makes sending
    /// fail.
    pub fn nullable_object_field(
        mut self,
        name: &'static str,
        value: impl IntoNullable<Value>,
    ) -> Self {
        match value.into_nullable() {
            Nullable::Value(value) => self.builder.object_field(name, &value, true),
            Nullable::Null => self.builder.field(name, &Value::Null),
            Nullable::Absent => self.builder.remove_field(name),
        }
        self
    }

    /// Sets the whole body, which may be null.
    pub fn nullable_body<V: Serialize>(mut self, body: impl IntoNullable<V>) -> Self {
        match body.into_nullable() {
            Nullable::Value(body) => self.builder.body(&body),
            Nullable::Null => self.builder.body(&Value::Null),
            Nullable::Absent => self.builder.remove_body(),
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_str, to_string};

    use super::Nullable;

    #[test]
    fn null_and_values_round_trip() {
        for (text, value) in [("null", Nullable::Null), ("7", Nullable::Value(7))] {
            assert_eq!(from_str::<Nullable<i64>>(text).unwrap(), value);
            assert_eq!(to_string(&value).unwrap(), text);
        }
    }

    #[test]
    fn the_value_is_an_option() {
        assert_eq!(Nullable::Value(7).value(), Some(&7));
        assert_eq!(Nullable::Value(7).map(i64::from).into_value(), Some(7_i64));
        assert_eq!(Nullable::<i64>::Null.value(), None);
        assert!(Nullable::<i64>::default().is_absent());
        assert!(Nullable::<i64>::Null.is_null());
        assert_eq!(Nullable::from(None::<i64>), Nullable::Absent);
        assert_eq!(Nullable::from(Some(7)), Nullable::Value(7));
        assert_eq!(Nullable::Value("a".to_owned()).as_deref(), Some("a"));
    }
}
