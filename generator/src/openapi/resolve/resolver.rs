//! The resolver, and its access to values.

use super::extensions::Extensions;
use super::part::{Caches, Found, Part};
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::report::Report;
use crate::input::sources::Sources;
use crate::openapi::document::Document;
use crate::openapi::parse::Node;
use elsa::FrozenMap;
use serde_json::Value;
use std::cell::{OnceCell, RefCell};
use std::collections::HashSet;

/// Resolves references, and reports those that are unresolved or form a cycle.
pub(crate) struct Resolver<'s> {
    pub(super) sources: &'s Sources<'s>,
    pub(super) document: &'s Document,
    pub(super) value: &'s Value,
    pub(super) report: &'s Report,
    pub(super) caches: Caches,
    pub(super) names: FrozenMap<Pointer, String>,
    /// Values of the first source that were resolved.
    pub(super) reached: RefCell<HashSet<Pointer>>,
    /// References that are known not to be part of a cycle.
    pub(super) acyclic: RefCell<HashSet<Pointer>>,
    pub(super) extensions: OnceCell<Extensions>,
}

impl<'s> Resolver<'s> {
    pub(crate) fn new(
        sources: &'s Sources<'s>,
        document: &'s Document,
        value: &'s Value,
        report: &'s Report,
    ) -> Self {
        Self {
            sources,
            document,
            value,
            report,
            caches: Caches::default(),
            names: FrozenMap::new(),
            reached: RefCell::default(),
            acyclic: RefCell::default(),
            extensions: OnceCell::new(),
        }
    }

    /// The values of the first source that were resolved so far.
    pub(crate) fn reached(&self) -> HashSet<Pointer> {
        self.reached.borrow().clone()
    }

    /// The value at a pointer, parsed as a `T`.
    pub(super) fn part<T: Part>(&self, at: &Pointer) -> Option<Found<'_, T>> {
        if at.source() == SourceId::default() {
            self.reached.borrow_mut().insert(at.clone());
            let tokens: Vec<&str> = at.tokens().collect();
            if let ["components", section, name] = tokens.as_slice()
                && *section == T::SECTION
                && let Some(found) = T::component(&self.document.components, name)
            {
                return Some(found);
            }
        }
        let cache = T::cache(&self.caches);
        let part = match cache.get(at) {
            Some(part) => part,
            None => {
                let node = Node {
                    value: self.value_at(at)?,
                    at: at.clone(),
                    report: self.report,
                    version: self.document.version,
                };
                cache.insert(at.clone(), Box::new(T::read(&node)))
            }
        };
        part.as_ref().map(Found::from)
    }

    /// Whether the values at two pointers are equal.
    pub(crate) fn are_equal(&self, one: &Pointer, other: &Pointer) -> bool {
        let value = self.value_at(one);
        value.is_some() && value == self.value_at(other)
    }

    pub(super) fn value_at(&self, at: &Pointer) -> Option<&Value> {
        let root = if at.source() == SourceId::default() {
            self.value
        } else {
            self.sources.read(at.source())?.value.as_ref()?
        };
        at.tokens().try_fold(root, member)
    }
}

/// A member of an object or an item of an array.
pub(super) fn member<'v>(value: &'v Value, token: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}
