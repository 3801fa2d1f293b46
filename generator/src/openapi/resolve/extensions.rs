//! The component schemas that extend others by `allOf`.

use super::subtypes::schemas;
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::report::Report;
use crate::openapi::document::Reference;
use crate::openapi::lookup::Values;
use serde_json::Value;
use std::collections::HashMap;

/// For each schema, the component schemas that have it in their `allOf`.
pub(super) type Extensions = HashMap<Pointer, Vec<Pointer>>;

/// Collects the extensions of all component schemas of a source. It reads values, since it must not
/// report errors in components that no operation uses.
pub(super) fn extensions(values: &Values, source: SourceId) -> Extensions {
    let report = Report::default();
    let values = values.with_report(&report);
    let mut extensions = Extensions::new();
    let at = schemas(source);
    let components = values.value_at(&at).and_then(Value::as_object);
    for (name, _) in components.into_iter().flatten() {
        let component = at.child(name);
        let mut bases = Vec::new();
        collect(&values, &target(&values, &component), &mut bases);
        for base in bases {
            let known = extensions.entry(base).or_default();
            if !known.contains(&component) {
                known.push(component.clone());
            }
        }
    }
    extensions
}

/// Collects the targets of the references in the `allOf` of a schema.
fn collect(values: &Values, schema: &Pointer, bases: &mut Vec<Pointer>) {
    let members = schema.child("allOf");
    let listed = values.value_at(&members).and_then(Value::as_array);
    for index in 0..listed.map_or(0, Vec::len) {
        let member = members.index(index);
        let base = target(values, &member);
        if base == member {
            collect(values, &member, bases);
        } else {
            bases.push(base);
        }
    }
}

/// The schema that a chain of references ends at, or the schema itself. It is the schema itself, too,
/// if a reference is unresolved or the chain is a cycle.
pub(super) fn target(values: &Values, schema: &Pointer) -> Pointer {
    let mut visited = vec![schema.clone()];
    loop {
        let at = &visited[visited.len() - 1];
        let value = values.value_at(at).and_then(|value| value.get("$ref"));
        let Some(target) = value.and_then(Value::as_str) else {
            return at.clone();
        };
        let reference = Reference {
            at: at.child("$ref"),
            target: target.to_owned(),
        };
        match values.target(&reference) {
            Some(next) if !visited.contains(&next) => visited.push(next),
            _ => return schema.clone(),
        }
    }
}
