//! Examples and defaults that do not match their schema.

use super::scope::Scope;
use super::validate::{Validator, Violation};
use crate::diagnostic::code::{self, Code};
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::{OrReference, Schema};
use serde_json::Value;
use std::collections::HashSet;

pub(super) fn check(scope: &Scope, report: &Report) {
    for schema in &scope.schemas {
        // A pointer to a keyword is made only if the schema has the keyword.
        let Some(written) = scope.written(&schema.at) else {
            continue;
        };
        let member = |keyword| Some((schema.at.child(keyword), written.get(keyword)?));
        let listed = member("examples").into_iter();
        let listed = listed.flat_map(|(at, value)| {
            let items = value.as_array().into_iter().flatten();
            items
                .enumerate()
                .map(move |(index, item)| (at.index(index), item))
                .collect::<Vec<_>>()
        });
        for (at, example) in listed.chain(member("example")) {
            check_value(
                code::INVALID_EXAMPLE,
                "example",
                &at,
                example,
                schema,
                scope,
                report,
            );
        }
        if let Some((at, default)) = member("default") {
            check_value(
                code::INVALID_DEFAULT,
                "default",
                &at,
                default,
                schema,
                scope,
                report,
            );
        }
    }
    for (at, value, schema, in_response) in of_operations(scope) {
        let validator = if in_response {
            Validator::for_responses(scope)
        } else {
            Validator::new(scope)
        };
        let violation = validator.violation(value, at, schema);
        add(code::INVALID_EXAMPLE, "example", violation, report);
    }
}

/// The examples of parameters, headers and media types: the pointer, the value, the schema, and
/// whether the value is part of a response.
fn of_operations<'d>(scope: &Scope<'d>) -> Vec<(&'d Pointer, &'d Value, &'d Schema, bool)> {
    let parameters = scope
        .parameters
        .iter()
        .filter_map(|parameter| match parameter {
            OrReference::Item(item) => Some((&item.examples, item.schema.as_ref()?, false)),
            OrReference::Reference(_) => None,
        });
    let headers = scope.headers.iter().filter_map(|header| match header {
        OrReference::Item(item) => Some((&item.examples, item.schema.as_ref()?, true)),
        OrReference::Reference(_) => None,
    });
    let media = scope.media.iter();
    let media = media.filter_map(|(it, back)| Some((&it.examples, it.schema.as_ref()?, *back)));
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (examples, schema, in_response) in parameters.chain(headers).chain(media) {
        for example in examples
            .iter()
            .filter_map(|it| scope.graph.resolver.item(it))
        {
            // Several responses can share an example.
            if seen.insert((&example.at, &schema.at)) {
                found.push((&example.at, &example.value, schema, in_response));
            }
        }
    }
    found
}

fn check_value<'d>(
    code: Code,
    what: &str,
    at: &Pointer,
    value: &Value,
    schema: &'d Schema,
    scope: &Scope<'d>,
    report: &Report,
) {
    let violation = Validator::new(scope).violation(value, at, schema);
    add(code, what, violation, report);
}

fn add(code: Code, what: &str, violation: Option<Violation>, report: &Report) {
    let Some(violation) = violation else {
        return;
    };
    let message = format!("the {what} does not match its schema: {}", violation.reason);
    let mut diagnostic = code
        .at(&violation.at, message)
        .help("fix the value or the schema, or add an `x-allow` with a reason");
    if let Some(keyword) = &violation.keyword {
        diagnostic = diagnostic.related(keyword, "constraint");
    }
    report.add(diagnostic);
}
