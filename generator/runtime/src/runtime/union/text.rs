// Written by hand. Codegen copies it into clients.

//! The text of a value, and the tag in it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::runtime::raw_value;

/// The deepest nesting of arrays and objects. It is the limit of `serde_json`, which does not count
/// the nesting of a [`RawValue`].
const DEPTH: usize = 128;

/// Reads the text of a value, so that its variant is read with all digits of its numbers.
///
/// # Errors
///
/// If the input is malformed.
pub fn value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    let value = raw_value::read(deserializer)?;
    if is_too_deep(value.get()) {
        return Err(D::Error::custom("recursion limit exceeded"));
    }
    Ok(value)
}

fn is_too_deep(json: &str) -> bool {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => in_string = !in_string,
            b'\\' => drop(bytes.next()),
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return true;
        }
    }
    false
}

/// The property `name` of an object, if it has a value.
///
/// # Errors
///
/// If the value is not an object.
pub fn tag<E: Error>(value: &RawValue, name: &'static str) -> Result<Option<Value>, E> {
    let mut deserializer = serde_json::Deserializer::from_str(value.get());
    let tag = deserializer.deserialize_map(TagOf(name));
    let tag = tag.map_err(|_| E::custom("expected an object"))?;
    Ok(tag.filter(|tag| !tag.is_null()))
}

/// Reads one property of an object.
struct TagOf(&'static str);

impl<'de> Visitor<'de> for TagOf {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Self::Value, A::Error> {
        let mut tag = None;
        while let Some(is_tag) = properties.next_key_seed(IsKey(self.0))? {
            if is_tag {
                tag = Some(properties.next_value()?);
            } else {
                properties.next_value::<IgnoredAny>()?;
            }
        }
        Ok(tag)
    }
}

/// Reads whether a key is this one.
struct IsKey(&'static str);

impl<'de> DeserializeSeed<'de> for IsKey {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for IsKey {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}
