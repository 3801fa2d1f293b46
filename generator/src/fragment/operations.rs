//! The operations of a specification, found in its value.

use serde_json::{Map, Value};

use crate::diagnostic::Place;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::{METHODS, method_of_key, operations_of_item};
use crate::openapi::filter::{Candidate, OperationFilter};

/// An operation in the value of a specification.
#[derive(Clone, Debug)]
pub(crate) struct Operation<'v> {
    pub(crate) path: &'v str,
    /// The method as written. In `additionalOperations` the case is arbitrary.
    pub(crate) method: &'v str,
    /// The path item that contains it: that of the path, or a component that this refers to.
    pub(crate) item: Pointer,
    pub(crate) value: &'v Value,
    pub(crate) at: Pointer,
}

impl<'v> Operation<'v> {
    pub(crate) fn id(&self) -> Option<&'v str> {
        self.value.get("operationId")?.as_str()
    }

    /// Method and path, as in `GET /pets`.
    pub(crate) fn call(&self) -> String {
        format!("{} {}", method_of_key(self.method), self.path)
    }

    /// The `operationId`, or else method and path.
    pub(crate) fn name(&self) -> String {
        self.id().map_or_else(|| self.call(), str::to_owned)
    }

    fn candidate(&self) -> Candidate<'v> {
        Candidate {
            id: self.id(),
            method: self.method,
            path: self.path,
            tags: self.tags().collect(),
        }
    }

    pub(super) fn tags(&self) -> impl Iterator<Item = &'v str> {
        let tags = self.value.get("tags").and_then(Value::as_array);
        tags.into_iter().flatten().filter_map(Value::as_str)
    }
}

/// The operations that the filter selects, in the order of the specification.
pub(super) fn find<'v>(
    document: &'v Value,
    filter: &OperationFilter,
    report: &Report,
) -> Vec<Operation<'v>> {
    let all = operations(document);
    check(&all, filter, report);
    all.into_iter()
        .filter(|operation| filter.selects(&operation.candidate()))
        .collect()
}

/// All operations of a document.
pub(crate) fn operations(document: &Value) -> Vec<Operation<'_>> {
    let mut found = Vec::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        if path.starts_with("x-") {
            continue;
        }
        let at = Pointer::root().child("paths").child(path);
        push(&mut found, path, item, &at);
        if let Some((item, at)) = component(document, item) {
            push(&mut found, path, item, &at);
        }
    }
    found
}

/// The component that a path item refers to.
fn component<'v>(document: &'v Value, item: &Value) -> Option<(&'v Value, Pointer)> {
    let target = item.get("$ref")?.as_str()?;
    let at = Pointer::parse(target.strip_prefix('#')?)?;
    at.tokens()
        .take(2)
        .eq(["components", "pathItems"])
        .then_some(())?;
    Some((document.pointer(&at.to_string())?, at))
}

fn push<'v>(found: &mut Vec<Operation<'v>>, path: &'v str, item: &'v Value, at: &Pointer) {
    found.extend(operations_of_item(item).map(|(method, value)| {
        let holder = if is_operation(method) {
            at.clone()
        } else {
            at.child("additionalOperations")
        };
        Operation {
            path,
            method,
            item: at.clone(),
            value,
            at: holder.child(method),
        }
    }));
}

/// Reports patterns that match nothing, and an empty filter.
fn check(all: &[Operation], filter: &OperationFilter, report: &Report) {
    let candidates: Vec<_> = all.iter().map(Operation::candidate).collect();
    filter.check(&candidates, report);
    if filter.is_empty() {
        let diagnostic = code::NO_MATCH.at(Place::file(), "no operations are selected");
        report.add(diagnostic);
    }
}

/// Whether a member of a path item is an operation.
pub(super) fn is_operation(key: &str) -> bool {
    METHODS.contains(&key)
}

/// A path item with only those operations that are kept.
pub(super) fn path_item(members: &Map<String, Value>, keep: impl Fn(&str) -> bool) -> Value {
    let mut kept = Map::new();
    for (key, value) in members {
        if key == "additionalOperations" {
            let additional = value.as_object().into_iter().flatten();
            let additional: Map<_, _> = additional
                .filter(|(method, _)| keep(method))
                .map(|(method, value)| (method.clone(), value.clone()))
                .collect();
            if !additional.is_empty() {
                kept.insert(key.clone(), Value::Object(additional));
            }
        } else if !is_operation(key) || keep(key) {
            kept.insert(key.clone(), value.clone());
        }
    }
    Value::Object(kept)
}
