// Written by hand, unlike `src/api`.

//! How the properties of an object become the fields of a struct.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::Nothing;
use super::absent::Absent;
use crate::runtime::union;

/// A struct that is made of the properties of an object.
pub(crate) trait Read<'de>: Sized {
    /// What it is called.
    const NAME: &'static str;

    /// Makes it of the properties.
    fn read<A: MapAccess<'de>>(properties: A) -> Result<Self, A::Error>;
}

/// Reads an object.
pub(crate) fn read<'de, T: Read<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(Object(PhantomData))
}

struct Object<T>(PhantomData<T>);

impl<'de, T: Read<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, properties: A) -> Result<T, A::Error> {
        T::read(properties)
    }
}

/// Gives each property to the slot that has its key, and to the rest if none has.
pub(crate) fn fill<'de, A: MapAccess<'de>>(
    mut properties: A,
    slots: &mut [&mut dyn Fill<'de, A>],
    rest: &mut dyn Rest<'de, A>,
) -> Result<(), A::Error> {
    // They mostly come in the order of the fields.
    let mut next = 0;
    while let Some(Key(key)) = properties.next_key()? {
        let mut from_next = (next..slots.len()).chain(0..next);
        match from_next.find(|&at| slots[at].key() == key) {
            Some(at) => {
                slots[at].fill(&mut properties)?;
                next = at + 1;
            }
            None => rest.take(key, &mut properties)?,
        }
    }
    Ok(())
}

/// A key, borrowed where it can be.
struct Key<'de>(Cow<'de, str>);

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

/// What waits for the property of a key.
pub(crate) trait Fill<'de, A: MapAccess<'de>> {
    fn key(&self) -> &'static str;

    /// Reads the value of the property.
    fn fill(&mut self, properties: &mut A) -> Result<(), A::Error>;
}

/// What takes the properties that no slot waits for.
pub(crate) trait Rest<'de, A: MapAccess<'de>> {
    fn take(&mut self, key: Cow<'de, str>, properties: &mut A) -> Result<(), A::Error>;
}

impl<'de, A: MapAccess<'de>> Rest<'de, A> for Nothing {
    fn take(&mut self, _: Cow<'de, str>, properties: &mut A) -> Result<(), A::Error> {
        union::note_lost();
        properties.next_value::<IgnoredAny>().map(drop)
    }
}

impl<'de, A: MapAccess<'de>> Rest<'de, A> for Map<String, Value> {
    fn take(&mut self, key: Cow<'de, str>, properties: &mut A) -> Result<(), A::Error> {
        self.insert(key.into_owned(), properties.next_value()?);
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>, V: Deserialize<'de>> Rest<'de, A> for BTreeMap<String, V> {
    fn take(&mut self, key: Cow<'de, str>, properties: &mut A) -> Result<(), A::Error> {
        self.insert(key.into_owned(), properties.next_value()?);
        Ok(())
    }
}

/// The slot of a field.
pub(crate) fn slot<T>(key: &'static str) -> Slot<T> {
    Slot {
        key,
        value: None,
        is_required: false,
    }
}

/// The slot of a field. Left empty it holds what the type of the field makes of nothing: an
/// `Option` is `None`, and any other has to be there.
pub(crate) struct Slot<T> {
    key: &'static str,
    value: Option<T>,
    is_required: bool,
}

impl<T> Slot<T> {
    /// The same for a field that has to be there, whatever its type.
    pub(crate) fn required(self) -> Self {
        Self {
            is_required: true,
            ..self
        }
    }

    /// The value of the field.
    pub(crate) fn take<'de, E: Error>(self) -> Result<T, E>
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
    /// The same for a field whose value may be `null` by itself.
    pub(crate) fn nullable(self) -> Nullable<T> {
        Nullable(slot(self.key))
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
        self.value = Some(properties.next_value()?);
        Ok(())
    }
}

/// The slot of a field that may be absent, or `null`.
pub(crate) struct Nullable<T>(Slot<T>);

impl<T> Nullable<T> {
    /// The value of the field.
    // Each slot may fail, and this one does not.
    #[allow(clippy::unnecessary_wraps)]
    pub(crate) fn take<E: Error>(self) -> Result<Option<T>, E> {
        Ok(self.0.value)
    }
}

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> Fill<'de, A> for Nullable<T> {
    fn key(&self) -> &'static str {
        self.0.key
    }

    fn fill(&mut self, properties: &mut A) -> Result<(), A::Error> {
        self.0.fill(properties)
    }
}
