//! Selecting: which operations a client is made of.
//!
//! What these do not reach does not exist for the later stages.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::input::pointer::Pointer;
use crate::openapi::document::{Document, Operation, PathItem};
use crate::openapi::resolve::Resolver;
use crate::openapi::wanted::{Candidate, Wanted};
use std::collections::HashMap;

/// An operation, and where it is found.
#[derive(Clone, Copy)]
pub(crate) struct Selected<'d> {
    pub(crate) path: &'d str,
    /// In lower case.
    pub(crate) method: &'d str,
    pub(crate) item: &'d PathItem,
    pub(crate) operation: &'d Operation,
}

impl<'d> Selected<'d> {
    fn candidate(&self) -> Candidate<'d> {
        Candidate {
            id: self.operation.id.as_deref(),
            method: self.method,
            path: self.path,
            tags: self.operation.tags.iter().map(String::as_str).collect(),
        }
    }
}

/// The operations that are wanted, in the order of the document.
pub(crate) fn select<'d>(
    document: &'d Document,
    wanted: &Wanted,
    resolver: &'d Resolver,
    report: &Report,
) -> Vec<Selected<'d>> {
    let all = document.paths.iter();
    let mut selected: Vec<_> = all
        .flat_map(|(path, item)| operations(path, item, resolver))
        .collect();
    if selected.is_empty() && document.webhooks.is_empty() {
        let diagnostic = code::NO_OPERATION
            .at(
                &Pointer::root().child("paths"),
                "there is no operation to write a client for",
            )
            .help("operations stand under `paths`, each by its path and its method");
        report.add(diagnostic);
    }
    if !wanted.is_empty() {
        let candidates: Vec<_> = selected.iter().map(Selected::candidate).collect();
        wanted.check(&candidates, report);
        selected.retain(|selected| wanted.has(&selected.candidate()));
    }
    check_ids(&selected, report);
    selected
}

/// The webhooks that are wanted: they belong to no operation, so all of them unless something is
/// chosen.
pub(crate) fn webhooks<'d>(
    document: &'d Document,
    wanted: &Wanted,
) -> Vec<(&'d str, &'d PathItem)> {
    let webhooks = document.webhooks.iter();
    let webhooks = webhooks.filter(|_| wanted.is_empty());
    webhooks.map(|(name, item)| (name.as_str(), item)).collect()
}

/// The operations of a path: its own, and those of the path item that it refers to.
fn operations<'d>(path: &'d str, item: &'d PathItem, resolver: &'d Resolver) -> Vec<Selected<'d>> {
    let items = resolver.path_items(item).into_iter();
    let of_item = |item: &'d PathItem| {
        item.operations
            .iter()
            .map(move |(method, operation)| Selected {
                path,
                method,
                item,
                operation,
            })
    };
    items.flat_map(of_item).collect()
}

/// `operationId` is what an operation is known by: no two may share it.
fn check_ids(selected: &[Selected], report: &Report) {
    let mut known = HashMap::new();
    for selected in selected {
        let Some(id) = &selected.operation.id else {
            continue;
        };
        let at = selected.operation.at.child("operationId");
        if let Some(first) = known.insert(id, at.clone()) {
            let diagnostic = code::OPERATION_ID_TWICE
                .at(
                    &at,
                    format!("a second operation has the `operationId` `{id}`"),
                )
                .related(&first, "the first is here");
            report.add(diagnostic);
        }
    }
}
