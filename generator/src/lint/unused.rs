//! Components that no operation leads to.

use super::reach::Reach;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::input::pointer::Pointer;
use crate::openapi::document::Document;
use serde_json::Value;
use std::collections::HashSet;

/// Sections of what can be referred to.
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
        // A document of components alone is there for others to refer to.
        return;
    }
    let reach = Reach::of_all(value).and(reached);
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
                let message = format!("nothing leads to `{name}`: the client is without it");
                report.add(code::UNUSED.at(&at.child(name), message).on_key());
            }
        }
    }
}
