// Written by hand, unlike `src/api`.

//! Conversion of values to JSON, without loss.

use serde::ser::{self, Serialize};
use serde_json::Value;

/// Converts a value to JSON, or says why it cannot be.
///
/// `serde_json` converts NaN and the infinities to `null`, which has another meaning.
pub(crate) fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, String> {
    value.serialize(Finite).map_err(|Refused(why)| why)?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// A serializer without output that fails for numbers that JSON cannot represent.
#[derive(Clone, Copy)]
struct Finite;

#[derive(Debug)]
struct Refused(String);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

type Outcome = Result<(), Refused>;

fn finite(number: f64) -> Outcome {
    if number.is_finite() {
        return Ok(());
    }
    Err(Refused(format!("JSON has no form for the number {number}")))
}

/// Values that contain no other values are accepted.
macro_rules! plain {
    ($($method:ident($($argument:ty),*);)*) => {
        $(fn $method(self, $(_: $argument),*) -> Outcome { Ok(()) })*
    };
}

/// Values that contain one value are accepted if that is.
macro_rules! inside {
    ($($method:ident($($argument:ty),*);)*) => {
        $(fn $method<T: Serialize + ?Sized>(self, $(_: $argument,)* value: &T) -> Outcome {
            value.serialize(self)
        })*
    };
}

/// Values that contain several values are accepted if all of them are.
macro_rules! compound {
    ($($method:ident($($argument:ty),*);)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<Self, Refused> { Ok(self) })*
    };
}

macro_rules! elements {
    ($($kind:ident { $($method:ident($($argument:ty),*);)* })*) => {
        $(impl ser::$kind for Finite {
            type Ok = ();
            type Error = Refused;
            $(fn $method<T: Serialize + ?Sized>(&mut self, $(_: $argument,)* value: &T) -> Outcome {
                value.serialize(*self)
            })*
            fn end(self) -> Outcome { Ok(()) }
        })*
    };
}

impl ser::Serializer for Finite {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    fn serialize_f32(self, number: f32) -> Outcome {
        finite(number.into())
    }

    fn serialize_f64(self, number: f64) -> Outcome {
        finite(number)
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
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    inside! {
        serialize_some();
        serialize_newtype_struct(&'static str);
        serialize_newtype_variant(&'static str, u32, &'static str);
    }

    compound! {
        serialize_seq(Option<usize>);
        serialize_tuple(usize);
        serialize_tuple_struct(&'static str, usize);
        serialize_tuple_variant(&'static str, u32, &'static str, usize);
        serialize_map(Option<usize>);
        serialize_struct(&'static str, usize);
        serialize_struct_variant(&'static str, u32, &'static str, usize);
    }
}

elements! {
    SerializeSeq { serialize_element(); }
    SerializeTuple { serialize_element(); }
    SerializeTupleStruct { serialize_field(); }
    SerializeTupleVariant { serialize_field(); }
    SerializeMap { serialize_key(); serialize_value(); }
    SerializeStruct { serialize_field(&'static str); }
    SerializeStructVariant { serialize_field(&'static str); }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::to_value;

    #[test]
    fn what_json_can_say_stays_as_it_is() {
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
    fn numbers_that_json_cannot_say_are_refused_at_any_depth() {
        assert!(to_value(&f32::NAN).is_err());
        assert!(to_value(&[BTreeMap::from([("k", Some(f64::INFINITY))])]).is_err());
        assert!(to_value(&(1, f64::NEG_INFINITY)).is_err());
    }
}
