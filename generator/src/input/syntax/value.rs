//! Builds values.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::numbers;
use super::tree::{Anchor, Content, Entry, Node};

/// A JSON value, and whether parsing may have lost something.
pub(super) struct Built {
    pub(super) value: Value,
    /// A key is duplicated or a number is rounded, so the text has to be checked.
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

/// Converts a tree that has passed the checks: every key is a string, and every alias refers to an
/// earlier value.
///
/// A key that YAML reads as a number or a boolean, such as `200`, is the string as written. The key
/// `<<` merges mappings: the keys of the mapping itself take precedence, then those merged first.
pub(super) fn from_tree(root: Node<'_>) -> Value {
    WriteOut(HashMap::new()).value(root)
}

/// The values with anchors.
struct WriteOut(HashMap<Anchor, Value>);

impl WriteOut {
    fn value(&mut self, node: Node<'_>) -> Value {
        let value = match node.content {
            Content::Scalar { text, plain: true } => plain(text),
            Content::Scalar { text, plain: false } => Value::String(text.into_owned()),
            Content::Alias(anchor) => self.0.get(&anchor).cloned().unwrap_or_default(),
            Content::Sequence(items) => items.into_iter().map(|item| self.value(item)).collect(),
            Content::Mapping(entries) => {
                let mut object = Map::with_capacity(entries.len());
                for entry in entries {
                    self.entry(entry, &mut object);
                }
                Value::Object(object)
            }
        };
        if let Some(anchor) = node.anchor {
            self.0.insert(anchor, value.clone());
        }
        value
    }

    fn entry(&mut self, Entry { key, value }: Entry<'_>, object: &mut Map<String, Value>) {
        let merges = key.is_merge_key();
        let Content::Scalar { text, .. } = key.content else {
            return;
        };
        if let Some(anchor) = key.anchor {
            self.0.insert(anchor, plain(text.clone()));
        }
        let value = self.value(value);
        if merges {
            merge(value, object);
        } else {
            object.insert(text.into_owned(), value);
        }
    }
}

/// Adds the entries of a mapping, or of several, whose keys are not there yet.
fn merge(value: Value, object: &mut Map<String, Value>) {
    match value {
        Value::Object(source) => {
            for (key, value) in source {
                object.entry(key).or_insert(value);
            }
        }
        Value::Array(sources) => sources.into_iter().for_each(|it| merge(it, object)),
        _ => {}
    }
}

/// Reads a scalar without quotes by the core schema of YAML 1.2.
fn plain(text: Cow<'_, str>) -> Value {
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        number => match numbers::read(number) {
            Some(number) => Value::Number(number),
            None => Value::String(text.into_owned()),
        },
    }
}

/// Like the `Deserialize` of [`Value`], but records what that loses silently.
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
        f.write_str("any JSON value")
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
        // `serde_json` gives an integer beyond 64 bits as the nearest float.
        if value.abs() >= 9_223_372_036_854_775_808.0 {
            self.0.set(true);
        }
        match Number::from_f64(value) {
            Some(number) => Ok(Value::Number(number)),
            None => Err(E::custom("a number must be finite")),
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
        let mut members = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            members.push((key, entries.next_value_seed(self)?));
        }
        // A map that grows has room for four entries, and most objects have one or two.
        let mut object = Map::with_capacity(members.len());
        for (key, value) in members {
            if object.insert(key, value).is_some() {
                self.0.set(true);
            }
        }
        Ok(Value::Object(object))
    }
}
