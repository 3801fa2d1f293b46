//! A value in a document, with its pointer.

use serde_json::Value;

use super::change::Location;
use crate::diagnostic::pointer::Pointer;
use crate::openapi::lookup::decoded;

/// A value, possibly a reference, and its pointer.
#[derive(Clone, Debug)]
pub(super) struct Node<'v> {
    pub(super) value: &'v Value,
    pub(super) at: Pointer,
}

impl<'v> Node<'v> {
    pub(super) fn new(value: &'v Value, at: Pointer) -> Self {
        Self { value, at }
    }

    /// The member `key`, if it exists.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(Self::new(value, self.at.child(key)))
    }

    /// The items of an array.
    pub(super) fn items(&self) -> impl Iterator<Item = Self> + use<'v> {
        let at = self.at.clone();
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(move |(index, value)| Self::new(value, at.index(index)))
    }

    /// The members of an object.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'v str, Self)> + use<'v> {
        let at = self.at.clone();
        let members = self.value.as_object().into_iter().flatten();
        members.map(move |(key, value)| (key.as_str(), Self::new(value, at.child(key))))
    }

    /// The value after following references.
    pub(super) fn resolved(self, document: &'v Value) -> Self {
        let mut part = self;
        // A longer chain of references is a cycle.
        for _ in 0..64 {
            match target(&part, document) {
                Some(next) => part = next,
                None => return part,
            }
        }
        part
    }
}

/// The value that a reference resolves to.
pub(super) fn target<'v>(part: &Node<'v>, document: &'v Value) -> Option<Node<'v>> {
    let reference = part.value.get("$ref")?.as_str()?;
    let pointer = decoded(reference.strip_prefix('#')?);
    let value = document.pointer(&pointer)?;
    Some(Node::new(value, Pointer::parse(&pointer)?))
}

/// An operation in both documents.
pub(super) struct Pair<'v> {
    pub(super) old: Node<'v>,
    pub(super) new: Node<'v>,
    pub(super) location: Location,
}
