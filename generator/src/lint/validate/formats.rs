//! Formats that the generated Rust types enforce.

use super::violation::{Violation, display};
use crate::diagnostic::pointer::Pointer;
use crate::openapi::document::Schema;
use regex_lite::Regex;
use serde_json::Value;
use std::sync::LazyLock;

/// RFC 3339, as far as a regular expression can express it.
const DATE: &str = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])";
const TIME: &str =
    r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)([.,]\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)";

// Compiled once, since a specification can have thousands of examples.
static DATE_ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{DATE}$")));
static DATE_TIME: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{DATE}[Tt ]{TIME}$")));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is written here")
}

pub(super) fn violation(text: &str, at: &Pointer, schema: &Schema) -> Option<Violation> {
    let format = schema.format.as_deref()?;
    let regex = match format {
        "date" => &DATE_ALONE,
        "date-time" => &DATE_TIME,
        _ => return None,
    };
    if regex.is_match(text) {
        return None;
    }
    let shown = display(&Value::String(text.to_owned()));
    let reason = format!("{shown} is not a valid `{format}`");
    Some(Violation::new(at, schema.at.child("format"), reason))
}
