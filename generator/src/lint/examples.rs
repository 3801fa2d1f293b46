//! Examples and defaults that their own schema refuses.

use super::scope::Scope;
use super::validate::{Refusal, Validator};
use crate::diagnostic::code::{self, Code};
use crate::diagnostic::report::Report;
use crate::input::pointer::Pointer;
use crate::openapi::document::{OrReference, Schema};
use serde_json::Value;
use std::collections::HashSet;

pub(super) fn check(scope: &Scope, report: &Report) {
    for schema in &scope.schemas {
        let listed = scope.member(&schema.at, "examples").into_iter();
        let listed = listed.flat_map(|(at, value)| {
            let items = value.as_array().into_iter().flatten();
            items
                .enumerate()
                .map(move |(index, item)| (at.index(index), item))
                .collect::<Vec<_>>()
        });
        for (at, example) in listed.chain(scope.member(&schema.at, "example")) {
            check_value(
                code::EXAMPLE_REFUSED,
                "example",
                &at,
                example,
                schema,
                scope,
                report,
            );
        }
        if let Some((at, default)) = scope.member(&schema.at, "default") {
            check_value(
                code::DEFAULT_REFUSED,
                "default",
                &at,
                default,
                schema,
                scope,
                report,
            );
        }
    }
    for (at, value, schema, comes_back) in of_calls(scope) {
        let validator = if comes_back {
            Validator::of_answers(scope)
        } else {
            Validator::new(scope)
        };
        let refusal = validator.refusal(value, at, schema);
        tell(code::EXAMPLE_REFUSED, "example", refusal, report);
    }
}

/// The examples of parameters, headers and contents, wherever they are written: where each stands, the
/// schema that is to take it, and whether it comes back.
fn of_calls<'d>(scope: &Scope<'d>) -> Vec<(&'d Pointer, &'d Value, &'d Schema, bool)> {
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
    for (examples, schema, comes_back) in parameters.chain(headers).chain(media) {
        for example in examples
            .iter()
            .filter_map(|it| scope.graph.resolver.item(it))
        {
            // Several answers can share an example, and what is wrong with it.
            if seen.insert((&example.at, &schema.at)) {
                found.push((&example.at, &example.value, schema, comes_back));
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
    let refusal = Validator::new(scope).refusal(value, at, schema);
    tell(code, what, refusal, report);
}

fn tell(code: Code, what: &str, refusal: Option<Refusal>, report: &Report) {
    let Some(refusal) = refusal else {
        return;
    };
    let message = format!(
        "the {what} is refused by its own schema: {}",
        refusal.reason
    );
    let mut diagnostic = code
        .at(&refusal.at, message)
        .help("mend the one that is wrong, or say by `x-allow` why both are right");
    if let Some(by) = &refusal.by {
        diagnostic = diagnostic.related(by, "by this");
    }
    report.add(diagnostic);
}
