//! Linting: what can be told of a document although code can be written from it, and what
//! is wrong where no operation leads.
//!
//! Each check is a module of one form: a function that looks over the [`Scope`] and reports.
//! All of them see the whole document. What is found where a client does not reach is left
//! out afterwards, by [`Reach`], and what is allowed in place by [`allow`].

mod allow;
mod ambiguous;
mod bare_enums;
mod collisions;
mod discriminators;
mod examples;
mod parameters;
mod paths;
mod reach;
mod references;
mod required;
mod scope;
mod unused;
mod validate;

use self::reach::Reach;
use self::scope::Scope;
use crate::diagnostic::report::Report;
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::pointer::Pointer;
use crate::openapi::document::Document;
use crate::openapi::select::Selected;
use crate::schema::Graph;
use serde_json::Value;
use std::collections::HashSet;

/// What a document is looked over for, one after the other.
const CHECKS: &[fn(&Scope, &Report)] = &[
    references::check,
    paths::check,
    parameters::check,
    discriminators::check,
    examples::check,
    required::check,
    collisions::check,
    bare_enums::check,
    ambiguous::check,
];

/// Looks over a document.
pub(crate) fn check<'d>(document: &'d Document, value: &'d Value, graph: &'d Graph<'d>) {
    let scope = Scope::new(document, value, graph);
    for check in CHECKS {
        check(&scope, graph.report);
    }
}

/// All that there is to tell of a whole document, but for what is allowed in place.
///
/// `reached` is where references have led.
pub(crate) fn of_document(
    document: &Document,
    value: &Value,
    reached: &HashSet<Pointer>,
    report: &Report,
) -> Vec<Diagnostic> {
    unused::check(document, value, reached, report);
    let (mut told, doubts) = allow::sift(value, report.take());
    told.extend(doubts);
    told
}

/// What there is to tell of the parts of a document that a client is made of: the errors and
/// the warnings if there is an error, else `Ok` and the warnings.
///
/// `reached` is where references have led.
pub(crate) fn of_client(
    selected: &[Selected],
    value: &Value,
    reached: &HashSet<Pointer>,
    found: Vec<Diagnostic>,
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let reach = Reach::of(value, selected).and(reached);
    let (mut told, _) = allow::sift(value, found);
    told.retain(|told| told.place.pointer().is_none_or(|at| reach.covers(at)));
    if told.iter().any(|told| told.severity == Severity::Error) {
        Err(told)
    } else {
        Ok(told)
    }
}
