//! `x-pagination` of an operation, and its rules on the document and on tags.

use super::reader::{Node, Object};
use crate::openapi::document::Pagination;
use serde_json::Value;

const KEYWORD: &str = "x-pagination";

/// `x-pagination` of an operation: a mapping, or `false`.
pub(super) fn of_operation(object: &Object) -> Option<Option<Pagination>> {
    let node = object.get(KEYWORD)?;
    match node.value {
        Value::Bool(false) => Some(None),
        _ => Some(Some(pagination(&node)?)),
    }
}

/// `x-pagination` of the document or of a tag: a list of rules.
pub(super) fn rules(object: &Object) -> Vec<Pagination> {
    let rules = object.list(KEYWORD, pagination);
    rules.into_iter().flatten().collect()
}

fn pagination(node: &Node) -> Option<Pagination> {
    let object = node.object("`x-pagination`")?;
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
