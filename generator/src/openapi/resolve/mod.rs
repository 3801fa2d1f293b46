//! Resolves references, in the same file or in another one.
//!
//! Components are parsed with the document. Other targets (in another file, or nested in a
//! component or an operation) are parsed and cached when they are first resolved, so files that
//! are not reached are not read.

mod extensions;
mod names;
mod part;
mod resolver;
mod subtypes;

pub(crate) use self::part::{Found, Part};
pub(crate) use self::resolver::Resolver;

use crate::diagnostic::pointer::Pointer;
use crate::openapi::document::{OrReference, PathItem, Reference, Schema, SecurityScheme};
use crate::openapi::lookup::errors;

impl Resolver<'_> {
    /// The schema that a reference resolves to, and its name.
    pub(crate) fn schema(&self, reference: &Reference) -> Option<(&str, &Schema)> {
        let at = self.find::<Schema>(reference)?;
        let found = self.schema_at(&at)?;
        self.follow_schema(reference, found)?;
        Some((self.name(&at), found))
    }

    /// The schema at a pointer.
    pub(crate) fn schema_at(&self, at: &Pointer) -> Option<&Schema> {
        match self.part::<Schema>(at)? {
            Found::Item(schema) => Some(schema),
            Found::Reference(_) => None,
        }
    }

    /// Follows a chain of references. Reports a cycle and returns `None` if there is one.
    fn follow_schema(&self, first: &Reference, schema: &Schema) -> Option<()> {
        let mut next = schema.reference.as_ref();
        if next.is_none() || self.acyclic.borrow().contains(&first.at) {
            return Some(());
        }
        let mut visited = vec![first];
        while let Some(reference) = next
            && !self.acyclic.borrow().contains(&reference.at)
        {
            if let Some(start) = visited.iter().position(|it| it.at == reference.at) {
                self.report.add(errors::cycle(&visited[start..]));
                return None;
            }
            let at = self.find::<Schema>(reference)?;
            visited.push(reference);
            next = self.schema_at(&at)?.reference.as_ref();
        }
        let acyclic = visited.into_iter().map(|reference| reference.at.clone());
        self.acyclic.borrow_mut().extend(acyclic);
        Some(())
    }

    /// An item, or the item that it refers to.
    pub(crate) fn item<'d, T: Part>(&'d self, item: &'d OrReference<T>) -> Option<&'d T> {
        self.follow(item.into())
    }

    fn follow<'d, T: Part>(&'d self, mut found: Found<'d, T>) -> Option<&'d T> {
        let mut visited: Vec<&Reference> = Vec::new();
        loop {
            let reference = match found {
                Found::Item(item) => return Some(item),
                Found::Reference(reference) => reference,
            };
            if let Some(start) = visited.iter().position(|it| it.at == reference.at) {
                self.report.add(errors::cycle(&visited[start..]));
                return None;
            }
            visited.push(reference);
            found = self.part(&self.find::<T>(reference)?)?;
        }
    }

    /// A path item and the path items that it refers to.
    pub(crate) fn path_items<'d>(&'d self, item: &'d PathItem) -> Vec<&'d PathItem> {
        let mut items = vec![item];
        let mut visited: Vec<&Reference> = Vec::new();
        while let Some(reference) = items.last().and_then(|item| item.reference.as_ref()) {
            if let Some(start) = visited.iter().position(|it| it.at == reference.at) {
                self.report.add(errors::cycle(&visited[start..]));
                break;
            }
            visited.push(reference);
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
            let existing = errors::keys(self.values.value_at(&schemes));
            self.report
                .add(errors::unknown_security_scheme(name, at, &existing));
            return None;
        };
        self.follow(scheme)
    }
}
