//! References: what a `$ref` stands for, in this file or in another.
//!
//! The components of the document are parsed with it. What lies elsewhere, in the middle of
//! something or in another file, is parsed when it is first asked for, so that it is the same
//! thing on every way to it, and nothing is looked at that nothing reaches.

mod files;
mod names;
mod part;
mod subtypes;
mod target;
mod wrong;

pub(crate) use self::part::{Found, Part};
pub(crate) use self::target::decoded;
pub(crate) use self::wrong::{nearest, suggestion};

use self::part::Shelves;
use crate::diagnostic::report::Report;
use crate::input::pointer::Pointer;
use crate::input::source::SourceId;
use crate::input::sources::Sources;
use crate::openapi::document::{
    Document, OrReference, PathItem, Reference, Schema, SecurityScheme,
};
use crate::openapi::parse::Node;
use elsa::FrozenMap;
use serde_json::Value;
use std::cell::{OnceCell, RefCell};
use std::collections::HashSet;

/// Finds what references stand for, and tells of those that stand for nothing.
pub(crate) struct Resolver<'s> {
    sources: &'s Sources<'s>,
    document: &'s Document,
    value: &'s Value,
    report: &'s Report,
    shelves: Shelves,
    names: FrozenMap<Pointer, String>,
    /// Where something in the first source has been found.
    reached: RefCell<HashSet<Pointer>>,
    /// References that are known to end at a schema, however many they lead through.
    ending: RefCell<HashSet<Pointer>>,
    extensions: OnceCell<subtypes::Extensions>,
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
            shelves: Shelves::default(),
            names: FrozenMap::new(),
            reached: RefCell::default(),
            ending: RefCell::default(),
            extensions: OnceCell::new(),
        }
    }

    /// Where something in the first source has been found so far.
    pub(crate) fn reached(&self) -> HashSet<Pointer> {
        self.reached.borrow().clone()
    }

    /// The schema behind a reference, and its name.
    pub(crate) fn schema(&self, reference: &Reference) -> Option<(&str, &Schema)> {
        let at = self.find::<Schema>(reference)?;
        let found = self.schema_at(&at)?;
        self.follow_schema(reference, found)?;
        Some((self.name(&at), found))
    }

    /// The schema that stands at a place.
    pub(crate) fn schema_at(&self, at: &Pointer) -> Option<&Schema> {
        match self.part::<Schema>(at)? {
            Found::Item(schema) => Some(schema),
            Found::Reference(_) => None,
        }
    }

    /// Fails if the references go on in a circle.
    fn follow_schema(&self, first: &Reference, schema: &Schema) -> Option<()> {
        let mut met = vec![first];
        let mut next = schema.reference.as_ref();
        while let Some(reference) = next
            && !self.ending.borrow().contains(&reference.at)
        {
            if let Some(start) = met.iter().position(|met| met.at == reference.at) {
                self.report.add(wrong::circle(&met[start..]));
                return None;
            }
            let at = self.find::<Schema>(reference)?;
            met.push(reference);
            next = self.schema_at(&at)?.reference.as_ref();
        }
        let ending = met.into_iter().map(|reference| reference.at.clone());
        self.ending.borrow_mut().extend(ending);
        Some(())
    }

    /// A thing, or what it refers to.
    pub(crate) fn item<'d, T: Part>(&'d self, item: &'d OrReference<T>) -> Option<&'d T> {
        self.behind(item.into())
    }

    fn behind<'d, T: Part>(&'d self, mut found: Found<'d, T>) -> Option<&'d T> {
        let mut met: Vec<&Reference> = Vec::new();
        loop {
            let reference = match found {
                Found::Item(item) => return Some(item),
                Found::Reference(reference) => reference,
            };
            if let Some(start) = met.iter().position(|met| met.at == reference.at) {
                self.report.add(wrong::circle(&met[start..]));
                return None;
            }
            met.push(reference);
            found = self.part(&self.find::<T>(reference)?)?;
        }
    }

    /// A path item and those that it refers to, each with where it stands.
    pub(crate) fn path_items<'d>(&'d self, item: &'d PathItem) -> Vec<&'d PathItem> {
        let mut items = vec![item];
        let mut met: Vec<&Reference> = Vec::new();
        while let Some(reference) = items.last().and_then(|item| item.reference.as_ref()) {
            if let Some(start) = met.iter().position(|met| met.at == reference.at) {
                self.report.add(wrong::circle(&met[start..]));
                break;
            }
            met.push(reference);
            let at = self.find::<PathItem>(reference);
            match at.and_then(|at| self.part::<PathItem>(&at)) {
                Some(Found::Item(item)) => items.push(item),
                _ => break,
            }
        }
        items
    }

    pub(crate) fn security_scheme(&self, name: &str, at: &Pointer) -> Option<&SecurityScheme> {
        let schemes = Pointer::root().child("components").child("securitySchemes");
        let Some(scheme) = self.part(&schemes.child(name)) else {
            let known = wrong::keys(self.value_at(&schemes));
            self.report.add(wrong::no_scheme(name, at, &known));
            return None;
        };
        self.behind(scheme)
    }

    /// What stands at a place, read as what it is needed as.
    fn part<T: Part>(&self, at: &Pointer) -> Option<Found<'_, T>> {
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
        let shelf = T::shelf(&self.shelves);
        let part = match shelf.get(at) {
            Some(known) => known,
            None => {
                let node = Node {
                    value: self.value_at(at)?,
                    at: at.clone(),
                    report: self.report,
                    version: self.document.version,
                };
                shelf.insert(at.clone(), Box::new(T::read(&node)))
            }
        };
        part.as_ref().map(Found::from)
    }

    fn value_at(&self, at: &Pointer) -> Option<&Value> {
        let root = if at.source() == SourceId::default() {
            self.value
        } else {
            self.sources.read(at.source())?.value.as_ref()?
        };
        at.tokens().try_fold(root, target::member)
    }
}
