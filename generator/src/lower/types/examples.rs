//! The examples of a schema, for documentation.

use crate::openapi::document::Example;
use serde_json::Value;

/// Examples as JSON.
pub(in crate::lower) fn texts(examples: &[Example]) -> Vec<String> {
    let values = examples.iter().map(|example| &example.value);
    values.map(Value::to_string).collect()
}
