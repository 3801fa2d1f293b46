//! What a schema is the base of: the component schemas that its discriminator leads to.

use super::Resolver;
use crate::input::pointer::Pointer;
use crate::openapi::document::{Discriminator, Document, Reference, Schema};
use std::collections::HashMap;

/// The component schemas that have another one in their `allOf`, by the name of that.
pub(super) type Extensions = HashMap<String, Vec<String>>;

const SCHEMAS: &str = "#/components/schemas/";

impl Resolver<'_> {
    /// The schemas that a value may be of which is said to be of the one at this place. There are
    /// some if that is a component with a `discriminator` and no union, for the others have it in
    /// their `allOf`, or stand in its mapping.
    pub(crate) fn subtypes(&self, at: &Pointer) -> Vec<Reference> {
        let Some((base, discriminator)) = self.base_at(at) else {
            return Vec::new();
        };
        let schemas = &self.document.components.schemas;
        let mapped = discriminator.mapping.values();
        let mapped = mapped.map(|target| target.strip_prefix(SCHEMAS).unwrap_or(target));
        let mapped = mapped.filter(|name| schemas.contains_key(*name));
        let extensions = self.extensions.get_or_init(|| extensions(self.document));
        let of = |name: &str| extensions.get(name).into_iter().flatten();
        let mut names: Vec<&str> = mapped.collect();
        let mut open: Vec<&str> = vec![base];
        while let Some(name) = open.pop() {
            for below in of(name).filter(|below| below.as_str() != base) {
                if !names.contains(&below.as_str()) {
                    names.push(below);
                }
                // What is the base of others stands for them.
                let is_base = self.base_at(&place(below)).is_some();
                if !is_base && !open.contains(&below.as_str()) {
                    open.push(below);
                }
            }
        }
        let mut references: Vec<Reference> = Vec::new();
        for name in names.into_iter().filter(|name| *name != base) {
            let target = format!("{SCHEMAS}{}", escaped(name));
            if references.iter().all(|known| known.target != target) {
                let at = at.child("discriminator");
                references.push(Reference { at, target });
            }
        }
        references
    }

    /// The name and the discriminator of the component at this place, if others extend it.
    fn base_at(&self, at: &Pointer) -> Option<(&str, &Discriminator)> {
        let tokens: Vec<&str> = at.tokens().collect();
        let ["components", "schemas", name] = tokens.as_slice() else {
            return None;
        };
        let (name, schema) = self.document.components.schemas.get_key_value(*name)?;
        let is_here = schema.at == *at;
        let own = schema.discriminator.as_ref();
        let mut members = schema.all_of.iter();
        let own = own.or_else(|| members.find_map(|member| member.discriminator.as_ref()));
        let mut parts = schema.all_of.iter().chain([schema]);
        let is_union = parts.any(|part| !part.one_of.is_empty() || !part.any_of.is_empty());
        Some((name, own.filter(|_| is_here && !is_union)?))
    }
}

fn place(name: &str) -> Pointer {
    let schemas = Pointer::root().child("components").child("schemas");
    schemas.child(name)
}

/// A name as a part of a pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// For each component schema those that have it in their `allOf`.
pub(super) fn extensions(document: &Document) -> Extensions {
    let mut extensions = Extensions::new();
    for (name, schema) in &document.components.schemas {
        let mut bases = Vec::new();
        collect(schema, &mut bases);
        for base in bases {
            let known = extensions.entry(base.to_owned()).or_default();
            if !known.contains(name) {
                known.push(name.clone());
            }
        }
    }
    extensions
}

fn collect<'s>(schema: &'s Schema, bases: &mut Vec<&'s str>) {
    for member in &schema.all_of {
        let reference = member.reference.as_ref();
        bases.extend(reference.and_then(|it| it.target.strip_prefix(SCHEMAS)));
        collect(member, bases);
    }
}
