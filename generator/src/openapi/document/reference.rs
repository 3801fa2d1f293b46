//! References, and examples, which schemas and other objects have in common.

use crate::diagnostic::pointer::{Pointer, SourceId};
use serde_json::Value;

/// An object, or a reference to one.
#[derive(Clone, Debug)]
pub(crate) enum OrReference<T> {
    Item(T),
    Reference(Reference),
}

/// `$ref`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    /// The pointer to the `$ref`.
    pub(crate) at: Pointer,
    /// The value of the `$ref`.
    pub(crate) target: String,
}

impl Reference {
    /// A key that is equal only for references with the same target.
    pub(crate) fn key(&self) -> (SourceId, &str) {
        (self.at.source(), &self.target)
    }
}

/// An example.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Example {
    /// The pointer to the value.
    pub(crate) at: Pointer,
    pub(crate) value: Value,
}
