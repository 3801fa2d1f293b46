// Written by hand. Codegen copies it into clients.

//! Reading the properties of an object into the fields of a struct.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::absent::Absent;
use crate::runtime::json::WholeNumbers;
use crate::runtime::mismatch;

/// A struct whose fields are the properties of an object.
pub trait FromProperties<'de>: Sized {
    /// The name of the struct, for error messages.
    const NAME: &'static str;

    /// Reads the fields.
    ///
    /// # Errors
    ///
    /// If a required property is absent, or a value does not fit its field.
    fn from_properties<A: MapAccess<'de>>(properties: A) -> Result<Self, A::Error>;
}

/// Reads an object.
///
/// # Errors
///
/// If the value is not an object, or does not fit the struct.
pub fn read<'de, T: FromProperties<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(T::NAME, Object(PhantomData))
}

struct Object<T>(PhantomData<T>);

impl<'de, T: FromProperties<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(Properties(PhantomData))
    }
}

/// Reads the properties of an object. If `Object` did, all code that reads a struct would be
/// compiled twice: `serde_json` can pass the visitor of a newtype a raw value, which is a map.
struct Properties<T>(PhantomData<T>);

impl<'de, T: FromProperties<'de>> Visitor<'de> for Properties<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, properties: A) -> Result<T, A::Error> {
        T::from_properties(properties)
    }
}

/// Reads the content of a newtype.
///
/// # Errors
///
/// If the value does not fit the content.
pub fn read_content<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    name: &'static str,
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(name, Content(PhantomData))
}

struct Content<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Content<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the content of a newtype")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(WholeNumbers(deserializer))
    }
}

/// Reads the value of a property.
fn value<'de, T: Deserialize<'de>, A: MapAccess<'de>>(properties: &mut A) -> Result<T, A::Error> {
    properties.next_value_seed(WholeNumbers(PhantomData))
}

/// Reads each property into the slot of its key. A property without a slot goes into `rest`, which
/// has at most one element, or is ignored.
///
/// # Errors
///
/// If a value does not fit its slot, or a key occurs twice.
pub fn fill<'de, A: MapAccess<'de>>(
    mut properties: A,
    slots: &mut [&mut dyn Fill<'de, A>],
    rest: &mut [&mut dyn Collect<'de, A>],
) -> Result<(), A::Error> {
    // Most servers write properties in the order of the specification, so the next slot is tried
    // first.
    let mut next = 0;
    while let Some(Key(key)) = properties.next_key()? {
        let mut from_next = (next..slots.len()).chain(0..next);
        match from_next.find(|&at| slots[at].key() == key) {
            Some(at) => {
                slots[at].fill(&mut properties)?;
                next = at + 1;
            }
            None => match rest.first_mut() {
                Some(rest) => rest.collect(key, &mut properties)?,
                None => {
                    mismatch::record_ignored_property();
                    properties.next_value::<IgnoredAny>()?;
                }
            },
        }
    }
    Ok(())
}

/// A key, borrowed from the input where possible.
pub(crate) struct Key<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E: Error>(self, key: &str) -> Result<Key<'de>, E> {
                self.visit_string(key.to_owned())
            }

            fn visit_string<E: Error>(self, key: String) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key)))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// A slot, without the type of its field.
pub trait Fill<'de, A: MapAccess<'de>> {
    /// The key of the property.
    fn key(&self) -> &'static str;

    /// Reads the value of the property.
    ///
    /// # Errors
    ///
    /// If the value does not fit the field, or the slot has a value already.
    fn fill(&mut self, properties: &mut A) -> Result<(), A::Error>;
}

/// A slot for the field of this name.
#[must_use]
pub fn slot<T>(name: &'static str) -> Slot<T> {
    Slot {
        key: name,
        value: None,
        is_required: false,
    }
}

/// The value of a field while an object is read. Its type is that of the field.
///
/// If the property is absent, an `Option` becomes `None`, a
/// [`Nullable`](crate::runtime::Nullable) becomes `Absent`, and any other type is an error.
pub struct Slot<T> {
    key: &'static str,
    value: Option<T>,
    is_required: bool,
}

