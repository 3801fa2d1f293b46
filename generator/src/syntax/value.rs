//! Builds a JSON value from what either parser reads.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// A value, and whether it may have lost something on the way.
pub(super) struct Built {
    pub(super) value: Value,
    /// A key came twice, or a number was rounded: the text deserves a closer look.
    pub(super) suspicious: bool,
}

/// Reads JSON, however deep its parser allows.
pub(super) fn from_json(text: &str) -> Result<Built, serde_json::Error> {
    let suspicious = Cell::new(false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Build(&suspicious).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(Built {
        value,
        suspicious: suspicious.get(),
    })
}

/// Reads YAML. A key that YAML takes for a number or a boolean, such as `200`, is the
/// text that it was written as.
pub(super) fn from_yaml(text: &str) -> Result<Built, serde_yaml::Error> {
    let suspicious = Cell::new(false);
    let value = Build(&suspicious).deserialize(serde_yaml::Deserializer::from_str(text))?;
    Ok(Built {
        value,
        suspicious: suspicious.get(),
    })
}

/// Like the `Deserialize` of [`Value`], except that it notes what that loses in silence.
#[derive(Clone, Copy)]
struct Build<'a>(&'a Cell<bool>);

impl<'de> DeserializeSeed<'de> for Build<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can express")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "it is noted, and looked at again"
    )]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "it is noted, and looked at again"
    )]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        // Both parsers give an integer beyond 64 bits as the nearest float.
        if value.abs() >= 9_223_372_036_854_775_808.0 {
            self.0.set(true);
        }
        match Number::from_f64(value) {
            Some(number) => Ok(Value::Number(number)),
            None => Err(E::custom("a number has to be finite")),
        }
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(self)?;
            if object.insert(key, value).is_some() {
                self.0.set(true);
            }
        }
        Ok(Value::Object(object))
    }
}
