//! The subtypes of a schema with a discriminator.

use super::extensions::{SCHEMAS, extensions};
use super::resolver::Resolver;
use crate::diagnostic::pointer::Pointer;
use crate::openapi::document::{Discriminator, Reference};

impl Resolver<'_> {
    /// The subtypes of the schema at a pointer.
    ///
    /// Only a component schema with a `discriminator` and without `oneOf` and `anyOf` has subtypes: the
    /// component schemas in its mapping, and those that have it in their `allOf`.
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
                // A subtype that is a base itself represents its own subtypes.
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

    /// The name and the discriminator of the component at a pointer, if it can have subtypes.
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

/// Escapes a name as a token of a JSON Pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
