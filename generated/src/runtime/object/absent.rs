// Written by hand, unlike `src/api`.

//! What is absent, as a value: it can be read as an `Option` and as nothing else.

use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;

/// The value of a property that is not there.
pub(crate) struct Absent<E> {
    key: &'static str,
    error: PhantomData<E>,
}

impl<E> Absent<E> {
    pub(crate) fn new(key: &'static str) -> Self {
        Self {
            key,
            error: PhantomData,
        }
    }
}

impl<'de, E: Error> Deserializer<'de> for Absent<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::missing_field(self.key))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
