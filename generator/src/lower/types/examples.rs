//! The examples of a specification, carried along as documentation.

use crate::lower::operations::media::Kind;
use crate::openapi::document::Example;
use crate::rust::json;
use serde_json::Value;

/// Examples as JSON.
pub(in crate::lower) fn texts(examples: &[Example]) -> Vec<String> {
    let values = examples.iter().map(|example| &example.value);
    values.map(Value::to_string).collect()
}

/// The columns of a line of JSON.
const WIDTH: usize = 88;

/// The lines that an example may have. What is longer, nobody reads.
const LONG: usize = 40;

/// An example as it is sent: a text as it is, and JSON on one line where that has room, the rest
/// on several. There is none where it would be too long.
pub(in crate::lower) fn shown(example: &Value, kind: Kind) -> Option<String> {
    let text = match example {
        Value::String(text) if kind != Kind::Json => text.trim_end().to_owned(),
        _ => json::pretty(example, WIDTH),
    };
    (text.lines().count() <= LONG).then_some(text)
}
