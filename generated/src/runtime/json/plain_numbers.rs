// Written by `cargo xtask codegen`, the same for every API.

//! Serialization of numbers as JSON has them.

use serde::ser::{self, Serialize};

/// A serializer that writes a whole float without a fraction (`1`, not `1.0`) and refuses NaN and
/// the infinities, around the serializer that writes the value; or a value that is serialized by
/// such a serializer.
///
/// `serde_json` converts NaN and the infinities to `null`, which would be another value.
pub(super) struct PlainNumbers<S>(pub(super) S);

impl<T: Serialize + ?Sized> Serialize for PlainNumbers<&T> {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(PlainNumbers(serializer))
    }
}

/// Serializes values that contain no other values.
macro_rules! scalars {
    ($($method:ident($($name:ident: $argument:ty),*);)*) => {
        $(fn $method(self, $($name: $argument),*) -> Result<S::Ok, S::Error> {
            self.0.$method($($name),*)
        })*
    };
}

/// Serializes values that contain one value.
macro_rules! wrappers {
    ($($method:ident($($name:ident: $argument:ty),*);)*) => {
        $(fn $method<T: Serialize + ?Sized>(
            self,
            $($name: $argument,)*
            value: &T,
        ) -> Result<S::Ok, S::Error> {
            self.0.$method($($name,)* &PlainNumbers(value))
        })*
    };
}

/// Begins values that contain several values.
macro_rules! compounds {
    ($($method:ident($($name:ident: $argument:ty),*) -> $compound:ident;)*) => {
        $(fn $method(self, $($name: $argument),*) -> Result<Self::$compound, S::Error> {
            self.0.$method($($name),*).map(PlainNumbers)
        })*
    };
}

impl<S: ser::Serializer> ser::Serializer for PlainNumbers<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = PlainNumbers<S::SerializeSeq>;
    type SerializeTuple = PlainNumbers<S::SerializeTuple>;
    type SerializeTupleStruct = PlainNumbers<S::SerializeTupleStruct>;
    type SerializeTupleVariant = PlainNumbers<S::SerializeTupleVariant>;
    type SerializeMap = PlainNumbers<S::SerializeMap>;
    type SerializeStruct = PlainNumbers<S::SerializeStruct>;
    type SerializeStructVariant = PlainNumbers<S::SerializeStructVariant>;

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }

    fn serialize_f32(self, number: f32) -> Result<S::Ok, S::Error> {
        match whole(number.into())? {
            Some(integer) => self.0.serialize_i64(integer),
            None => self.0.serialize_f32(number),
        }
    }

    fn serialize_f64(self, number: f64) -> Result<S::Ok, S::Error> {
        match whole(number)? {
            Some(integer) => self.0.serialize_i64(integer),
            None => self.0.serialize_f64(number),
        }
    }

    scalars! {
        serialize_bool(value: bool);
        serialize_i8(value: i8);
        serialize_i16(value: i16);
        serialize_i32(value: i32);
        serialize_i64(value: i64);
        serialize_i128(value: i128);
        serialize_u8(value: u8);
        serialize_u16(value: u16);
        serialize_u32(value: u32);
        serialize_u64(value: u64);
        serialize_u128(value: u128);
        serialize_char(value: char);
        serialize_str(value: &str);
        serialize_bytes(value: &[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(name: &'static str);
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
    }

    wrappers! {
        serialize_some();
        serialize_newtype_struct(name: &'static str);
        serialize_newtype_variant(name: &'static str, index: u32, variant: &'static str);
    }

    compounds! {
        serialize_seq(length: Option<usize>) -> SerializeSeq;
        serialize_tuple(length: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeTupleVariant;
        serialize_map(length: Option<usize>) -> SerializeMap;
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct;
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeStructVariant;
    }
}

/// The number as an integer, if it is whole. Larger numbers have an exponent, and no fraction either.
fn whole<E: ser::Error>(number: f64) -> Result<Option<i64>, E> {
    const LIMIT: f64 = 1e17;
    if !number.is_finite() {
        return Err(E::custom(format_args!(
            "JSON has no form for the number {number}"
        )));
    }
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the number is whole and in range"
    )]
    let integer = || number as i64;
    Ok((number.fract() == 0.0 && number.abs() < LIMIT).then(integer))
}

/// Serializes the elements of values that contain several values.
macro_rules! elements {
    ($($compound:ident { $($method:ident($($name:ident: $argument:ty)?);)* })*) => {
        $(impl<S: ser::$compound> ser::$compound for PlainNumbers<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            $(fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($name: $argument,)?
                value: &T,
            ) -> Result<(), S::Error> {
                self.0.$method($($name,)? &PlainNumbers(value))
            })*

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        })*
    };
}

elements! {
    SerializeSeq { serialize_element(); }
    SerializeTuple { serialize_element(); }
    SerializeTupleStruct { serialize_field(); }
    SerializeTupleVariant { serialize_field(); }
    SerializeMap { serialize_key(); serialize_value(); }
    SerializeStruct { serialize_field(key: &'static str); }
    SerializeStructVariant { serialize_field(key: &'static str); }
}
