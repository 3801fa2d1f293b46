//! `oneOf` with a branch whose values all satisfy another branch, so that `oneOf` rejects them.

use super::discriminators::flattened;
use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::openapi::document::{Additional, Limits, Primitive, Schema};

/// Unions with more branches are not checked.
const BRANCHES: usize = 40;

/// Nested properties are compared to this depth.
const DEPTH: usize = 8;

pub(super) fn check(scope: &Scope, report: &Report) {
    for schema in &scope.schemas {
        if schema.discriminator.is_none() && (2..=BRANCHES).contains(&schema.one_of.len()) {
            check_branches(&schema.one_of, scope, report);
        }
    }
}

fn check_branches(branches: &[Schema], scope: &Scope, report: &Report) {
    let flattened: Vec<Option<Schema>> = branches.iter().map(|it| flattened(it, scope)).collect();
    for (a, narrow) in flattened.iter().enumerate() {
        let wider = flattened.iter().enumerate().find(|(b, wide)| {
            let (Some(narrow), Some(wide)) = (narrow, wide) else {
                return false;
            };
            // Of two equal branches, only the second is reported.
            a != *b
                && implies(narrow, wide, scope, 0)
                && (*b < a || !implies(wide, narrow, scope, 0))
        });
        if let Some((b, _)) = wider {
            let message =
                "values of this branch also satisfy another branch, so `oneOf` rejects them";
            let diagnostic = code::AMBIGUOUS_ONE_OF
                .at(&branches[a].at, message)
                .related(&branches[b].at, "the other branch")
                .help("require a property that distinguishes them, or use `anyOf`");
            report.add(diagnostic);
        }
    }
}

/// Whether every value of `a` without undeclared properties certainly satisfies `b`.
fn implies(a: &Schema, b: &Schema, scope: &Scope, depth: usize) -> bool {
    if a.at == b.at {
        return true;
    }
    depth < DEPTH
        && is_plain(a)
        && is_plain(b)
        && !a.never
        && !b.never
        && types_fit(a, b)
        && (a.format == b.format || b.format.is_none())
        && (b.limits == Limits::default() || a.limits == b.limits)
        && values_fit(a, b)
        && properties_fit(a, b, scope, depth)
        && items_fit(a, b, scope, depth)
}

fn is_plain(schema: &Schema) -> bool {
    schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.all_of.is_empty()
        && schema.patterns.is_empty()
        && schema.prefix.is_empty()
        && schema.conditional.is_empty()
        && schema.ignored.is_empty()
        && !schema.has_content_media_type
}

fn types_fit(a: &Schema, b: &Schema) -> bool {
    let fits = |ty: &Primitive| {
        b.types.contains(ty) || (*ty == Primitive::Integer && b.types.contains(&Primitive::Number))
    };
    b.types.is_empty()
        || (!a.types.is_empty() && a.types.iter().all(fits) && (b.nullable || !a.nullable))
}

fn values_fit(a: &Schema, b: &Schema) -> bool {
    match (&a.values, &b.values) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(a), Some(b)) => a.iter().all(|value| b.contains(value)),
    }
}

fn properties_fit(a: &Schema, b: &Schema, scope: &Scope, depth: usize) -> bool {
    let each_fits = b.properties.iter().all(|(name, wide)| {
        let Some(narrow) = a.properties.get(name) else {
            return true;
        };
        let (narrow, wide) = (flattened(narrow, scope), flattened(wide, scope));
        narrow
            .zip(wide)
            .is_some_and(|(narrow, wide)| implies(&narrow, &wide, scope, depth + 1))
    });
    let is_open = match &b.additional {
        None | Some(Additional::Allowed(true)) => true,
        Some(Additional::Allowed(false)) => {
            let closed = matches!(a.additional, Some(Additional::Allowed(false)));
            (closed || !a.properties.is_empty())
                && a.properties
                    .keys()
                    .all(|name| b.properties.contains_key(name))
        }
        Some(Additional::Schema(_)) => a.additional == b.additional && a.properties.is_empty(),
    };
    is_open && each_fits && b.required.iter().all(|name| a.required.contains(name))
}

fn items_fit(a: &Schema, b: &Schema, scope: &Scope, depth: usize) -> bool {
    match (&a.items, &b.items) {
        (_, None) => true,
        (None, Some(_)) => !a.types.contains(&Primitive::Array) && !a.types.is_empty(),
        (Some(a), Some(b)) => {
            let (narrow, wide) = (flattened(a, scope), flattened(b, scope));
            narrow
                .zip(wide)
                .is_some_and(|(a, b)| implies(&a, &b, scope, depth + 1))
        }
    }
}
