// Written by `cargo xtask codegen`, the same for every API.

//! The errors that a response reports.

use serde_json::Value;

use crate::runtime::api::Envelope;
use crate::runtime::raw_response::{RawResponse, parse_lenient};
use crate::runtime::redact::Redactor;

/// An error that a response reports. It may have any shape.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorEntry {
    code: Option<String>,
    message: Option<String>,
    value: Value,
}

impl ErrorEntry {
    /// The envelope may name the properties of a code and a message. Otherwise they have one of
    /// the usual names.
    fn new(value: Value, envelope: Option<&Envelope>) -> Self {
        let named = |name: Option<&str>| text(value.get(name?)?);
        let mut code = named(envelope.and_then(|it| it.error_code)).or_else(|| code(&value));
        let mut message = named(envelope.and_then(|it| it.error_message));
        message = message.or_else(|| message_of(&value));
        // OAuth has the code in `error`, other APIs the message.
        let error = ["error", "errors"]
            .iter()
            .find_map(|name| text(value.get(name)?));
        match error {
            error if message.is_none() => message = error,
            error => code = code.or(error),
        }
        Self {
            code,
            message,
            value,
        }
    }

    /// The code, if the entry has one that is a string or a number.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The message, if the entry has one, or is itself a string. That of a problem (RFC 9457) is
    /// its title and its detail.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The entry, unchanged.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The entry in one line: its message and code, or else its JSON.
    fn line(&self, redactor: &Redactor) -> Option<String> {
        const LENGTH: usize = 200;
        let line = |text| redactor.line(text, LENGTH);
        let line = match (self.message(), self.code(), &self.value) {
            (Some(message), Some(code), _) => format!("{} ({})", line(message), line(code)),
            (Some(text), None, _) | (None, Some(text), _) => line(text),
            (None, None, Value::Null) => return None,
            // JSON escapes some characters of secrets, so each string is redacted by itself.
            (None, None, value) => line(&redacted(value, redactor, LENGTH).to_string()),
        };
        Some(line).filter(|line| !line.is_empty())
    }
}

/// The errors that a response reports: in its envelope, or else in one of the usual forms. Without
/// an envelope, the body itself may be one.
pub(crate) fn entries(response: &RawResponse) -> Vec<ErrorEntry> {
    found(response, response.api.envelope.is_none())
}

/// The entries, including the whole body if `body_counts`.
fn found(response: &RawResponse, body_counts: bool) -> Vec<ErrorEntry> {
    let body = parse_lenient(&response.body);
    let envelope = response.api.envelope.as_ref();
    let mut values = envelope.map_or_else(Vec::new, |it| items(body.get(it.errors)));
    // A message in the body of a success is no error.
    let is_failed = |it: &Envelope| body.get(it.success) == Some(&Value::Bool(false));
    let is_failure = !response.status.is_success() || envelope.is_some_and(is_failed);
    if values.is_empty() && is_failure {
        values = reported(body, body_counts);
    }
    let entries = values.into_iter();
    entries
        .map(|value| ErrorEntry::new(value, envelope))
        .collect()
}

/// The errors in a body without an envelope: those in `error`, `errors` and `detail`, and if
/// `body_counts`, the body itself if it has a message, such as a problem (RFC 9457), or is a list.
fn reported(body: Value, body_counts: bool) -> Vec<Value> {
    if !body.is_object() {
        if !body_counts {
            return Vec::new();
        }
        let mut items = items(Some(&body));
        items.retain(|item| item.is_object() || item.is_string());
        return items;
    }
    let nested = ["error", "errors", "detail"].map(|name| body.get(name));
    let nested = nested
        .into_iter()
        .filter(|it| !it.is_some_and(Value::is_string));
    let nested: Vec<Value> = nested.flat_map(items).collect();
    let entry = ErrorEntry::new(body, None);
    let own = (entry.message.is_some() && body_counts).then_some(entry.value);
    own.into_iter().chain(nested).collect()
}

/// The errors in a value: a list of them, or one.
fn items(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(items)) => items.clone(),
        Some(value @ (Value::Object(_) | Value::String(_))) => vec![value.clone()],
        _ => Vec::new(),
    }
}

/// The code in a property with one of the usual names.
fn code(value: &Value) -> Option<String> {
    let names = ["code", "error_code", "errorCode"];
    let known = names.iter().find_map(|name| text(value.get(name)?));
    // GraphQL.
    let known = known.or_else(|| text(value.get("extensions")?.get("code")?));
    // The type of a problem is a URI, which says no more than its title.
    let type_name = || Some(value.get("type")?.as_str()?.to_owned());
    known.or_else(|| type_name().filter(|it| !it.contains([':', '/'])))
}

/// The message of a value, or in a property with one of the usual names.
fn message_of(value: &Value) -> Option<String> {
    if let Value::String(text) = value {
        return Some(text.clone());
    }
    let names = ["message", "msg", "error_description"];
    let known = names.iter().find_map(|name| texts(value.get(name)?));
    known.or_else(|| {
        let part = |name| value.get(name).and_then(Value::as_str);
        match (part("title"), part("detail")) {
            (Some(title), Some(detail)) => {
                Some(format!("{}: {detail}", title.trim_end_matches('.')))
            }
            (title, detail) => title.or(detail).map(str::to_owned),
        }
    })
}

/// The first errors that a response reports, for messages.
pub(crate) fn lines(response: &RawResponse, redactor: &Redactor) -> Vec<String> {
    const ENTRIES: usize = 4;
    let entries = found(response, true);
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

/// The text of a value, or of a list of texts.
fn texts(value: &Value) -> Option<String> {
    let Value::Array(items) = value else {
        return text(value);
    };
    let texts: Option<Vec<String>> = items.iter().map(text).collect();
    texts.map(|texts| texts.join("; "))
}

/// The value with all strings redacted, and cut after `limit` characters.
fn redacted(value: &Value, redactor: &Redactor, limit: usize) -> Value {
    let line = |text: &str| redactor.line(text, limit);
    let redacted = |value| redacted(value, redactor, limit);
    match value {
        Value::String(text) => Value::String(line(text)),
        Value::Array(items) => items.iter().map(redacted).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (line(name), redacted(member)))
            .collect(),
        value => value.clone(),
    }
}
