//! The resolver, and its access to values.

use super::extensions::Extensions;
use super::part::{Caches, Found, Part, is_section};
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::report::Report;
use crate::openapi::document::{Document, Reference};
use crate::openapi::lookup::{Values, errors};
use crate::openapi::parse::Node;
use elsa::FrozenMap;
use std::cell::RefCell;
use std::collections::HashSet;

/// Resolves references, and reports those that are unresolved or form a cycle.
pub(crate) struct Resolver<'s> {
    pub(crate) values: &'s Values<'s>,
    pub(super) document: &'s Document,
    pub(super) report: &'s Report,
    pub(super) caches: Caches,
    pub(super) names: FrozenMap<Pointer, String>,
    /// References that are known not to be part of a cycle.
    pub(super) acyclic: RefCell<HashSet<Pointer>>,
    /// The extensions of the component schemas of each source.
    pub(super) extensions: FrozenMap<SourceId, Box<Extensions>>,
}

impl<'s> Resolver<'s> {
    pub(crate) fn new(values: &'s Values<'s>, document: &'s Document, report: &'s Report) -> Self {
        Self {
            values,
            document,
            report,
            caches: Caches::default(),
            names: FrozenMap::new(),
            acyclic: RefCell::default(),
            extensions: FrozenMap::new(),
        }
    }

    /// The pointer that a reference resolves to. Reports an error if there is none.
    pub(super) fn find<T: Part>(&self, reference: &Reference) -> Option<Pointer> {
        let at = self.values.target(reference)?;
        let tokens: Vec<&str> = at.tokens().collect();
        if let ["components", section, _] = tokens.as_slice()
            && *section != T::SECTION
            && is_section(section)
        {
            self.report
                .add(errors::wrong_kind(reference, section, T::WHAT));
            return None;
        }
        Some(at)
    }

    /// The value at a pointer, parsed as a `T`.
    pub(super) fn part<T: Part>(&self, at: &Pointer) -> Option<Found<'_, T>> {
        self.values.reach(at);
        if at.source() == SourceId::default() {
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
                    value: self.values.value_at(at)?,
                    at: at.clone(),
                    values: self.values,
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
        let value = self.values.value_at(one);
        value.is_some() && value == self.values.value_at(other)
    }
}
