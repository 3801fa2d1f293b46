//! Discriminators: the targets of their mappings, and the subtypes of their schemas.

use super::extensions::{extensions, target};
use super::resolver::Resolver;
use crate::diagnostic::code;
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::model::Origin;
use crate::openapi::document::{Discriminator, Reference, Schema};
use crate::openapi::lookup::{errors, suggestion};
use std::collections::HashSet;

impl Resolver<'_> {
    /// The schema that a value of `mapping` refers to: by the name of a component, or else by a
    /// reference. Reports an error if there is none.
    pub(crate) fn mapped(&self, reference: &Reference) -> Option<&Schema> {
        let at = self.mapped_pointer(reference)?;
        self.schema_at(&at)
    }

    fn mapped_pointer(&self, reference: &Reference) -> Option<Pointer> {
        let target = &reference.target;
        let sources = [reference.at.source(), SourceId::default()];
        let mut named = sources.map(schemas).map(|it| it.child(target)).into_iter();
        if let Some(at) = named.find(|at| self.values.value_at(at).is_some()) {
            return Some(at);
        }
        if target.contains(['/', '#', '.']) {
            return self.find::<Schema>(reference);
        }
        let existing = errors::keys(self.values.value_at(&schemas(SourceId::default())));
        let value = reference.at.last().unwrap_or_default();
        let message = format!("`{value}` is mapped to `{target}`, which is not a schema");
        let diagnostic = code::DISCRIMINATOR
            .at(&reference.at, message)
            .help(suggestion(target, existing.into_iter()));
        self.report.add(diagnostic);
        None
    }

    /// The pointers to the subtypes of a schema.
    ///
    /// Only a named schema with a `discriminator` and without `oneOf` and `anyOf` has subtypes: the
    /// schemas in its mapping, and the component schemas that have it in their `allOf`.
    pub(crate) fn subtypes(&self, base: &Schema) -> Vec<Pointer> {
        let Some(discriminator) = self.discriminator_of_base(base) else {
            return Vec::new();
        };
        // Each subtype with the schema that it is, which may have other names.
        let mut subtypes: Vec<(Pointer, Pointer)> = Vec::new();
        let mut add = |at: Pointer| {
            let schema = target(self.values, &at);
            let is_new = schema != base.at && subtypes.iter().all(|known| known.1 != schema);
            if is_new {
                subtypes.push((at, schema));
            }
        };
        let mapped = discriminator.mapping.values();
        mapped
            .chain(&discriminator.default)
            .filter_map(|it| self.mapped_pointer(it))
            .for_each(&mut add);
        let mut open: Vec<Pointer> = vec![base.at.clone()];
        let mut visited = HashSet::new();
        while let Some(at) = open.pop() {
            for below in self.extensions_of(&at) {
                add(below.clone());
                // A subtype that is a base itself represents its own subtypes.
                let schema = self.schema_at(below);
                let is_base = schema.is_some_and(|it| self.discriminator_of_base(it).is_some());
                if !is_base && visited.insert(below) {
                    open.push(target(self.values, below));
                }
            }
        }
        subtypes.into_iter().map(|(at, _)| at).collect()
    }

    /// The component schemas with a schema in their `allOf`, of its own source and of the first one.
    fn extensions_of(&self, schema: &Pointer) -> Vec<&Pointer> {
        let mut sources = vec![SourceId::default(), schema.source()];
        sources.dedup();
        let of_source = |source: SourceId| match self.extensions.get(&source) {
            Some(known) => known,
            None => {
                let found = Box::new(extensions(self.values, source));
                self.extensions.insert(source, found)
            }
        };
        let extensions = sources.into_iter().map(of_source);
        extensions
            .filter_map(|extensions| extensions.get(schema))
            .flatten()
            .collect()
    }

    /// The discriminator of a schema that can have subtypes.
    fn discriminator_of_base<'d>(&self, schema: &'d Schema) -> Option<&'d Discriminator> {
        let mut members = schema.all_of.iter();
        let own = schema.discriminator.as_deref();
        let own = own.or_else(|| members.find_map(|member| member.discriminator.as_deref()))?;
        let mut parts = schema.all_of.iter().chain([schema]);
        let is_union = parts.any(|part| !part.one_of.is_empty() || !part.any_of.is_empty());
        (!is_union && self.origin(&schema.at) != Origin::Inline).then_some(own)
    }
}

/// The component schemas of a source.
pub(super) fn schemas(source: SourceId) -> Pointer {
    let root = Pointer::root().in_source(source);
    root.child("components").child("schemas")
}
