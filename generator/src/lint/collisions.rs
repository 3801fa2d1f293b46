//! Names that are the same in Rust, so that one of them gets a number.

use super::scope::Scope;
use crate::diagnostic::Place;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::{Operation, OrReference, Parameter};
use crate::rust::names::{Name, distinguish};
use std::collections::HashMap;

pub(super) fn check(scope: &Scope, report: &Report) {
    let schemas = Pointer::root().child("components").child("schemas");
    let names = scope.document.components.schemas.keys();
    let names = names.map(|name| (name.as_str(), name, Name::new(name)));
    let place = |name: &String| Place::key(&schemas.child(name));
    check_names("types", names, place, NUMBERED, report);
    check_operations(scope, report);
    for schema in &scope.schemas {
        let at = schema.at.child("properties");
        let names = schema.properties.keys();
        let names = names.map(|name| (name.as_str(), name));
        let place = |name: &String| Place::key(&at.child(name));
        check_members("properties", names, place, report);
        let at = schema.at.child("enum");
        let values = schema.values.iter().flatten().enumerate();
        let values = values.filter_map(|(index, value)| Some((value.as_str()?, index)));
        let place = |index| Place::value(&at.index(index));
        check_members("values", values, place, report);
    }
    for (item, operation) in &scope.operations {
        let parameters = item.parameters.iter().chain(&operation.parameters);
        let (mut required, mut optional) = (Vec::new(), Vec::new());
        for listed in parameters {
            let Some(parameter) = scope.graph.resolver.item(listed) else {
                continue;
            };
            let list = if parameter.required {
                &mut required
            } else {
                &mut optional
            };
            list.push((parameter.name.as_str(), listed));
        }
        let place = |listed: &OrReference<Parameter>| match listed {
            OrReference::Item(item) => Place::value(&item.at.child("name")),
            OrReference::Reference(reference) => Place::value(&reference.at),
        };
        check_members("parameters", required.into_iter(), place, report);
        check_members("parameters", optional.into_iter(), place, report);
    }
}

/// Operations with the same name are named after their methods and paths instead.
fn check_operations(scope: &Scope, report: &Report) {
    let ids = scope.operations.iter().filter_map(|(_, operation)| {
        let id = operation.id.as_deref()?;
        Some((id, *operation, Name::new(id)))
    });
    let place = |operation: &Operation| Place::value(&operation.at.child("operationId"));
    let help = "both are named after their methods and paths";
    check_names("operations", ids, place, help, report);
}

const NUMBERED: &str = "this one gets a number as a suffix";

/// Checks the names of members, which symbols can distinguish. `place` makes the place of a member from
/// what is beside its name: most places are not needed.
fn check_members<'a, M: Copy>(
    what: &str,
    members: impl Iterator<Item = (&'a str, M)>,
    place: impl Fn(M) -> Place,
    report: &Report,
) {
    let members: Vec<(&str, M)> = members.collect();
    // A single name has no other to be equal to.
    if members.len() < 2 {
        return;
    }
    let mut assigned: Vec<Name> = members.iter().map(|(name, _)| Name::new(*name)).collect();
    distinguish(&mut assigned.iter_mut().collect::<Vec<_>>());
    let names = members.into_iter().zip(assigned);
    let names = names.map(|((name, member), assigned)| (name, member, assigned));
    check_names(what, names, place, NUMBERED, report);
}

/// Checks names that share a scope, each with the name that it has in Rust.
fn check_names<'a, M: Copy>(
    what: &str,
    names: impl Iterator<Item = (&'a str, M, Name)>,
    place: impl Fn(M) -> Place,
    help: &str,
    report: &Report,
) {
    let mut seen: HashMap<String, (&str, M)> = HashMap::new();
    for (name, member, assigned) in names {
        let cased = assigned.snake_string();
        let Some((first, other)) = seen.get(&cased) else {
            seen.insert(cased, (name, member));
            continue;
        };
        // Identical names are the same item, or are reported elsewhere.
        if *first != name {
            let ident = match what {
                "types" | "values" => assigned.pascal(),
                _ => assigned.snake(),
            };
            let message = format!("the {what} `{first}` and `{name}` are both `{ident}` in Rust");
            let diagnostic = code::NAME_COLLISION
                .at(place(member), message)
                .related(place(*other), "first used here")
                .help(help);
            report.add(diagnostic);
        }
    }
}
