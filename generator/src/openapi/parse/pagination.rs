//! `x-pagination` of an operation, and its rules on the document and on tags.

use super::reader::{Node, Object};
use crate::diagnostic::code;
use crate::openapi::document::{Exceptable, Pagination};
use serde_json::Value;

const KEYWORD: &str = "x-pagination";

/// Other vendors have an extension of the same name, which has none of these keys.
const KEYS: &[&str] = &[
    "items", "cursor", "next", "page", "first", "offset", "total", "more", "link", "url",
];

/// `x-pagination` of an operation: a mapping, or `false`.
pub(super) fn of_operation(object: &Object) -> Option<Exceptable<Pagination>> {
    let node = object.get(KEYWORD)?;
    match node.value {
        Value::Bool(false) => Some(Exceptable::Off),
        _ => pagination(&node).map(Exceptable::On),
    }
}

/// `x-pagination` of the document or of a tag: a list of rules.
pub(super) fn rules(object: &Object) -> Vec<Pagination> {
    let rules = object.list(KEYWORD, pagination);
    rules.into_iter().flatten().collect()
}

fn pagination(node: &Node) -> Option<Pagination> {
    let object = node.object("`x-pagination`")?;
    if !object.keys().any(|key| KEYS.contains(&key.as_str())) {
        let message =
            "this `x-pagination` has another form than that of this generator: it is ignored";
        node.report
            .add(code::NOT_GENERATED.at(&node.at, message).on_key());
        return None;
    }
    let pagination = Pagination {
        at: node.at.clone(),
        items: object.text("items"),
        cursor: object.text("cursor"),
        next: object.text("next"),
        page: object.text("page"),
        first: object.count("first"),
        offset: object.text("offset"),
        total: object.text("total"),
        more: object.text("more"),
        link: object.flag("link"),
        url: object.text("url"),
        undeclared: object.flag("undeclared"),
    };
    object.close();
    Some(pagination)
}
