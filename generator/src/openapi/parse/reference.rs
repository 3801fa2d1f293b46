//! References.

use super::reader::Node;
use crate::openapi::document::{OrReference, Reference};

/// The keywords that refer to another value. Those that are dynamic are keywords of schemas only.
pub(super) const REFERENCES: &[&str] = &["$ref", "$dynamicRef", "$recursiveRef"];

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
    let mut keywords = REFERENCES.iter();
    let (keyword, value) = keywords.find_map(|it| Some((it, object.get(*it)?)))?;
    let at = node.at.child(keyword);
    let target = node.within(value, at.clone()).text()?;
    Some(Reference { at, target })
}