impl<T> Slot<T> {
    /// Sets the key. By default it is the name of the field.
    #[must_use]
    pub fn key(self, key: &'static str) -> Self {
        Self { key, ..self }
    }

    /// Requires the property, even if the field is an `Option`.
    #[must_use]
    pub fn required(self) -> Self {
        Self {
            is_required: true,
            ..self
        }
    }

    /// The value of the field.
    ///
    /// # Errors
    ///
    /// If the property is absent and the type of the field does not allow that.
    pub fn take<'de, E: Error>(self) -> Result<T, E>
    where
        T: Deserialize<'de>,
    {
        match self.value {
            Some(value) => Ok(value),
            None if self.is_required => Err(E::missing_field(self.key)),
            None => T::deserialize(Absent::new(self.key)),
        }
    }
}

impl<T> Slot<Option<T>> {
    /// Reads `null` as a value of `T`, so that `None` means absent.
    #[must_use]
    pub fn nullable(self) -> NullableSlot<T> {
        NullableSlot(slot(self.key))
    }
}

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> Fill<'de, A> for Slot<T> {
    fn key(&self) -> &'static str {
        self.key
    }

    fn fill(&mut self, properties: &mut A) -> Result<(), A::Error> {
        if self.value.is_some() {
            return Err(A::Error::duplicate_field(self.key));
        }
        self.value = Some(value(properties)?);
        Ok(())
    }
}

/// The slot of a field `Option<T>` where `T` itself can be `null`.
pub struct NullableSlot<T>(Slot<T>);

impl<T> NullableSlot<T> {
    /// The value of the field.
    ///
    /// # Errors
    ///
    /// Never. The signature is that of [`Slot::take`], which the macro calls for other fields.
    #[allow(
        clippy::unnecessary_wraps,
        reason = "a macro calls this or `Slot::take`"
    )]
    pub fn take<E: Error>(self) -> Result<Option<T>, E> {
        Ok(self.0.value)
    }
}

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> Fill<'de, A> for NullableSlot<T> {
    fn key(&self) -> &'static str {
        self.0.key
    }

    fn fill(&mut self, properties: &mut A) -> Result<(), A::Error> {
        self.0.fill(properties)
    }
}

/// A map of the properties that have no field.
pub trait Collect<'de, A: MapAccess<'de>> {
    /// Reads one property.
    ///
    /// # Errors
    ///
    /// If its value does not have the type of `additionalProperties`.
    fn collect(&mut self, key: Cow<'de, str>, properties: &mut A) -> Result<(), A::Error>;
}

impl<'de, A: MapAccess<'de>> Collect<'de, A> for Map<String, Value> {
    fn collect(&mut self, key: Cow<'de, str>, properties: &mut A) -> Result<(), A::Error> {
        self.insert(key.into_owned(), properties.next_value()?);
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>, V: Deserialize<'de>> Collect<'de, A> for BTreeMap<String, V> {
    fn collect(&mut self, key: Cow<'de, str>, properties: &mut A) -> Result<(), A::Error> {
        self.insert(key.into_owned(), value(properties)?);
        Ok(())
    }
}

/// An empty map for the properties that have no field.
#[must_use]
pub fn rest<R: Default>(fixed: &'static [&'static str]) -> Rest<R> {
    Rest {
        properties: R::default(),
        fixed,
    }
}

/// The map of the properties that have no field, while an object is read.
pub struct Rest<R> {
    properties: R,
    /// Properties that always have the same value.
    fixed: &'static [&'static str],
}

impl<R> Rest<R> {
    /// The map.
    #[must_use]
    pub fn take(self) -> R {
        self.properties
    }
}

impl<'de, A: MapAccess<'de>, R: Collect<'de, A>> Collect<'de, A> for Rest<R> {
    fn collect(&mut self, key: Cow<'de, str>, properties: &mut A) -> Result<(), A::Error> {
        if self.fixed.contains(&&*key) {
            return properties.next_value::<IgnoredAny>().map(drop);
        }
        self.properties.collect(key, properties)
    }
}
