//! Names that are the same in Rust, so that one of them gets a number.

use super::scope::Scope;
use crate::diagnostic::Place;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::OrReference;
use crate::rust::names::{Name, distinguish};
use serde_json::Value;
use std::collections::HashMap;

pub(super) fn check(scope: &Scope, report: &Report) {
    let schemas = Pointer::root().child("components").child("schemas");
    let names = scope.document.components.schemas.keys();
    let names = names.map(|name| {
        let at = Place::key(&schemas.child(name));
        ((name.as_str(), at), Name::new(name))
    });
    check_names("types", names, NUMBERED, report);
    check_operations(scope, report);
    for schema in &scope.schemas {
        let at = schema.at.child("properties");
        let names = schema.properties.keys();
        check_members(
            "properties",
            names.map(|name| (name.as_str(), Place::key(&at.child(name)))),
            report,
        );
        let at = schema.at.child("enum");
        let values = schema
            .values
            .iter()
            .flatten()
            .map(Value::as_str)
            .enumerate();
        let values =
            values.filter_map(|(index, text)| Some((text?, Place::value(&at.index(index)))));
        check_members("values", values, report);
    }
    for (item, operation) in &scope.operations {
        let parameters = item.parameters.iter().chain(&operation.parameters);
        let (mut required, mut optional) = (Vec::new(), Vec::new());
        for listed in parameters {
            let Some(parameter) = scope.graph.resolver.item(listed) else {
                continue;
            };
            let at = match listed {
                OrReference::Item(item) => item.at.child("name"),
                OrReference::Reference(reference) => reference.at.clone(),
            };
            let list = if parameter.required {
                &mut required
            } else {
                &mut optional
            };
            list.push((parameter.name.as_str(), Place::value(&at)));
        }
        check_members("parameters", required.into_iter(), report);
        check_members("parameters", optional.into_iter(), report);
    }
}

/// Operations with the same name are named after their methods and paths instead.
fn check_operations(scope: &Scope, report: &Report) {
    let ids = scope.operations.iter().filter_map(|(_, operation)| {
        let id = operation.id.as_deref()?;
        let at = Place::value(&operation.at.child("operationId"));
        Some(((id, at), Name::new(id)))
    });
    let help = "both are named after their methods and paths";
    check_names("operations", ids, help, report);
}

const NUMBERED: &str = "this one gets a number as a suffix";

/// Checks the names of members, which symbols can distinguish.
fn check_members<'a>(what: &str, names: impl Iterator<Item = (&'a str, Place)>, report: &Report) {
    let names: Vec<(&str, Place)> = names.collect();
    let mut assigned: Vec<Name> = names.iter().map(|(name, _)| Name::new(*name)).collect();
    distinguish(&mut assigned.iter_mut().collect::<Vec<_>>());
    check_names(what, names.into_iter().zip(assigned), NUMBERED, report);
}

/// Checks names that share a scope, each with the name that it has in Rust.
fn check_names<'a>(
    what: &str,
    names: impl Iterator<Item = ((&'a str, Place), Name)>,
    help: &str,
    report: &Report,
) {
    let mut seen: HashMap<String, (&str, Place)> = HashMap::new();
    for ((name, at), assigned) in names {
        let cased = assigned.snake_string();
        let Some((first, place)) = seen.get(&cased) else {
            seen.insert(cased, (name, at));
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
                .at(at, message)
                .related(place.clone(), "first used here")
                .help(help);
            report.add(diagnostic);
        }
    }
}
