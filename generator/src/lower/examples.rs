//! The examples of a specification, carried along as documentation.

use crate::document::Schema;
use serde_json::Value;

/// The examples of a schema as JSON.
pub(super) fn texts(schema: &Schema) -> Vec<String> {
    let values = schema.examples.iter().map(|example| &example.value);
    values.map(Value::to_string).collect()
}

/// An example as JSON on several lines.
pub(super) fn pretty(example: &Value) -> String {
    serde_json::to_string_pretty(example).unwrap_or_else(|_| example.to_string())
}
