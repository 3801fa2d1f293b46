//! Parameters with the same name and location in one list.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::{OrReference, Parameter, ParameterLocation};
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
    let mut first: HashMap<(&str, ParameterLocation), &Pointer> = HashMap::new();
    for listed in list {
        let Some(parameter) = scope.graph.resolver.item(listed) else {
            continue;
        };
        let at = match listed {
            OrReference::Item(item) => &item.at,
            OrReference::Reference(reference) => &reference.at,
        };
        let name = parameter.name.as_str();
        let Some(location) = parameter.location.filter(|_| !name.is_empty()) else {
            // The missing name or location is reported already.
            continue;
        };
        if let Some(first) = first.insert((name, location), at) {
            let location = location.as_str();
            let message = format!("duplicate parameter `{name}` in {location}");
            let diagnostic = code::DUPLICATE_PARAMETER
                .at(at, message)
                .related(first, "first declared here");
            report.add(diagnostic);
        }
    }
}
