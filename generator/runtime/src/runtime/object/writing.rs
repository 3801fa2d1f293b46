// Written by hand. Codegen copies it into clients.

//! Writing the fields of a struct as the properties of an object.
//!
//! A field may have an absent value: `None`, `Nullable::Absent`, or a newtype around the latter.
//! Only the type of the field tells, which `json_object` does not know, and Rust has no
//! specialization. So method resolution tells: an inherent method for the types that can be absent
//! takes precedence over the method of a trait that all types have. The alternatives are a mark for
//! each such field in generated code, or serializing a value in order to find out whether it is
//! absent.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// Writes an object.
///
/// # Errors
///
/// If a value cannot be serialized.
pub fn write<S: Serializer>(
    serializer: S,
    properties: &[&dyn Write<S::SerializeMap>],
) -> Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_map(None)?;
    for property in properties {
        property.write(&mut object)?;
    }
    object.end()
}

/// A property, or a map of properties.
pub trait Write<M: SerializeMap> {
    /// Writes it into the object.
    ///
    /// # Errors
    ///
    /// If a value cannot be serialized.
    fn write(&self, object: &mut M) -> Result<(), M::Error>;
}

impl<M: SerializeMap> Write<M> for Map<String, Value> {
    fn write(&self, object: &mut M) -> Result<(), M::Error> {
        let mut properties = self.iter();
        properties.try_for_each(|(key, value)| object.serialize_entry(key, value))
    }
}

impl<M: SerializeMap, V: Serialize> Write<M> for BTreeMap<String, V> {
    fn write(&self, object: &mut M) -> Result<(), M::Error> {
        let mut properties = self.iter();
        properties.try_for_each(|(key, value)| object.serialize_entry(key, value))
    }
}

/// The property of the field of this name.
pub fn property<'v, T>(name: &'static str, value: &'v T) -> Property<'v, T> {
    Property {
        key: name,
        value,
        is_absent: false,
    }
}

/// A property with the value of a field.
pub struct Property<'v, T> {
    key: &'static str,
    value: &'v T,
    is_absent: bool,
}

impl<'v, T> Property<'v, T> {
    /// Sets the key, which is the name of the field otherwise.
    #[must_use]
    pub fn key(self, key: &'static str) -> Self {
        Self { key, ..self }
    }

    /// Writes `None` as `null`.
    #[must_use]
    pub fn required(self) -> RequiredProperty<'v, T> {
        RequiredProperty(self)
    }
}

impl<T> Property<'_, Option<T>> {
    /// Does nothing: `None` is not written, and `T` writes `null` itself. The mark `(nullable)` is
    /// for reading.
    #[must_use]
    pub fn nullable(self) -> Self {
        self
    }

    /// Does not write `None`. This method takes precedence over that of [`Present`].
    #[must_use]
    pub fn or_absent(self) -> Self {
        Self {
            is_absent: self.value.is_none(),
            ..self
        }
    }
}

impl<T: MaybeAbsent> Property<'_, T> {
    /// Does not write an absent value. This method takes precedence over that of [`Present`].
    #[must_use]
    pub fn or_absent(self) -> Self {
        Self {
            is_absent: self.value.is_absent(),
            ..self
        }
    }
}

impl<M: SerializeMap, T: Serialize> Write<M> for Property<'_, T> {
    fn write(&self, object: &mut M) -> Result<(), M::Error> {
        if self.is_absent {
            return Ok(());
        }
        object.serialize_entry(self.key, self.value)
    }
}

/// A property that always has the same value.
pub struct Fixed<T>(pub &'static str, pub T);

impl<M: SerializeMap, T: Serialize> Write<M> for Fixed<T> {
    fn write(&self, object: &mut M) -> Result<(), M::Error> {
        object.serialize_entry(self.0, &self.1)
    }
}

/// A property that is written even if its value is `None`.
pub struct RequiredProperty<'v, T>(Property<'v, T>);

impl<M: SerializeMap, T: Serialize> Write<M> for RequiredProperty<'_, T> {
    fn write(&self, object: &mut M) -> Result<(), M::Error> {
        self.0.write(object)
    }
}

/// A property that is always written.
pub trait Present: Sized {
    /// The property unchanged.
    #[must_use]
    fn or_absent(self) -> Self {
        self
    }
}

impl<T> Present for Property<'_, T> {}

impl<T> Present for RequiredProperty<'_, T> {}

/// A type with a value that means an absent property: `Nullable`, and newtypes around it.
pub trait MaybeAbsent {
    /// Whether the property is absent.
    fn is_absent(&self) -> bool;
}

/// The value in a newtype.
pub struct NewtypeContent<'v, T>(pub &'v T);

impl<T: MaybeAbsent> NewtypeContent<'_, T> {
    /// Whether the value is absent. This method takes precedence over that of [`ContentPresent`].
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

/// A value that is never absent.
pub trait ContentPresent {
    /// `false`.
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T> ContentPresent for NewtypeContent<'_, T> {}
