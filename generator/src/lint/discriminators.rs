//! Discriminators that cannot distinguish the branches of a union.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::lower::{Whole, whole};
use crate::openapi::document::{Discriminator, Primitive, Reference, Schema};
use crate::openapi::resolve::suggestion;

pub(super) fn check(scope: &Scope, report: &Report) {
    for schema in &scope.schemas {
        let Some(discriminator) = &schema.discriminator else {
            continue;
        };
        let at = schema.at.child("discriminator");
        check_mapping(discriminator, &at, scope, report);
        let union = [&schema.one_of, &schema.any_of];
        let branches: Vec<&Schema> = union.into_iter().flatten().collect();
        if !branches.is_empty() {
            check_branches(discriminator, &at, &branches, scope, report);
            check_property(schema, discriminator, &at, &branches, scope, report);
        }
    }
}

/// Checks that every target of the mapping is a schema.
fn check_mapping(discriminator: &Discriminator, at: &Pointer, scope: &Scope, report: &Report) {
    let schemas = &scope.document.components.schemas;
    for (value, target) in &discriminator.mapping {
        let name = target
            .strip_prefix("#/components/schemas/")
            .unwrap_or(target);
        let is_elsewhere = name.contains(['/', '#', '.']);
        if is_elsewhere || schemas.contains_key(name) {
            continue;
        }
        let message = format!("`{value}` is mapped to `{name}`, which is not a schema");
        let diagnostic = code::DISCRIMINATOR
            .at(&at.child("mapping").child(value), message)
            .help(suggestion(name, schemas.keys()));
        report.add(diagnostic);
    }
}

/// Checks that every branch has a discriminator value: a schema name, or a constant.
fn check_branches(
    discriminator: &Discriminator,
    at: &Pointer,
    branches: &[&Schema],
    scope: &Scope,
    report: &Report,
) {
    for branch in branches {
        if branch.reference.is_some() || branch.types == [Primitive::Null] {
            continue;
        }
        let Some(flattened) = flattened(branch, scope) else {
            continue;
        };
        let property = flattened.properties.get(&discriminator.property);
        let has_constant = property
            .and_then(|property| self::flattened(property, scope))
            .is_some_and(|property| property.values.is_some());
        // A branch without properties, or with branches of its own, is not checked.
        let is_object = !flattened.properties.is_empty()
            && flattened.one_of.is_empty()
            && flattened.any_of.is_empty();
        if !has_constant && is_object {
            let message = format!("this branch has no value of `{}`", discriminator.property);
            let diagnostic = code::DISCRIMINATOR
                .at(&branch.at, message)
                .related(at, "discriminator declared here")
                .help("make the branch a component, or give the property an `enum` with one value");
            report.add(diagnostic);
        }
    }
}

/// Checks that a branch has the discriminator property.
fn check_property(
    schema: &Schema,
    discriminator: &Discriminator,
    at: &Pointer,
    branches: &[&Schema],
    scope: &Scope,
    report: &Report,
) {
    let name = &discriminator.property;
    let flattened: Option<Vec<Schema>> = branches.iter().map(|it| flattened(it, scope)).collect();
    let Some(flattened) = flattened.filter(|_| !name.is_empty()) else {
        return;
    };
    let may_have_property = |branch: &Schema| {
        branch.properties.contains_key(name)
            || !branch.one_of.is_empty()
            || !branch.any_of.is_empty()
            || branch.properties.is_empty()
    };
    if !schema.properties.contains_key(name) && !flattened.iter().any(may_have_property) {
        let properties = flattened.iter().flat_map(|branch| branch.properties.keys());
        let diagnostic = code::DISCRIMINATOR
            .at(
                &at.child("propertyName"),
                format!("no branch has a property `{name}`"),
            )
            .help(suggestion(name, properties));
        report.add(diagnostic);
    }
}

/// A schema merged with its references and its `allOf`; `None` if a reference is unresolved.
pub(super) fn flattened(schema: &Schema, scope: &Scope) -> Option<Schema> {
    let silent = Report::default();
    let behind = |reference: &Reference| Some(scope.silent.schema(reference)?.1);
    let mut flattened = whole(schema, &scope.silent, &silent);
    // Chains of references are short, and cycles are reported elsewhere.
    for _ in 0..16 {
        match flattened {
            Whole::Schema(schema) => return Some(*schema),
            Whole::Reference { reference, .. } => {
                flattened = whole(behind(&reference)?, &scope.silent, &silent);
            }
        }
    }
    None
}
