//! Parameters that most operations have: the client can set them once.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::openapi::document::{Operation, Parameter, ParameterLocation, PathItem, SecurityKind};
use indexmap::IndexMap;

/// Fewer operations do not need a setting of the client.
const MIN_OPERATIONS: usize = 10;

/// The part of the operations that has the parameter.
const MIN_PERCENT: usize = 80;

pub(super) fn check(scope: &Scope, report: &Report) {
    let mut found: IndexMap<Key, (&Parameter, usize)> = IndexMap::new();
    let mut operations = 0;
    for (path, item) in &scope.document.paths {
        for (_, operation) in &item.operations {
            operations += 1;
            for parameter in parameters(item, operation, scope) {
                if let Some(key) = Key::new(path, parameter, scope) {
                    found.entry(key).or_insert((parameter, 0)).1 += 1;
                }
            }
        }
    }
    for (parameter, count) in found.into_values() {
        let is_usual = count >= MIN_OPERATIONS && count * 100 >= operations * MIN_PERCENT;
        if is_usual && !is_known(&parameter.name, scope) {
            let name = &parameter.name;
            let message = format!("{count} of {operations} operations have the parameter `{name}`");
            let help = format!(
                "add `client_parameters = [\"{name}\"]` to the client in `codegen.toml`, or \
                 `x-client-parameters` to the document: then the client sets it once"
            );
            let diagnostic = code::REPEATED_PARAMETER.at(&parameter.at.child("name"), message);
            report.add(diagnostic.help(help));
        }
    }
}

/// The parameters of an operation and of its path item.
fn parameters<'d>(
    item: &'d PathItem,
    operation: &'d Operation,
    scope: &Scope<'d>,
) -> Vec<&'d Parameter> {
    let resolver = scope.graph.resolver;
    let own: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter_map(|it| resolver.item(it))
        .collect();
    let shared = item.parameters.iter().filter_map(|it| resolver.item(it));
    let is_same = |one: &Parameter, other: &Parameter| {
        one.name == other.name && one.location == other.location
    };
    let shared: Vec<&Parameter> = shared
        .filter(|shared| !own.iter().any(|own| is_same(own, shared)))
        .collect();
    [shared, own].concat()
}

/// The identity of a parameter: one value can be meant for all parameters with equal keys.
#[derive(PartialEq, Eq, Hash)]
struct Key<'d> {
    name: &'d str,
    location: &'static str,
    /// The path before a path parameter.
    path: &'d str,
    schema: String,
}

impl<'d> Key<'d> {
    fn new(path: &'d str, parameter: &'d Parameter, scope: &Scope<'d>) -> Option<Self> {
        let name = parameter.name.as_str();
        let path = match parameter.location? {
            ParameterLocation::Path => path.split_once(&format!("{{{name}}}"))?.0,
            ParameterLocation::Query | ParameterLocation::Header => "",
            ParameterLocation::QueryString | ParameterLocation::Cookie => return None,
        };
        let schema = parameter.schema.as_ref()?;
        let reference = schema.reference.as_ref();
        let schema = reference.map_or(&schema.at, |it| &it.at);
        Some(Self {
            name,
            location: parameter.location?.as_str(),
            path,
            schema: scope.written(schema).map(ToString::to_string)?,
        })
    }
}

/// Whether the client sets a parameter already, or has credentials for it.
fn is_known(name: &str, scope: &Scope) -> bool {
    let mut listed = scope.document.client_parameters.iter();
    let schemes = scope.document.components.security_schemes.values();
    let mut schemes = schemes.filter_map(|it| scope.graph.resolver.item(it));
    let is_secret = |kind: &SecurityKind| match kind {
        SecurityKind::ApiKey { name: key, .. } => key.eq_ignore_ascii_case(name),
        _ => false,
    };
    listed.any(|it| it.name == name) || schemes.any(|it| is_secret(&it.kind))
}
