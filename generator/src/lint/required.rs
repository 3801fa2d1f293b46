//! Required properties that are not declared.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::openapi::document::Schema;
use crate::openapi::lookup::nearest;
use crate::schema::{Additional, Meaning, Shape};

pub(super) fn check(scope: &Scope, report: &Report) {
    for schema in &scope.schemas {
        if schema.required.is_empty() || is_part(schema) {
            continue;
        }
        let Meaning::Shape(all) = scope.graph.meaning(scope.graph.node(schema)) else {
            continue;
        };
        if !declares_all(all) {
            continue;
        }
        let undeclared = schema.required.iter().enumerate();
        for (index, name) in
            undeclared.filter(|(_, name)| !all.properties.contains_key(name.as_str()))
        {
            let at = schema.at.child("required").index(index);
            let message = format!("the required property `{name}` is not declared");
            let diagnostic = code::UNDECLARED_REQUIRED.at(&at, message);
            report.add(match nearest(name, all.properties.keys()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("declare the property, at least as `{}`"),
            });
        }
    }
}

/// Whether a schema is part of an `allOf` or a union, so that another part may declare the property.
fn is_part(schema: &Schema) -> bool {
    let parent = schema.at.parent();
    let parent = parent.as_ref().and_then(|parent| parent.last());
    matches!(parent, Some("allOf" | "anyOf" | "oneOf"))
}

/// Whether a schema declares all of its properties.
fn declares_all(schema: &Shape) -> bool {
    !schema.properties.is_empty()
        && !schema.is_union
        && !schema.has_alternative_requirements
        && schema.patterns.is_empty()
        && matches!(schema.additional, None | Some(Additional::Allowed(false)))
}
