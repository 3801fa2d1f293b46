// Written by hand. Codegen copies it into clients.

//! JSON whose numbers keep their digits.
//!
//! A [`Value`](serde_json::Value) keeps 64-bit integers and floats. A [`RawValue`] is the text of a
//! value, and [`Json`] a value whose numbers are text. The feature `arbitrary_precision` of
//! `serde_json` would keep the digits in a `Value`, but it would change the whole build of a user.

mod plain_numbers;
mod whole_numbers;

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use self::plain_numbers::PlainNumbers;
pub(crate) use self::whole_numbers::WholeNumbers;

/// Converts a value to the text of its JSON, or returns why JSON cannot represent it.
pub(crate) fn to_raw<T: Serialize + ?Sized>(value: &T) -> Result<Box<RawValue>, String> {
    to_raw_value(&PlainNumbers(value)).map_err(|error| error.to_string())
}

/// A JSON value whose numbers keep their digits.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(Box<str>),
    String(String),
    Array(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// Converts a value, or returns why JSON cannot represent it.
    pub(crate) fn new<T: Serialize + ?Sized>(value: &T) -> Result<Self, String> {
        Self::parse(&to_raw(value)?).map_err(|error| error.to_string())
    }

    pub(crate) fn parse(raw: &RawValue) -> Result<Self, serde_json::Error> {
        let text = raw.get();
        let value = match text.as_bytes().first() {
            Some(b'{') => Self::Object(serde_json::from_str(text)?),
            Some(b'[') => Self::Array(serde_json::from_str(text)?),
            Some(b'"') => Self::String(serde_json::from_str(text)?),
            Some(b't' | b'f') => Self::Bool(serde_json::from_str(text)?),
            Some(b'n') => Self::Null,
            _ => Self::Number(text.into()),
        };
        Ok(value)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw: &RawValue = Deserialize::deserialize(deserializer)?;
        Self::parse(raw).map_err(D::Error::custom)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => value.serialize(serializer),
            Self::Number(number) => {
                let number = RawValue::from_string(number.to_string());
                number.map_err(S::Error::custom)?.serialize(serializer)
            }
            Self::String(text) => text.serialize(serializer),
            Self::Array(items) => items.serialize(serializer),
            Self::Object(members) => members.serialize(serializer),
        }
    }
}

/// The value as JSON, without spaces.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Json, to_raw};
    use crate::runtime::Decimal;

    #[test]
    fn values_that_json_represents_are_unchanged() {
        let value = (
            1_u8,
            "a",
            [Some(0.5), None],
            BTreeMap::from([("k", u64::MAX)]),
        );
        let text = r#"[1,"a",[0.5,null],{"k":18446744073709551615}]"#;
        assert_eq!(to_raw(&value).unwrap().get(), text);
        assert_eq!(Json::new(&value).unwrap().to_string(), text);
        assert_eq!(to_raw(&json!({"a": 1.5})).unwrap().get(), r#"{"a":1.5}"#);
    }

    #[test]
    fn nan_and_infinities_are_refused_at_any_depth() {
        let error = to_raw(&f32::NAN).unwrap_err();
        assert_eq!(error, "JSON has no form for the number NaN");
        assert!(to_raw(&[BTreeMap::from([("k", Some(f64::INFINITY))])]).is_err());
        assert!(to_raw(&(1, f64::NEG_INFINITY)).is_err());
    }

    #[test]
    fn a_whole_float_has_no_fraction() {
        let value = (1.0, -2.0_f32, json!({"a": 3.0}), [Some(0.1_f32)], 0.5);
        let text = r#"[1,-2,{"a":3},[0.1],0.5]"#;
        assert_eq!(to_raw(&value).unwrap().get(), text);
        let large = (1e15, 9_007_199_254_740_992.0, 1e300);
        let text = "[1000000000000000,9007199254740992,1e+300]";
        assert_eq!(to_raw(&large).unwrap().get(), text);
    }

    #[test]
    fn a_decimal_keeps_its_digits() {
        for text in [
            "12345678901234567.89",
            "340282366920938463463374607431768211455",
            "1.50",
        ] {
            let number: Decimal = text.parse().unwrap();
            assert_eq!(to_raw(&number).unwrap().get(), text);
            assert_eq!(
                Json::new(&[number]).unwrap().to_string(),
                format!("[{text}]")
            );
        }
    }
}
