//! Dynamic references: `$dynamicRef`, and the `$recursiveRef` of JSON Schema 2019-09.
//!
//! Both are resolved like a `$ref`. A schema that overrides the target is ignored, with a warning.

use super::Values;
use crate::diagnostic::code;
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::openapi::document::Reference;
use serde_json::Value;

impl Values<'_> {
    /// The base of a `$recursiveRef`: the nearest enclosing schema that is a resource of its own. A
    /// component in an OpenAPI document is one by its `$recursiveAnchor`, without an `$id`.
    pub(super) fn recursive_base(&self, at: &Pointer) -> Pointer {
        let is_resource = |value: &Value| has_id(value) || is_recursive_anchor(value);
        self.enclosing(at, is_resource)
    }

    /// Reports a dynamic reference whose target another schema overrides.
    pub(super) fn check_overrides(&self, reference: &Reference, target: &Pointer) {
        let keyword = reference.at.last().unwrap_or_default();
        // Other references are not worth a search of the whole document.
        if !matches!(keyword, "$dynamicRef" | "$recursiveRef") {
            return;
        }
        let name = reference.target.rsplit('#').next();
        let overrides = |at: &Pointer, value: &Value| match keyword {
            _ if at == target => false,
            "$dynamicRef" => value.get("$dynamicAnchor").and_then(Value::as_str) == name,
            "$recursiveRef" => is_recursive_anchor(value) && self.refers_to(at, target),
            _ => false,
        };
        let sources = [SourceId::default(), target.source()];
        let mut roots = sources.iter().map(|it| Pointer::root().in_source(*it));
        if roots.any(|root| self.search(&root, overrides).is_some()) {
            let message = format!(
                "`{keyword}` is treated as a `$ref`: schemas that override its target are ignored"
            );
            self.report
                .add(code::DYNAMIC_REFERENCE.at(&reference.at, message).on_key());
        }
    }

    /// Whether a schema contains a reference to the target.
    fn refers_to(&self, from: &Pointer, target: &Pointer) -> bool {
        let refers = |at: &Pointer, value: &Value| {
            let text = value.get("$ref").and_then(Value::as_str);
            let reference = text.map(|text| Reference {
                at: at.child("$ref"),
                target: text.to_owned(),
            });
            reference.and_then(|it| self.target(&it)).as_ref() == Some(target)
        };
        self.search(from, refers).is_some()
    }
}

pub(super) fn has_id(value: &Value) -> bool {
    value.get("$id").is_some_and(Value::is_string)
}

fn is_recursive_anchor(value: &Value) -> bool {
    value.get("$recursiveAnchor") == Some(&Value::Bool(true))
}
