//! Discriminators that cannot distinguish the branches of a union.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::{Discriminator, Primitive, Schema};
use crate::openapi::lookup::suggestion;
use crate::schema::Shape;

pub(super) fn check(scope: &Scope, report: &Report) {
    for schema in &scope.schemas {
        let Some(discriminator) = &schema.discriminator else {
            continue;
        };
        let at = schema.at.child("discriminator");
        let mapped = discriminator.mapping.values();
        for reference in mapped.chain(&discriminator.default) {
            scope.graph.resolver.mapped(reference);
        }
        let union = [&schema.one_of, &schema.any_of];
        let branches: Vec<&Schema> = union.into_iter().flatten().collect();
        if !branches.is_empty() {
            check_branches(discriminator, &at, &branches, scope, report);
            check_property(schema, discriminator, &at, &branches, scope, report);
        }
    }
}

/// Checks that every branch has a discriminator value: a schema name, or a constant.
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
        // A branch without properties, or with branches of its own, is not checked.
        let is_object =
            !shape.properties.is_empty() && !shape.is_union && !shape.has_alternative_requirements;
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
    let may_have_property = |branch: &&Shape| {
        branch.properties.contains_key(name.as_str())
            || branch.is_union
            || branch.has_alternative_requirements
            || branch.properties.is_empty()
    };
    if !schema.properties.contains_key(name) && !shapes.iter().any(may_have_property) {
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
