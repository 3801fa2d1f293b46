//! The examples of a specification, carried along as documentation.

use crate::document::Schema;
use crate::json;
use serde_json::Value;

/// The examples of a schema as JSON.
pub(super) fn texts(schema: &Schema) -> Vec<String> {
    let values = schema.examples.iter().map(|example| &example.value);
    values.map(Value::to_string).collect()
}

/// The columns of a line of JSON.
const WIDTH: usize = 88;

/// The lines that an example may have. What is longer, nobody reads.
const LONG: usize = 40;

/// An example as JSON: on one line what has room there, the rest on several.
/// There is none where it would be too long.
pub(super) fn pretty(example: &Value) -> Option<String> {
    let text = json::pretty(example, WIDTH);
    (text.lines().count() <= LONG).then_some(text)
}
