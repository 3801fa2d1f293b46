// Written by hand, unlike `src/api`.

//! Tests of examples: a value is read, written, and compared with what it was.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Declares tests of examples: `check examples_of_pet: Pet { "/place" => r#"{"name": "Rex"}"#, }`.
macro_rules! examples {
    ($($check:ident $name:ident: $type:ty { $($at:literal => $example:literal,)+ })+) => {
        $(
            #[test]
            fn $name() {
                $crate::runtime::round_trip::all([
                    $($crate::runtime::round_trip::$check::<$type>($at, $example),)+
                ]);
            }
        )+
    };
}

pub(crate) use examples;

/// Asserts that nothing is wrong with any example.
#[track_caller]
pub(crate) fn all<const N: usize>(problems: [Option<String>; N]) {
    let problems: Vec<String> = problems.into_iter().flatten().collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Tells if a type does not take an example, or does not give it back.
///
/// What the example says as `null` may be left out, and an instant may be written with
/// another offset.
pub(crate) fn check<T: DeserializeOwned + Serialize>(at: &str, example: &str) -> Option<String> {
    compare::<T>(at, example, false)
}

/// Does what [`check`] does, where the type may know less than the example has.
pub(crate) fn check_loosely<T: DeserializeOwned + Serialize>(
    at: &str,
    example: &str,
) -> Option<String> {
    compare::<T>(at, example, true)
}

fn compare<T: DeserializeOwned + Serialize>(
    at: &str,
    example: &str,
    loosely: bool,
) -> Option<String> {
    let value: T = match serde_json::from_str(example) {
        Ok(value) => value,
        Err(error) => return Some(format!("the example at {at} cannot be read: {error}")),
    };
    let written = match serde_json::to_value(&value) {
        Ok(written) => written,
        Err(error) => return Some(format!("the example at {at} cannot be written: {error}")),
    };
    let example: Value = serde_json::from_str(example).unwrap_or_default();
    (!is_same(&example, &written, loosely))
        .then(|| format!("the example at {at} is {example}, and comes back as {written}"))
}

fn is_same(example: &Value, written: &Value, loosely: bool) -> bool {
    match (example, written) {
        (Value::Object(example), Value::Object(written)) => {
            let comes_back = |(key, value): (&String, &Value)| match written.get(key) {
                Some(written) => is_same(value, written, loosely),
                None => loosely || value.is_null(),
            };
            example.iter().all(comes_back) && written.keys().all(|key| example.contains_key(key))
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
