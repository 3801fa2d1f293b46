// Written by hand, unlike `src/api`.

//! Whether a value is `None`, of whatever type it is.

use std::fmt::Display;

use serde::de::value::Error;
use serde::ser::{Error as _, Impossible, Serialize, Serializer};

/// Whether a value is written as an `Option` that holds nothing.
pub(super) fn is_none<T: Serialize>(value: &T) -> bool {
    matches!(value.serialize(Probe), Ok(true))
}

/// A serializer that looks at the outside of a value only.
struct Probe;

/// Values that are seen at once to be something.
macro_rules! plain {
    ($($method:ident($($argument:ty),*);)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<bool, Error> { Ok(false) })*
    };
}

/// So are those around another, whatever that is.
macro_rules! around {
    ($($method:ident($($argument:ty),*);)*) => {
        $(fn $method<T: Serialize + ?Sized>(self, $(_: $argument,)* _: &T) -> Result<bool, Error> {
            Ok(false)
        })*
    };
}

/// Values of several parts are given up before the first of them.
macro_rules! compound {
    ($($kind:ident $method:ident($($argument:ty),*);)*) => {
        $(
            type $kind = Impossible<bool, Error>;
            fn $method(self, $(_: $argument),*) -> Result<Self::$kind, Error> {
                Err(Error::custom(""))
            }
        )*
    };
}

impl Serializer for Probe {
    type Ok = bool;
    type Error = Error;

    fn serialize_none(self) -> Result<bool, Error> {
        Ok(true)
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Result<bool, Error> {
        Ok(false)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<bool, Error> {
        value.serialize(self)
    }

    plain! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    around! {
        serialize_some();
        serialize_newtype_variant(&'static str, u32, &'static str);
    }

    compound! {
        SerializeSeq serialize_seq(Option<usize>);
        SerializeTuple serialize_tuple(usize);
        SerializeTupleStruct serialize_tuple_struct(&'static str, usize);
        SerializeTupleVariant serialize_tuple_variant(&'static str, u32, &'static str, usize);
        SerializeMap serialize_map(Option<usize>);
        SerializeStruct serialize_struct(&'static str, usize);
        SerializeStructVariant serialize_struct_variant(&'static str, u32, &'static str, usize);
    }
}
