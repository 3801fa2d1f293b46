//! Components that no operation reaches.

use super::reach::Reach;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::Document;
use serde_json::Value;
use std::collections::HashSet;

/// The sections of `components`.
const SECTIONS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
];

pub(super) fn check(
    document: &Document,
    value: &Value,
    reached: &HashSet<Pointer>,
    report: &Report,
) {
    if document.paths.is_empty() && document.webhooks.is_empty() {
        // A document that has only components is meant for other documents.
        return;
    }
    let reach = Reach::of_document(value).with_resolved(reached);
    for section in SECTIONS {
        let at = Pointer::root().child("components").child(section);
        let parts = value.get("components").and_then(|it| it.get(section));
        for name in parts
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|it| it.0)
        {
            if !name.starts_with("x-") && !reach.has(section, name) {
                let message = format!("`{name}` is not used by any operation");
                report.add(code::UNUSED.at(&at.child(name), message).on_key());
            }
        }
    }
}
