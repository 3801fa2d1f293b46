//! Checks of a document that do not affect the generated code.
//!
//! Each check is a module with a function `check`, which gets the whole document as a [`Scope`] and
//! reports diagnostics. [`Reach`] then removes those about parts that the client does not use, and
//! [`allow`] removes those that `x-allow` allows.

mod allow;
mod ambiguous;
mod client_parameters;
mod collisions;
mod discriminators;
mod examples;
mod missing_enums;
mod parameters;
mod paths;
mod reach;
mod references;
mod required;
mod scope;
mod unused;
mod validate;

pub(crate) use self::scope::Scope;
pub(crate) use self::validate::{Validator, Violation};

use self::reach::Reach;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::Document;
use crate::openapi::select::Selected;
use crate::schema::Graph;
use serde_json::Value;
use std::collections::HashSet;

/// All checks, in the order in which they run.
const CHECKS: &[fn(&Scope, &Report)] = &[
    references::check,
    paths::check,
    parameters::check,
    discriminators::check,
    examples::check,
    required::check,
    collisions::check,
    missing_enums::check,
    ambiguous::check,
    client_parameters::check,
];

/// Runs all checks.
pub(crate) fn check<'d>(document: &'d Document, value: &'d Value, graph: &'d Graph<'d>) {
    let scope = Scope::new(document, value, graph);
    for check in CHECKS {
        check(&scope, graph.report);
    }
}

/// The diagnostics about a whole document, without allowed warnings.
///
/// `reached` are the values that references resolved to.
pub(crate) fn of_document(
    document: &Document,
    value: &Value,
    reached: &HashSet<Pointer>,
    report: &Report,
) -> Vec<Diagnostic> {
    unused::check(document, value, reached, report);
    let (mut reported, warnings) = allow::remove_allowed(value, report.take());
    reported.extend(warnings);
    reported
}

/// The diagnostics about the parts of a document that a client uses, without allowed warnings.
/// They are returned as `Err` if there is an error among them.
///
/// `selected` are the selected operations; without it, all are. `reached` are the values that
/// references resolved to.
pub(crate) fn of_client(
    selected: Option<&[Selected]>,
    value: &Value,
    reached: &HashSet<Pointer>,
    found: Vec<Diagnostic>,
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    // An operation that cannot be parsed is not selected, but its error concerns the client.
    // Rules and client parameters may be for operations that are not selected. A proposal about all
    // operations is not a problem of the generated code.
    let is_left_out = |it: &Diagnostic| match it.code {
        code::UNUSED_PAGE_RULE | code::CLIENT_PARAMETER => selected.is_some(),
        code::REPEATED_PARAMETER => true,
        _ => false,
    };
    let found = found.into_iter().filter(|it| !is_left_out(it));
    let reach = match selected {
        Some(selected) => Reach::of_operations(value, selected),
        None => Reach::of_document(value),
    };
    let reach = reach.with_resolved(reached);
    let (mut reported, _) = allow::remove_allowed(value, found.collect());
    reported.retain(|it| it.place.pointer().is_none_or(|at| reach.covers(at)));
    if reported.iter().any(Diagnostic::is_error) {
        Err(reported)
    } else {
        Ok(reported)
    }
}
