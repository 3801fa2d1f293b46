//! Unresolved references, including those that no operation reaches.

use super::scope::Scope;
use crate::diagnostic::report::Report;

/// Resolves every reference; the resolver reports the errors.
pub(super) fn check(scope: &Scope, _: &Report) {
    for schema in &scope.schemas {
        if let Some(reference) = &schema.reference {
            scope.graph.resolver.schema(reference);
        }
    }
    for parameter in &scope.parameters {
        scope.graph.resolver.item(parameter);
    }
    for body in &scope.bodies {
        scope.graph.resolver.item(body);
    }
    for response in &scope.responses {
        scope.graph.resolver.item(response);
    }
    for header in &scope.headers {
        scope.graph.resolver.item(header);
    }
}
