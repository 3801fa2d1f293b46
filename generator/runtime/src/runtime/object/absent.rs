// Written by hand. Codegen copies it into clients.

//! The deserializer of an absent property.

use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;

/// The newtype name that a [`Nullable`](crate::runtime::Nullable) passes to its deserializer. The
/// deserializer of absent properties recognizes it, and all others ignore it.
pub(crate) const NULLABLE: &str = "Nullable of an absent property";

/// The deserializer of an absent property. An `Option` reads `None` from it, a
/// [`Nullable`](crate::runtime::Nullable) reads `Absent`, and any other type fails.
pub(super) struct Absent<E> {
    key: &'static str,
    error: PhantomData<E>,
}

impl<E> Absent<E> {
    pub(super) fn new(key: &'static str) -> Self {
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

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        if name == NULLABLE {
            visitor.visit_none()
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
