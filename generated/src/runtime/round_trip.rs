// Written by hand, unlike `src/api`.

//! Tests of the examples of a specification: each is deserialized, serialized and compared.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Asserts that deserializing and serializing leaves each example unchanged. An example is its JSON
/// Pointer in the specification and its JSON.
///
/// A `null` may become absent, and a timestamp may get another offset.
///
/// # Panics
///
/// If an example fails.
#[track_caller]
pub fn round_trip<T: DeserializeOwned + Serialize>(examples: &[(&str, &str)]) {
    check::<T>(examples, false);
}

/// Like [`round_trip`], for types that do not have all properties of the examples.
///
/// # Panics
///
/// If an example fails.
#[track_caller]
pub fn round_trip_loosely<T: DeserializeOwned + Serialize>(examples: &[(&str, &str)]) {
    check::<T>(examples, true);
}

#[track_caller]
fn check<T: DeserializeOwned + Serialize>(examples: &[(&str, &str)], loosely: bool) {
    let written = |example: &str| {
        let value: T = serde_json::from_str(example).map_err(|error| ("read", error))?;
        serde_json::to_value(&value).map_err(|error| ("written", error))
    };
    let problems: Vec<String> = examples
        .iter()
        .filter_map(|(place, example)| problem(place, example, written(example), loosely))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The difference between an example and its serialization, if any.
fn problem(
    place: &str,
    example: &str,
    written: Result<Value, (&str, serde_json::Error)>,
    loosely: bool,
) -> Option<String> {
    let written = match written {
        Ok(written) => written,
        Err((step, error)) => {
            return Some(format!("the example at {place} cannot be {step}: {error}"));
        }
    };
    let example: Value = serde_json::from_str(example).unwrap_or_default();
    (!is_same(&example, &written, loosely))
        .then(|| format!("the example at {place} is {example} and is written as {written}"))
}

fn is_same(example: &Value, written: &Value, loosely: bool) -> bool {
    match (example, written) {
        (Value::Object(example), Value::Object(written)) => {
            let is_kept = |(key, value): (&String, &Value)| match written.get(key) {
                Some(written) => is_same(value, written, loosely),
                None => loosely || value.is_null(),
            };
            example.iter().all(is_kept) && written.keys().all(|key| example.contains_key(key))
        }
        (Value::Array(example), Value::Array(written)) => {
            let both = example.iter().zip(written);
            example.len() == written.len()
                && both
                    .into_iter()
                    .all(|(one, other)| is_same(one, other, loosely))
        }
        (Value::Number(example), Value::Number(written)) => {
            example == written || example.as_f64() == written.as_f64()
        }
        (Value::String(example), Value::String(written)) => {
            let instant = |text: &str| text.parse::<Timestamp>().ok();
            example == written || instant(example).is_some_and(|it| Some(it) == instant(written))
        }
        (example, written) => example == written,
    }
}

#[cfg(test)]
mod tests {
    use super::{round_trip, round_trip_loosely};
    use crate::runtime::json_object;

    #[derive(Clone, Debug, PartialEq)]
    struct Pet {
        id: i64,
        name: Option<String>,
    }

    json_object!(both Pet {
        id,
        name,
    });

    #[test]
    fn an_example_is_unchanged() {
        round_trip::<Pet>(&[("/a", r#"{"id": 7, "name": null}"#), ("/b", r#"{"id": 7}"#)]);
        round_trip_loosely::<Pet>(&[("/a", r#"{"id": 7, "more": 1}"#)]);
        round_trip::<jiff::Timestamp>(&[("/a", r#""2026-01-02T04:04:05+01:00""#)]);
        round_trip::<f64>(&[("/a", "1"), ("/b", "0.1")]);
    }

    #[test]
    #[should_panic(expected = "the example at /b is")]
    fn a_lost_property_is_reported() {
        round_trip::<Pet>(&[("/a", r#"{"id": 7}"#), ("/b", r#"{"id": 7, "more": 1}"#)]);
    }

    #[test]
    #[should_panic(expected = "the example at /a cannot be read: invalid type")]
    fn an_example_of_another_type_is_reported() {
        round_trip::<Pet>(&[("/a", "7")]);
    }
}
