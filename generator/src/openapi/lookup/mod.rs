//! Looks up values by pointer and by reference, in the specification and in the files beside it.
//!
//! A file is read when a reference to it is first looked up. What is found is a value: the parser
//! and the resolver turn it into an object of the document.

mod dynamic;
pub(crate) mod errors;
mod files;
mod target;

pub(crate) use self::errors::{nearest, suggestion};
pub(crate) use self::target::decoded;

use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::report::Report;
use crate::input::sources::Sources;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::HashSet;

/// The values of a specification and of the files that it refers to.
pub(crate) struct Values<'s> {
    sources: &'s Sources<'s>,
    /// The value of the first source.
    first: &'s Value,
    report: &'s Report,
    /// Values of the first source that references resolved to.
    reached: RefCell<HashSet<Pointer>>,
}

impl<'s> Values<'s> {
    pub(crate) fn new(sources: &'s Sources<'s>, first: &'s Value, report: &'s Report) -> Self {
        Self {
            sources,
            first,
            report,
            reached: RefCell::default(),
        }
    }

    /// The same values with another report.
    pub(crate) fn with_report<'r>(&self, report: &'r Report) -> Values<'r>
    where
        's: 'r,
    {
        Values::new(self.sources, self.first, report)
    }

    /// The value at a pointer.
    pub(crate) fn value_at(&self, at: &Pointer) -> Option<&'s Value> {
        let root = if at.source() == SourceId::default() {
            self.first
        } else {
            self.sources.read(at.source())?.value.as_ref()?
        };
        at.tokens().try_fold(root, member)
    }

    /// A value as JSON, with the digits of its numbers as they are written.
    pub(crate) fn json_text(&self, value: &Value) -> String {
        self.sources.json_text(value)
    }

    /// The path of a source, relative to the root folder.
    pub(crate) fn path(&self, id: SourceId) -> &str {
        self.sources.path(id)
    }

    /// Records that a reference resolved to a value.
    pub(crate) fn reach(&self, at: &Pointer) {
        if at.source() == SourceId::default() {
            self.reached.borrow_mut().insert(at.clone());
        }
    }

    /// The values of the first source that references resolved to so far.
    pub(crate) fn reached(&self) -> HashSet<Pointer> {
        self.reached.borrow().clone()
    }
}

/// A member of an object or an item of an array.
fn member<'v>(value: &'v Value, token: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}
