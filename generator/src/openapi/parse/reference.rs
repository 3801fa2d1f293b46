//! References.

use super::reader::Node;
use crate::diagnostic::code;
use crate::openapi::document::{OrReference, Reference};

/// An object, or a `$ref` to one.
pub(super) fn or_reference<'a, T>(
    node: &Node<'a>,
    read: impl Fn(&Node<'a>) -> Option<T>,
) -> Option<OrReference<T>> {
    match reference(node) {
        Some(reference) => Some(OrReference::Reference(reference)),
        None => read(node).map(OrReference::Item),
    }
}

pub(super) fn reference(node: &Node) -> Option<Reference> {
    let object = node.value.as_object()?;
    let mut keywords = ["$ref", "$dynamicRef"].into_iter();
    let (keyword, value) = keywords.find_map(|it| Some((it, object.get(it)?)))?;
    let at = node.at.child(keyword);
    if keyword == "$dynamicRef" {
        let message = "`$dynamicRef` is treated as a `$ref`: \
        schemas that override its target are ignored";
        node.report
            .add(code::DYNAMIC_REFERENCE.at(&at, message).on_key());
    }
    let target = node.within(value, at.clone()).text()?;
    Some(Reference { at, target })
}
