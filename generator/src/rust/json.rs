//! Pretty-prints JSON: a value that fits is on one line.

use serde::de::IgnoredAny;
use serde_json::Value;

/// Whether a text is valid JSON.
pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// A value on lines of at most `width` columns. Only a long string exceeds them.
pub(crate) fn pretty(value: &Value, width: usize) -> String {
    print(value, width, 0, 0)
}

/// Prints a value at an indentation, after a key of the width `key_width`.
fn print(value: &Value, width: usize, indent: usize, key_width: usize) -> String {
    let line = flat(value);
    if indent + key_width + line.chars().count() <= width {
        return line;
    }
    let inner = indent + 2;
    let (open, parts, close): (_, Vec<String>, _) = match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| print(item, width, inner, 0));
            ('[', items.collect(), ']')
        }
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let key = format!("{}: ", Value::from(key.as_str()));
                let value = print(value, width, inner, key.chars().count());
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
pub(crate) fn flat(value: &Value) -> String {
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
