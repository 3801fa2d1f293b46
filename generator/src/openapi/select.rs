//! Selects the operations that a client is generated for.
//!
//! Later stages see only what these operations reach.

use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::{Document, Operation, PathItem};
use crate::openapi::filter::{Candidate, OperationFilter};
use crate::openapi::resolve::Resolver;
use std::collections::HashMap;

/// A selected operation, with its method, path and path item.
#[derive(Clone, Copy)]
pub(crate) struct Selected<'d> {
    pub(crate) path: &'d str,
    /// The key of the operation in its path item.
    pub(crate) method: &'d str,
    pub(crate) item: &'d PathItem,
    pub(crate) operation: &'d Operation,
}

impl<'d> Selected<'d> {
    /// The `operationId`, or else method and path.
    pub(crate) fn name(&self) -> String {
        self.candidate().name()
    }

    fn candidate(&self) -> Candidate<'d> {
        Candidate {
            id: self.operation.id.as_deref(),
            method: self.method,
            path: self.path,
            tags: self.operation.tags.iter().map(String::as_str).collect(),
        }
    }
}

/// The operations that the filter selects, in the order of the document.
pub(crate) fn select<'d>(
    document: &'d Document,
    filter: &OperationFilter,
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
                "the specification has no operations",
            )
            .help("add operations to `paths`, each under its path and its method");
        report.add(diagnostic);
    }
    if !filter.is_empty() {
        let candidates: Vec<_> = selected.iter().map(Selected::candidate).collect();
        filter.check(&candidates, report);
        selected.retain(|selected| filter.selects(&selected.candidate()));
    }
    check_ids(&selected, report);
    selected
}

/// The webhooks to generate types for: all of them if there is no filter, else none, since they
/// belong to no operation.
pub(crate) fn webhooks<'d>(
    document: &'d Document,
    filter: &OperationFilter,
) -> Vec<(&'d str, &'d PathItem)> {
    let webhooks = document.webhooks.iter();
    let webhooks = webhooks.filter(|_| filter.is_empty());
    webhooks.map(|(name, item)| (name.as_str(), item)).collect()
}

/// The operations of a path item, and of the path items that it refers to.
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

/// Reports operations with the same `operationId`.
fn check_ids(selected: &[Selected], report: &Report) {
    let mut first = HashMap::new();
    for selected in selected {
        let Some(id) = &selected.operation.id else {
            continue;
        };
        let at = selected.operation.at.child("operationId");
        if let Some(first) = first.insert(id, at.clone()) {
            let diagnostic = code::DUPLICATE_OPERATION_ID
                .at(&at, format!("duplicate `operationId` `{id}`"))
                .related(&first, "first used here");
            report.add(diagnostic);
        }
    }
}
