// Written by hand, unlike `src/api`.

//! How the fields of a struct become the properties of an object.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::Nothing;

/// Writes an object.
pub(crate) fn write<S: Serializer>(
    serializer: S,
    properties: &[&dyn Write<S::SerializeMap>],
    rest: &dyn Write<S::SerializeMap>,
) -> Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_map(None)?;
    for property in properties {
        property.write(&mut object)?;
    }
    rest.write(&mut object)?;
    object.end()
}

/// What can be written into an object.
pub(crate) trait Write<M: SerializeMap> {
    fn write(&self, object: &mut M) -> Result<(), M::Error>;
}

impl<M: SerializeMap> Write<M> for Nothing {
    fn write(&self, _: &mut M) -> Result<(), M::Error> {
        Ok(())
    }
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

/// A field as a property.
pub(crate) fn property<'v, T>(key: &'static str, value: &'v T) -> Property<'v, T> {
    Property {
        key,
        value,
        is_left_out: false,
    }
}

/// A field as a property.
pub(crate) struct Property<'v, T> {
    key: &'static str,
    value: &'v T,
    is_left_out: bool,
}

impl<'v, T> Property<'v, T> {
    /// The same for a field that is `null` where its value is `None`.
    pub(crate) fn required(self) -> Required<'v, T> {
        Required(self)
    }
}

impl<T> Property<'_, Option<T>> {
    /// The same for a field whose value may be `null` by itself, which is not `None`.
    pub(crate) fn nullable(self) -> Self {
        self
    }

    /// What is `None` is left out. Rust takes this for [`Kept::or_left_out`] where it can.
    pub(crate) fn or_left_out(self) -> Self {
        Self {
            is_left_out: self.value.is_none(),
            ..self
        }
    }
}

impl<M: SerializeMap, T: Serialize> Write<M> for Property<'_, T> {
    fn write(&self, object: &mut M) -> Result<(), M::Error> {
        if self.is_left_out {
            return Ok(());
        }
        object.serialize_entry(self.key, self.value)
    }
}

/// A property that is there even if its value is `None`.
pub(crate) struct Required<'v, T>(Property<'v, T>);

impl<M: SerializeMap, T: Serialize> Write<M> for Required<'_, T> {
    fn write(&self, object: &mut M) -> Result<(), M::Error> {
        self.0.write(object)
    }
}

/// A property that is always there.
pub(crate) trait Kept: Sized {
    /// The property as it is.
    fn or_left_out(self) -> Self {
        self
    }
}

impl<T> Kept for Property<'_, T> {}

impl<T> Kept for Required<'_, T> {}
