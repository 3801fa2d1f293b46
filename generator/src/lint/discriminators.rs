//! Discriminators that cannot tell the branches of a union apart.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::input::pointer::Pointer;
use crate::openapi::document::{Discriminator, Primitive, Schema};
use crate::openapi::resolve::suggestion;
use crate::schema::Shape;

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
fn check_branches<'d>(
    discriminator: &Discriminator,
    at: &Pointer,
    branches: &[&'d Schema],
    scope: &Scope<'d>,
    report: &Report,
) {
    for branch in branches {
        if branch.reference.is_some() || branch.types == [Primitive::Null] {
            continue;
        }
        let shape = scope.shape(branch);
        let property = shape.properties.get(discriminator.property.as_str());
        let has_constant =
            property.is_some_and(|property| scope.graph.shape(*property).values.is_some());
        // Of what says nothing here, nobody knows what it is.
        let is_told =
            !shape.properties.is_empty() && !shape.is_union && !shape.has_alternative_requirements;
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
fn check_property<'d>(
    schema: &Schema,
    discriminator: &Discriminator,
    at: &Pointer,
    branches: &[&'d Schema],
    scope: &Scope<'d>,
    report: &Report,
) {
    let name = &discriminator.property;
    let shapes = branches.iter().map(|branch| scope.shape(branch));
    let shapes: Vec<&Shape> = shapes.collect();
    if name.is_empty() {
        return;
    }
    let is_known = |branch: &&Shape| {
        branch.properties.contains_key(name.as_str())
            || branch.is_union
            || branch.has_alternative_requirements
            || branch.properties.is_empty()
    };
    if !schema.properties.contains_key(name) && !shapes.iter().any(is_known) {
        let properties = shapes.iter().flat_map(|branch| branch.properties.keys());
        let diagnostic = code::DISCRIMINATOR
            .at(
                &at.child("propertyName"),
                format!("no branch has a property `{name}`"),
            )
            .help(suggestion(name, properties));
        report.add(diagnostic);
    }
}
