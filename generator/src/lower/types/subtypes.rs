//! Subtypes: schemas with a base in their `allOf` that has a discriminator.
//!
//! A reference to the base is a union of the subtypes. The subtypes inherit only the keywords of the
//! base, not that union.

use crate::lower::types::Types;
use crate::lower::types::tag::TagValues;
use crate::model::{Shape, TagValue};
use crate::openapi::document::Discriminator;
use crate::rust::names::Name;
use crate::schema::{Branch, NodeId};

impl Types<'_> {
    /// The union of the subtypes of a node, if it has any.
    pub(in crate::lower) fn of_subtypes(&mut self, node: NodeId, name: &Name) -> Option<Shape> {
        let mut branches = self.graph.subtypes(node);
        if branches.is_empty() {
            return None;
        }
        let shape = self.graph.shape(node);
        let discriminator = shape.discriminator?;
        let mut tag = self.by_discriminator(discriminator, &branches)?;
        let values = self.own_values(node, discriminator);
        if !values.is_empty() {
            let told = TagValues {
                values,
                optional: !shape.requires(&discriminator.property),
            };
            tag.groups.push((told, vec![branches.len()]));
            branches.push(Branch {
                node: self.graph.itself(node),
                component: None,
                reference: None,
                title: shape.title,
            });
        }
        Some(self.tagged(tag, &branches, name))
    }

    /// The discriminator values of the base itself.
    fn own_values(&self, base: NodeId, discriminator: &Discriminator) -> Vec<TagValue> {
        let is_base = |target: NodeId| self.graph.target(target).0 == self.graph.target(base).0;
        let mapping = discriminator.mapping.iter();
        let mapped = mapping.filter(|(_, target)| self.graph.mapped(target).is_some_and(is_base));
        mapped
            .map(|(value, _)| TagValue::String(value.clone()))
            .collect()
    }
}
