//! The examples of bodies and responses, for documentation.

use crate::lower::operations::media::Kind;
use crate::rust::json;
use serde_json::Value;

/// The maximum width of a line of JSON.
const WIDTH: usize = 88;

/// Longer examples are left out of the documentation.
const LONG: usize = 24;

/// An example as it is sent: a string as it is, JSON on one line if it fits. `None` if it is too long.
pub(in crate::lower) fn shown(example: &Value, kind: Kind) -> Option<String> {
    let text = match example {
        Value::String(text) if kind != Kind::Json => text.trim_end().to_owned(),
        _ => json::pretty(example, WIDTH),
    };
    (text.lines().count() <= LONG).then_some(text)
}
