//! Subtypes: what has a schema with a discriminator in its `allOf`.
//!
//! Such a schema is the base of others, and a value that is said to be of it is of one of them:
//! the same as a union that lists them. What they inherit of it is only what it says itself.

use crate::lower::types::Types;
use crate::lower::types::tag::Told;
use crate::lower::types::union::Branch;
use crate::model::{Shape, TagValue};
use crate::openapi::document::{Discriminator, Reference, Schema};
use crate::rust::names::Name;

impl Types<'_> {
    /// The union of the subtypes of a schema, if it has any.
    pub(in crate::lower) fn of_subtypes(&mut self, schema: &Schema, name: &Name) -> Option<Shape> {
        let is_union = !schema.one_of.is_empty() || !schema.any_of.is_empty();
        let discriminator = schema.discriminator.as_ref().filter(|_| !is_union)?;
        let mut branches = self.subtypes(schema);
        if branches.is_empty() {
            return None;
        }
        let mut tag = self.by_discriminator(discriminator, &branches)?;
        if let Some((branch, constants)) = itself(schema, discriminator) {
            let optional = !schema.required.contains(&discriminator.property);
            let told = Told {
                constants,
                optional,
            };
            tag.groups.push((told, vec![branches.len()]));
            branches.push(branch);
        }
        Some(self.told_forms(tag, &branches, name))
    }

    /// A schema with its subtypes as the branches of a union.
    pub(in crate::lower) fn with_subtypes(&self, mut schema: Schema) -> Schema {
        if schema.discriminator.is_some() && schema.one_of.is_empty() && schema.any_of.is_empty() {
            schema.one_of = self.references(&schema);
        }
        schema
    }

    fn subtypes(&self, schema: &Schema) -> Vec<Branch> {
        let references = self.references(schema).into_iter();
        references.map(|written| self.branch(written)).collect()
    }

    fn references(&self, schema: &Schema) -> Vec<Schema> {
        let subtypes = self.resolver.subtypes(&schema.at).into_iter();
        let reference = |reference: Reference| Schema {
            at: reference.at.clone(),
            reference: Some(reference),
            ..Schema::default()
        };
        subtypes.map(reference).collect()
    }
}

/// A schema as one of its own forms, where its mapping says so, and the constants that do.
fn itself(schema: &Schema, discriminator: &Discriminator) -> Option<(Branch, Vec<TagValue>)> {
    let own = schema.at.tokens().last()?;
    let is_own = |target: &String| target.rsplit('/').next() == Some(own);
    let mapping = discriminator.mapping.iter();
    let mapped = mapping.filter(|(_, target)| is_own(target));
    let constants: Vec<TagValue> = mapped
        .map(|(text, _)| TagValue::String(text.clone()))
        .collect();
    let written = Schema {
        at: schema.at.child("discriminator"),
        discriminator: None,
        description: None,
        examples: Vec::new(),
        ..schema.clone()
    };
    let branch = Branch {
        whole: written.clone(),
        written,
        component: None,
    };
    (!constants.is_empty()).then_some((branch, constants))
}
