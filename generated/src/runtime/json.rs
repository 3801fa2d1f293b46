// Written by hand, unlike `src/api`.

//! Conversion of values to JSON.

use serde::ser::{self, Serialize};
use serde_json::Value;

/// Converts a value to JSON, or returns why JSON cannot represent it.
///
/// `serde_json` converts NaN and the infinities to `null`, which would be another value.
pub(crate) fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, String> {
    let json = value.serialize(Finite(serde_json::value::Serializer));
    json.map_err(|error| error.to_string())
}

/// A serializer that refuses NaN and the infinities, around the serializer that writes the value;
/// or a value that is serialized by such a serializer.
struct Finite<S>(S);

impl<T: Serialize + ?Sized> Serialize for Finite<&T> {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Finite(serializer))
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
            self.0.$method($($name,)* &Finite(value))
        })*
    };
}

/// Begins values that contain several values.
macro_rules! compounds {
    ($($method:ident($($name:ident: $argument:ty),*) -> $compound:ident;)*) => {
        $(fn $method(self, $($name: $argument),*) -> Result<Self::$compound, S::Error> {
            self.0.$method($($name),*).map(Finite)
        })*
    };
}

impl<S: ser::Serializer> ser::Serializer for Finite<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Finite<S::SerializeSeq>;
    type SerializeTuple = Finite<S::SerializeTuple>;
    type SerializeTupleStruct = Finite<S::SerializeTupleStruct>;
    type SerializeTupleVariant = Finite<S::SerializeTupleVariant>;
    type SerializeMap = Finite<S::SerializeMap>;
    type SerializeStruct = Finite<S::SerializeStruct>;
    type SerializeStructVariant = Finite<S::SerializeStructVariant>;

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }

    fn serialize_f32(self, number: f32) -> Result<S::Ok, S::Error> {
        check(number.into())?;
        self.0.serialize_f32(number)
    }

    fn serialize_f64(self, number: f64) -> Result<S::Ok, S::Error> {
        check(number)?;
        self.0.serialize_f64(number)
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

fn check<E: ser::Error>(number: f64) -> Result<(), E> {
    if number.is_finite() {
        return Ok(());
    }
    Err(E::custom(format_args!(
        "JSON has no form for the number {number}"
    )))
}

/// Serializes the elements of values that contain several values.
macro_rules! elements {
    ($($compound:ident { $($method:ident($($name:ident: $argument:ty)?);)* })*) => {
        $(impl<S: ser::$compound> ser::$compound for Finite<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            $(fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($name: $argument,)?
                value: &T,
            ) -> Result<(), S::Error> {
                self.0.$method($($name,)? &Finite(value))
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::to_value;

    #[test]
    fn values_that_json_represents_are_unchanged() {
        let value = (
            1_u8,
            "a",
            [Some(0.5), None],
            BTreeMap::from([("k", u64::MAX)]),
        );
        assert_eq!(
            to_value(&value),
            Ok(json!([1, "a", [0.5, null], {"k": u64::MAX}]))
        );
    }

    #[test]
    fn nan_and_infinities_are_refused_at_any_depth() {
        let error = "JSON has no form for the number NaN".to_owned();
        assert_eq!(to_value(&f32::NAN), Err(error));
        assert!(to_value(&[BTreeMap::from([("k", Some(f64::INFINITY))])]).is_err());
        assert!(to_value(&(1, f64::NEG_INFINITY)).is_err());
    }
}
