//! References that stand for nothing, also where no operation leads.

use super::scope::Scope;
use crate::diagnostic::report::Report;

/// Follows every reference; the resolver tells of those that lead nowhere.
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
