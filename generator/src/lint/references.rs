//! References that stand for nothing, also where no operation leads.

use super::scope::Scope;
use crate::diagnostic::report::Report;

/// Follows every reference; the resolver tells of those that lead nowhere.
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
