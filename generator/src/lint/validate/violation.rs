//! Why a value does not match a schema.

use crate::diagnostic::pointer::Pointer;
use serde_json::Value;

/// Why a value does not match a schema.
pub(crate) struct Violation {
    /// The value, or the part of it, that violates the schema.
    pub(crate) at: Pointer,
    /// The keyword that is violated.
    pub(crate) keyword: Option<Pointer>,
    /// A description of the violation.
    pub(crate) reason: String,
}

impl Violation {
    pub(super) fn new(at: &Pointer, keyword: Pointer, reason: String) -> Self {
        Self {
            at: at.clone(),
            keyword: Some(keyword),
            reason,
        }
    }
}

/// A value for use in a sentence.
pub(super) fn display(value: &Value) -> String {
    const LONGEST: usize = 40;
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a mapping".to_owned(),
        scalar => {
            let text = scalar
                .as_str()
                .map_or_else(|| scalar.to_string(), str::to_owned);
            let text = text.replace(char::is_control, " ");
            let kind = if scalar.is_string() {
                "the string "
            } else {
                ""
            };
            match text.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{kind}`{}…`", &text[..end]),
                None => format!("{kind}`{text}`"),
            }
        }
    }
}
