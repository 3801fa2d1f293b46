//! References: what a `$ref` stands for, in this file or in another.
//!
//! What can be referred to is parsed when it is first asked for. So what nothing reaches
//! is never looked at, and whatever is reached is the same thing on every way to it.

mod files;
mod names;
mod part;
mod target;
mod wrong;

pub(crate) use self::part::Part;

use self::part::Shelves;
use crate::document::{
    Example, Operation, OrReference, PathItem, Reference, Schema, SecurityScheme,
};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::report::Report;
use crate::source::SourceId;
use crate::sources::Sources;
use elsa::FrozenMap;
use serde_json::Value;

/// Finds what references stand for, and tells of those that stand for nothing.
pub(crate) struct Resolver<'s> {
    sources: &'s Sources<'s>,
    report: &'s Report,
    /// Nothing for a source that cannot be read.
    values: FrozenMap<SourceId, Box<Option<Value>>>,
    shelves: Shelves,
    names: FrozenMap<Pointer, String>,
}

impl<'s> Resolver<'s> {
    /// Begins with the value of the first source.
    pub(crate) fn new(sources: &'s Sources<'s>, value: Value, report: &'s Report) -> Self {
        let values = FrozenMap::new();
        values.insert(SourceId::default(), Box::new(Some(value)));
        Self {
            sources,
            report,
            values,
            shelves: Shelves::default(),
            names: FrozenMap::new(),
        }
    }

    /// The schema behind a reference, and its name.
    pub(crate) fn schema(&self, reference: &Reference) -> Option<(&str, &Schema)> {
        let at = self.find::<Schema>(reference)?;
        let OrReference::Item(found) = self.part::<Schema>(&at)? else {
            return None;
        };
        self.follow_schema(reference, found)?;
        Some((self.name(&at), found))
    }

    /// The schema that stands at a place.
    pub(crate) fn schema_at(&self, at: &Pointer) -> Option<&Schema> {
        self.item(self.part(at)?)
    }

    /// Fails if the references go on in a circle.
    fn follow_schema(&self, first: &Reference, schema: &Schema) -> Option<()> {
        let mut met = vec![first.clone()];
        let mut next = schema.reference.clone();
        while let Some(reference) = next {
            if let Some(start) = met.iter().position(|met| met.at == reference.at) {
                self.report.add(wrong::circle(&met[start..]));
                return None;
            }
            let at = self.find::<Schema>(&reference)?;
            met.push(reference);
            next = match self.part::<Schema>(&at)? {
                OrReference::Item(schema) => schema.reference.clone(),
                OrReference::Reference(reference) => Some(reference.clone()),
            };
        }
        Some(())
    }

    /// A thing, or what it refers to.
    pub(crate) fn item<'d, T: Part>(&'d self, item: &'d OrReference<T>) -> Option<&'d T> {
        let mut item = item;
        let mut met: Vec<Reference> = Vec::new();
        loop {
            let reference = match item {
                OrReference::Item(item) => return Some(item),
                OrReference::Reference(reference) => reference,
            };
            if let Some(start) = met.iter().position(|met| met.at == reference.at) {
                self.report.add(wrong::circle(&met[start..]));
                return None;
            }
            met.push(reference.clone());
            item = self.part(&self.find::<T>(reference)?)?;
        }
    }

    /// The path item that stands at a place, and those that it refers to.
    pub(crate) fn path_items(&self, at: &Pointer) -> Vec<&PathItem> {
        let mut items: Vec<&PathItem> = Vec::new();
        let mut met: Vec<Reference> = Vec::new();
        let mut next = Some(at.clone());
        while let Some(at) = next {
            let Some(OrReference::Item(item)) = self.part::<PathItem>(&at) else {
                break;
            };
            items.push(item);
            let Some(reference) = &item.reference else {
                break;
            };
            if let Some(start) = met.iter().position(|met| met.at == reference.at) {
                self.report.add(wrong::circle(&met[start..]));
                break;
            }
            met.push(reference.clone());
            next = self.find::<PathItem>(reference);
        }
        items
    }

    /// The operation that stands at a place.
    pub(crate) fn operation(&self, at: &Pointer) -> Option<&Operation> {
        self.item(self.part(at)?)
    }

    /// The value of an example.
    pub(crate) fn example<'d>(
        &'d self,
        example: Option<&'d OrReference<Example>>,
    ) -> Option<&'d Value> {
        self.item(example?)?.value.as_ref()
    }

    pub(crate) fn security_scheme(&self, name: &str, at: &Pointer) -> Option<&SecurityScheme> {
        let schemes = Pointer::root().child("components").child("securitySchemes");
        let Some(scheme) = self.value_at(&schemes.child(name)).and_then(|_| {
            let scheme = schemes.child(name);
            self.part::<SecurityScheme>(&scheme)
        }) else {
            self.report.add(wrong::no_scheme(
                name,
                at,
                &wrong::keys(self.value_at(&schemes)),
            ));
            return None;
        };
        self.item(scheme)
    }

    /// What stands at a place, read as what it is needed as.
    pub(crate) fn part<T: Part>(&self, at: &Pointer) -> Option<&OrReference<T>> {
        let shelf = T::shelf(&self.shelves);
        let part = match shelf.get(at) {
            Some(known) => known,
            None => {
                let node = Node {
                    value: self.value_at(at)?,
                    at: at.clone(),
                    report: self.report,
                };
                shelf.insert(at.clone(), Box::new(T::read(&node)))
            }
        };
        part.as_ref()
    }

    /// The keys of a mapping in the first source, each with where its value stands.
    pub(crate) fn keys(&self, at: &Pointer) -> Vec<(&str, Pointer)> {
        let keys = wrong::keys(self.value_at(at)).into_iter();
        keys.map(|key| (key.as_str(), at.child(key))).collect()
    }

    /// The component schemas that have a keyword, with their names.
    pub(crate) fn schemas_with(&self, keyword: &str) -> Vec<(&str, &Schema)> {
        let schemas = Pointer::root().child("components").child("schemas");
        let has = |at: &Pointer| {
            self.value_at(at)
                .is_some_and(|it| it.get(keyword).is_some())
        };
        let schemas = self.keys(&schemas).into_iter().filter(|(_, at)| has(at));
        let read = |(name, at): (_, Pointer)| Some((name, self.item(self.part(&at)?)?));
        schemas.filter_map(read).collect()
    }

    /// Reads all components of the first source, so that what is wrong with them is told.
    pub(crate) fn read_components(&self) {
        part::read_components(self);
    }

    pub(crate) fn value_at(&self, at: &Pointer) -> Option<&Value> {
        let root = self.values.get(&at.source())?.as_ref()?;
        at.tokens().try_fold(root, target::member)
    }
}
