// Written by hand. Codegen copies it into clients.

//! Writing a value of a variant with its tag.

use std::fmt::{self, Write as _};

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::Tag;
use crate::runtime::json::Json;

/// A value of a variant, which is written with its tag.
pub fn tagged<'v, T: Serialize, C>(
    value: &'v T,
    tag: &'static str,
    constant: C,
) -> Tagged<'v, T, C> {
    Tagged {
        value,
        tag,
        constant,
        may_be_absent: false,
    }
}

/// A value of a variant, which is written with its tag.
#[derive(Debug)]
pub struct Tagged<'v, T, C> {
    value: &'v T,
    tag: &'static str,
    constant: C,
    may_be_absent: bool,
}

impl<'c, T: Serialize, C: Tag<'c>> Tagged<'_, T, C> {
    /// Writes the tag only if the value contains it.
    #[must_use]
    pub fn absent(self) -> Self {
        Self {
            may_be_absent: true,
            ..self
        }
    }

    /// Like [`absent`](Self::absent), for the variant of values without a listed tag.
    #[must_use]
    pub fn default(self) -> Self {
        self.absent()
    }

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// If the value cannot be serialized.
    pub fn write<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.may_be_absent {
            return self.value.serialize(serializer);
        }
        serializer.serialize_newtype_struct("Tagged", &self)
    }
}

impl<'c, T: Serialize, C: Tag<'c>> Serialize for Tagged<'_, T, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(WithTag {
            serializer,
            tag: self.tag,
            constant: self.constant.into(),
        })
    }
}

/// A serializer that adds the tag to an object without it.
struct WithTag<S> {
    serializer: S,
    tag: &'static str,
    constant: Value,
}

/// An object, and the tag as long as that is not written.
struct Object<M> {
    properties: M,
    tag: &'static str,
    missing: Option<Value>,
}

/// Serializes values that are not objects.
macro_rules! others {
    ($($method:ident($($name:ident: $argument:ty),*) -> $output:ident;)*) => {
        $(fn $method(self, $($name: $argument),*) -> Result<S::$output, S::Error> {
            self.serializer.$method($($name),*)
        })*
    };
}

impl<S: Serializer> Serializer for WithTag<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = S::SerializeSeq;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = Object<S::SerializeMap>;
    type SerializeStruct = S::SerializeStruct;
    type SerializeStructVariant = S::SerializeStructVariant;

    fn is_human_readable(&self) -> bool {
        self.serializer.is_human_readable()
    }

    /// The length is not known, since the tag may be added.
    fn serialize_map(self, _: Option<usize>) -> Result<Object<S::SerializeMap>, S::Error> {
        Ok(Object {
            properties: self.serializer.serialize_map(None)?,
            tag: self.tag,
            missing: Some(self.constant),
        })
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    /// A union in a union. Another `WithTag` around this one would make the types of recursive
    /// unions infinite.
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let mut value = Json::new(value).map_err(S::Error::custom)?;
        if let Json::Object(properties) = &mut value
            && !properties.contains_key(self.tag)
        {
            let constant = Json::new(&self.constant).map_err(S::Error::custom)?;
            properties.insert(self.tag.to_owned(), constant);
        }
        value.serialize(self.serializer)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.serializer
            .serialize_newtype_variant(name, index, variant, value)
    }

    others! {
        serialize_bool(value: bool) -> Ok;
        serialize_i8(value: i8) -> Ok;
        serialize_i16(value: i16) -> Ok;
        serialize_i32(value: i32) -> Ok;
        serialize_i64(value: i64) -> Ok;
        serialize_i128(value: i128) -> Ok;
        serialize_u8(value: u8) -> Ok;
        serialize_u16(value: u16) -> Ok;
        serialize_u32(value: u32) -> Ok;
        serialize_u64(value: u64) -> Ok;
        serialize_u128(value: u128) -> Ok;
        serialize_f32(value: f32) -> Ok;
        serialize_f64(value: f64) -> Ok;
        serialize_char(value: char) -> Ok;
        serialize_str(value: &str) -> Ok;
        serialize_bytes(value: &[u8]) -> Ok;
        serialize_none() -> Ok;
        serialize_unit() -> Ok;
        serialize_unit_struct(name: &'static str) -> Ok;
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) -> Ok;
        serialize_seq(length: Option<usize>) -> SerializeSeq;
        serialize_tuple(length: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeTupleVariant;
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct;
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeStructVariant;
    }
}

impl<M: SerializeMap> SerializeMap for Object<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), M::Error> {
        if is_key(key, self.tag) {
            self.missing = None;
        }
        self.properties.serialize_key(key)
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), M::Error> {
        self.properties.serialize_value(value)
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        if let Some(constant) = self.missing {
            self.properties.serialize_entry(self.tag, &constant)?;
        }
        self.properties.end()
    }
}

/// Whether a key is this text.
fn is_key<K: Serialize + ?Sized>(key: &K, text: &str) -> bool {
    /// A `Formatter` serializes a string as its text.
    struct Text<'k, K: ?Sized>(&'k K);

    impl<K: Serialize + ?Sized> fmt::Display for Text<'_, K> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(f)
        }
    }

    /// The rest of the text to compare.
    struct Rest<'t>(&'t str);

    impl fmt::Write for Rest<'_> {
        fn write_str(&mut self, part: &str) -> fmt::Result {
            self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
            Ok(())
        }
    }

    let mut rest = Rest(text);
    write!(rest, "{}", Text(key)).is_ok() && rest.0.is_empty()
}
