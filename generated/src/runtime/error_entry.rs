// Written by hand, unlike `src/api`.

//! The errors in the envelope of a response.

use serde_json::Value;

use crate::runtime::raw_response::RawResponse;
use crate::runtime::redact::Redactor;

/// An error in the envelope of a response. It may have any shape.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorEntry {
    code: Option<String>,
    message: Option<String>,
    value: Value,
}

impl ErrorEntry {
    fn new(value: Value, code: Option<&str>, message: Option<&str>) -> Self {
        let part = |name: Option<&str>| text(value.get(name?)?);
        let message = value.as_str().map(str::to_owned).or_else(|| part(message));
        Self {
            code: part(code),
            message,
            value,
        }
    }

    /// The code, if the entry has one that is a string or a number.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The message, if the entry has one, or is itself a string.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The entry, unchanged.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The entry in one line: its code and message, or else its JSON.
    fn line(&self, redactor: &Redactor) -> Option<String> {
        const LENGTH: usize = 200;
        let parts = [self.code(), self.message()];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .map(|part| redactor.line(part, LENGTH))
            .collect();
        let line = match &self.value {
            _ if !parts.is_empty() => parts.join(": "),
            Value::Null => return None,
            // JSON escapes some characters of secrets, so each string is redacted by itself.
            value => redactor.line(&redacted(value, redactor).to_string(), LENGTH),
        };
        Some(line).filter(|line| !line.is_empty())
    }
}

/// The entries of the envelope's list of errors.
pub(crate) fn entries(response: &RawResponse) -> Vec<ErrorEntry> {
    let Some(envelope) = &response.api.envelope else {
        return Vec::new();
    };
    let entries = response.list(envelope.errors).into_iter();
    entries
        .map(|entry| ErrorEntry::new(entry, envelope.error_code, envelope.error_message))
        .collect()
}

/// The first entries of the envelope's list of errors, for messages.
pub(crate) fn lines(response: &RawResponse, redactor: &Redactor) -> Vec<String> {
    const ENTRIES: usize = 4;
    let entries = entries(response);
    let lines = entries.iter().filter_map(|entry| entry.line(redactor));
    lines.take(ENTRIES).collect()
}

/// The text of a string or a number.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The value with all strings redacted.
fn redacted(value: &Value, redactor: &Redactor) -> Value {
    let line = |text: &str| redactor.line(text, usize::MAX);
    match value {
        Value::String(text) => Value::String(line(text)),
        Value::Array(items) => items.iter().map(|item| redacted(item, redactor)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (line(name), redacted(member, redactor)))
            .collect(),
        value => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::ErrorEntry;
    use crate::runtime::redact::Redactor;

    #[track_caller]
    fn check(value: &Value, code: Option<&str>, message: Option<&str>, line: Option<&str>) {
        let mut redactor = Redactor::default();
        redactor.add_secret("a\"b");
        let entry = ErrorEntry::new(value.clone(), Some("code"), Some("message"));
        assert_eq!((entry.code(), entry.message()), (code, message), "{value}");
        assert_eq!(entry.value(), value);
        assert_eq!(entry.line(&redactor).as_deref(), line, "{value}");
    }

    #[test]
    fn entries_of_any_shape_are_kept_and_shown() {
        check(
            &json!({"code": 7, "message": "no a\"b"}),
            Some("7"),
            Some("no a\"b"),
            Some("7: no [redacted]"),
        );
        check(&json!({"code": "x"}), Some("x"), None, Some("x"));
        check(&json!("no"), None, Some("no"), Some("no"));
        check(
            &json!({"why": ["a\"b", 1]}),
            None,
            None,
            Some(r#"{"why":["[redacted]",1]}"#),
        );
        check(&json!(1), None, None, Some("1"));
        check(&json!(null), None, None, None);
        check(&json!(""), None, Some(""), None);
    }
}
