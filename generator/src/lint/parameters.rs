//! Parameters of one name and place: OpenAPI allows one in a list.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::openapi::document::{OrReference, Parameter};
use std::collections::HashMap;

pub(super) fn check(scope: &Scope, report: &Report) {
    for item in scope.document.paths.values() {
        check_list(&item.parameters, scope, report);
    }
    for (_, operation) in &scope.operations {
        check_list(&operation.parameters, scope, report);
    }
}

fn check_list(list: &[OrReference<Parameter>], scope: &Scope, report: &Report) {
    let mut known: HashMap<(&str, &str), &crate::input::pointer::Pointer> = HashMap::new();
    for listed in list {
        let Some(parameter) = scope.graph.resolver.item(listed) else {
            continue;
        };
        let at = match listed {
            OrReference::Item(item) => &item.at,
            OrReference::Reference(reference) => &reference.at,
        };
        let (name, location) = (parameter.name.as_str(), parameter.location.as_str());
        if name.is_empty() {
            // It is told already that it has none.
            continue;
        }
        if let Some(first) = known.insert((name, location), at) {
            let message = format!("a second parameter `{name}` of the {location}");
            let diagnostic = code::PARAMETER_TWICE
                .at(at, message)
                .related(first, "the first is here");
            report.add(diagnostic);
        }
    }
}
