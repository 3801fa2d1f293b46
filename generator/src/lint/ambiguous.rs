//! `oneOf` with a branch whose values all satisfy another branch, so that `oneOf` rejects them.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::openapi::document::{Limits, Primitive, Schema};
use crate::schema::{Additional, NodeId, Shape};

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

fn check_branches<'d>(branches: &'d [Schema], scope: &Scope<'d>, report: &Report) {
    let shapes: Vec<&Shape> = branches.iter().map(|it| scope.shape(it)).collect();
    for (a, narrow) in shapes.iter().enumerate() {
        let wider = shapes.iter().enumerate().find(|(b, wide)| {
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
fn implies(a: &Shape, b: &Shape, scope: &Scope, depth: usize) -> bool {
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
        && (*b.limits == Limits::default() || a.limits == b.limits)
        && values_fit(a, b)
        && properties_fit(a, b, scope, depth)
        && items_fit(a, b, scope, depth)
}

fn is_plain(schema: &Shape) -> bool {
    !schema.is_union
        && !schema.has_alternative_requirements
        && schema.patterns.is_empty()
        && schema.prefix.is_empty()
        && schema.ignored.is_empty()
        && !schema.has_content_media_type
        && !schema.is_null_branch()
}

fn types_fit(a: &Shape, b: &Shape) -> bool {
    let fits = |ty: &Primitive| {
        b.types.contains(ty) || (*ty == Primitive::Integer && b.types.contains(&Primitive::Number))
    };
    b.types.is_empty()
        || (!a.types.is_empty() && a.types.iter().all(fits) && (b.nullable || !a.nullable))
}

fn values_fit(a: &Shape, b: &Shape) -> bool {
    match (&a.values, &b.values) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(a), Some(b)) => a.iter().all(|value| b.contains(value)),
    }
}

fn properties_fit(a: &Shape, b: &Shape, scope: &Scope, depth: usize) -> bool {
    let each_fits = b.properties.iter().all(|(name, wide)| {
        let Some(narrow) = a.properties.get(name) else {
            return true;
        };
        part_implies(*narrow, *wide, scope, depth)
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

fn items_fit(a: &Shape, b: &Shape, scope: &Scope, depth: usize) -> bool {
    match (&a.items, &b.items) {
        (_, None) => true,
        (None, Some(_)) => !a.types.contains(&Primitive::Array) && !a.types.is_empty(),
        (Some(a), Some(b)) => part_implies(*a, *b, scope, depth),
    }
}

fn part_implies(a: NodeId, b: NodeId, scope: &Scope, depth: usize) -> bool {
    implies(scope.graph.shape(a), scope.graph.shape(b), scope, depth + 1)
}
