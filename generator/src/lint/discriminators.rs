//! Discriminators that cannot tell the branches of a union apart.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::input::pointer::Pointer;
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

/// Every target of the mapping has to be a schema.
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
        let message = format!("`{value}` stands for the schema `{name}`, and there is none");
        let diagnostic = code::DISCRIMINATOR
            .at(&at.child("mapping").child(value), message)
            .help(suggestion(name, schemas.keys()));
        report.add(diagnostic);
    }
}

/// Every branch has to be known by a value of the property.
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
        let Some(opened) = opened(branch, scope) else {
            continue;
        };
        let property = opened.properties.get(&discriminator.property);
        let has_constant = property
            .and_then(|property| self::opened(property, scope))
            .is_some_and(|property| property.values.is_some());
        // Of what says nothing here, nobody knows what it is.
        let is_told =
            !opened.properties.is_empty() && opened.one_of.is_empty() && opened.any_of.is_empty();
        if !has_constant && is_told {
            let message = format!(
                "no value of `{}` stands for this branch, which has no name",
                discriminator.property
            );
            let diagnostic = code::DISCRIMINATOR
                .at(&branch.at, message)
                .related(at, "the discriminator is here")
                .help("make it a component, or give the property an `enum` with its value");
            report.add(diagnostic);
        }
    }
}

/// The property has to be one that the branches have.
fn check_property(
    schema: &Schema,
    discriminator: &Discriminator,
    at: &Pointer,
    branches: &[&Schema],
    scope: &Scope,
    report: &Report,
) {
    let name = &discriminator.property;
    let opened: Option<Vec<Schema>> = branches.iter().map(|it| opened(it, scope)).collect();
    let Some(opened) = opened.filter(|_| !name.is_empty()) else {
        return;
    };
    let is_known = |branch: &Schema| {
        branch.properties.contains_key(name)
            || !branch.one_of.is_empty()
            || !branch.any_of.is_empty()
            || branch.properties.is_empty()
    };
    if !schema.properties.contains_key(name) && !opened.iter().any(is_known) {
        let properties = opened.iter().flat_map(|branch| branch.properties.keys());
        let diagnostic = code::DISCRIMINATOR
            .at(
                &at.child("propertyName"),
                format!("no branch has a property `{name}`"),
            )
            .help(suggestion(name, properties));
        report.add(diagnostic);
    }
}

/// A schema with its references and its `allOf` worked in; nothing where a reference leads nowhere.
pub(super) fn opened(schema: &Schema, scope: &Scope) -> Option<Schema> {
    let silent = Report::default();
    let behind = |reference: &Reference| Some(scope.silent.schema(reference)?.1);
    let mut opened = whole(schema, &scope.silent, &silent);
    // References to references are few, and circles are told of elsewhere.
    for _ in 0..16 {
        match opened {
            Whole::Schema(schema) => return Some(*schema),
            Whole::Reference { reference, .. } => {
                opened = whole(behind(&reference)?, &scope.silent, &silent);
            }
        }
    }
    None
}
