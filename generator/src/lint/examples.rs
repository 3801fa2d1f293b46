//! Examples and defaults that their own schema refuses.

use super::scope::Scope;
use super::validate::Validator;
use crate::code::{self, Code};
use crate::document::{OrReference, Schema};
use crate::pointer::Pointer;
use crate::report::Report;
use serde_json::Value;

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
    let parameters = scope
        .parameters
        .iter()
        .filter_map(|parameter| match parameter {
            OrReference::Item(item) => Some((&item.at, item.schema.as_ref()?)),
            OrReference::Reference(_) => None,
        });
    let media = scope
        .media
        .iter()
        .filter_map(|it| Some((&it.at, it.schema.as_ref()?)));
    for (at, schema) in parameters.chain(media) {
        for (at, example) in named(at, scope)
            .into_iter()
            .chain(scope.member(at, "example"))
        {
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
    }
}

/// The values among the `examples` of a parameter or a body, each of which has a name.
fn named<'d>(at: &Pointer, scope: &Scope<'d>) -> Vec<(Pointer, &'d Value)> {
    let Some((at, examples)) = scope.member(at, "examples") else {
        return Vec::new();
    };
    let examples = examples.as_object().into_iter().flatten();
    let value = |(name, example): (&String, &'d Value)| {
        Some((at.child(name).child("value"), example.get("value")?))
    };
    examples.filter_map(value).collect()
}

fn check_value(
    code: Code,
    what: &str,
    at: &Pointer,
    value: &Value,
    schema: &Schema,
    scope: &Scope,
    report: &Report,
) {
    let Some(refusal) = Validator::new(scope).refusal(value, at, schema) else {
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
