// Written by hand. Codegen copies it into clients.

//! Tests of the examples of a specification: each is deserialized, serialized and compared.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::runtime::json::{Json, WholeNumbers};

/// Asserts that deserializing and serializing leaves each example unchanged. An example is its JSON
/// Pointer in the specification and its JSON.
///
/// A `null` may become absent.
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
        let mut deserializer = serde_json::Deserializer::from_str(example);
        let value = T::deserialize(WholeNumbers(&mut deserializer));
        let value = value.map_err(|error| ("read", error.to_string()))?;
        Json::new(&value).map_err(|error| ("written", error))
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
    written: Result<Json, (&str, String)>,
    loosely: bool,
) -> Option<String> {
    let written = match written {
        Ok(written) => written,
        Err((step, error)) => {
            return Some(format!("the example at {place} cannot be {step}: {error}"));
        }
    };
    let example = serde_json::from_str::<&RawValue>(example).and_then(Json::parse);
    let example = example.unwrap_or(Json::Null);
    (!is_same(&example, &written, loosely))
        .then(|| format!("the example at {place} is {example} and is written as {written}"))
}

fn is_same(example: &Json, written: &Json, loosely: bool) -> bool {
    match (example, written) {
        (Json::Object(example), Json::Object(written)) => {
            let is_kept = |(key, value): (&String, &Json)| match written.get(key) {
                Some(written) => is_same(value, written, loosely),
                None => loosely || *value == Json::Null,
            };
            example.iter().all(is_kept) && written.keys().all(|key| example.contains_key(key))
        }
        (Json::Array(example), Json::Array(written)) => {
            let both = example.iter().zip(written);
            example.len() == written.len()
                && both
                    .into_iter()
                    .all(|(one, other)| is_same(one, other, loosely))
        }
        (Json::Number(example), Json::Number(written)) => {
            let bits = |number: &str| number.parse().map(f64::to_bits);
            example == written || bits(example) == bits(written)
        }
        (example, written) => example == written,
    }
}

#[cfg(test)]
mod tests {
    use super::{round_trip, round_trip_loosely};
    use crate::runtime::{DateTime, json_object};

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
        round_trip::<DateTime>(&[("/a", r#""2026-01-02T04:04:05+01:00""#)]);
        round_trip::<f64>(&[("/a", "1"), ("/b", "0.1"), ("/c", "1e3")]);
        round_trip::<Vec<i64>>(&[("/a", "[1.0, 1e3]")]);
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
