//! The examples of a specification, carried along as documentation.

use crate::document::Schema;
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
    let text = broken(example, 0, 0);
    (text.lines().count() <= LONG).then_some(text)
}

/// A value within `indent`, behind a key of so many columns.
fn broken(value: &Value, indent: usize, key: usize) -> String {
    let line = flat(value);
    if indent + key + line.chars().count() <= WIDTH {
        return line;
    }
    let inner = indent + 2;
    let (open, parts, close): (_, Vec<String>, _) = match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| broken(item, inner, 0));
            ('[', items.collect(), ']')
        }
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let key = format!("{}: ", Value::from(key.as_str()));
                let value = broken(value, inner, key.chars().count());
                format!("{key}{value}")
            });
            ('{', members.collect(), '}')
        }
        _ => return line,
    };
    let (outer, inner) = (" ".repeat(indent), " ".repeat(inner));
    let parts = parts.join(&format!(",\n{inner}"));
    format!("{open}\n{inner}{parts}\n{outer}{close}")
}

/// A value on one line.
fn flat(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flat).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), flat(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
        scalar => scalar.to_string(),
    }
}
