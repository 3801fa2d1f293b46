//! Unresolved references, including those that no operation reaches.

use super::scope::Scope;
use crate::diagnostic::report::Report;

/// Resolves every reference; the resolver reports the errors.
pub(super) fn check(scope: &Scope, _: &Report) {
    for schema in &scope.schemas {
        if let Some(reference) = &schema.reference {
            scope.resolver.schema(reference);
        }
    }
    for parameter in &scope.parameters {
        scope.resolver.item(parameter);
    }
    for body in &scope.bodies {
        scope.resolver.item(body);
    }
    for response in &scope.responses {
        scope.resolver.item(response);
    }
    for header in &scope.headers {
        scope.resolver.item(header);
    }
}
