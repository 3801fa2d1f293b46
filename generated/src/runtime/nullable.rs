// Written by `cargo xtask codegen`, the same for every API.

//! Values that may be absent or `null`.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::runtime::json::WholeNumbers;

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

/// The newtype name that a [`Nullable`] passes to its deserializer. The deserializer of absent
/// properties recognizes it, and all others ignore it.
pub(crate) const NAME: &str = "Nullable of an absent property";

/// Reads `null` as [`Nullable::Null`]. Only a property of an object can be absent.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, Reader(PhantomData))
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
