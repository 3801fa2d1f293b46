// Written by `cargo xtask codegen`, the same for every API.

//! Reading whole numbers as integers, however they are written.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Reads a whole number as an integer if one is asked for, even if it is written as `1.0` or `1e3`
/// (JSON Schema 2020-12 Validation, 6.1.1).
///
/// It is a deserializer around another one; and around the visitors, seeds and so on that this one
/// is passed. It ends at a newtype, as which all our structs and newtypes are read. They add it
/// again for their fields, since adding it twice would make the types of recursive schemas
/// infinite.
pub(crate) struct WholeNumbers<T>(pub(crate) T);

/// Passes on a request of a value, with or without this around the visitor.
macro_rules! methods {
    (around $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(WholeNumbers(visitor))
        })*
    };
    (plain $($method:ident($($name:ident: $argument:ty),*))*) => {
        $(fn $method<V: Visitor<'de>>(
            self,
            $($name: $argument,)*
            visitor: V,
        ) -> Result<V::Value, D::Error> {
            self.0.$method($($name,)* visitor)
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for WholeNumbers<D> {
    type Error = D::Error;

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }

    methods! { around
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_option deserialize_seq deserialize_map
    }

    methods! { plain
        deserialize_any() deserialize_bool() deserialize_i128() deserialize_u128()
        deserialize_f32() deserialize_f64() deserialize_char() deserialize_str()
        deserialize_string() deserialize_bytes() deserialize_byte_buf() deserialize_unit()
        deserialize_identifier() deserialize_ignored_any()
        deserialize_unit_struct(name: &'static str)
        deserialize_newtype_struct(name: &'static str)
        deserialize_tuple(length: usize)
        deserialize_tuple_struct(name: &'static str, length: usize)
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for WholeNumbers<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<V::Value, E> {
        self.0.visit_i64(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<V::Value, E> {
        self.0.visit_u64(number)
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number is whole and in range"
    )]
    fn visit_f64<E: Error>(self, number: f64) -> Result<V::Value, E> {
        const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
        if number.fract() != 0.0 {
            self.0.visit_f64(number)
        } else if (-TWO_TO_63..TWO_TO_63).contains(&number) {
            self.0.visit_i64(number as i64)
        } else if (TWO_TO_63..2.0 * TWO_TO_63).contains(&number) {
            self.0.visit_u64(number as u64)
        } else {
            self.0.visit_f64(number)
        }
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(WholeNumbers(deserializer))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(WholeNumbers(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(WholeNumbers(members))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for WholeNumbers<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(WholeNumbers(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WholeNumbers<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(WholeNumbers(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for WholeNumbers<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(WholeNumbers(deserializer))
    }
}
