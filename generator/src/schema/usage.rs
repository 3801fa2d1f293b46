//! Annotations, which do not constrain values.
//!
//! The annotations of a component that renames another take precedence over those of the other.

use crate::openapi::document::{Example, Schema};
use crate::schema::{Graph, Meaning, NodeId, Shape};
use serde_json::Value;
use std::collections::HashSet;

/// The annotations of a node.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage<'d> {
    pub(crate) description: Option<&'d str>,
    pub(crate) default: Option<&'d Value>,
    pub(crate) examples: &'d [Example],
    pub(crate) deprecated: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
}

impl<'d> Graph<'d> {
    /// The annotations of a node, and where it has none, those of the nodes that it renames.
    pub(crate) fn usage(&self, id: NodeId) -> Usage<'d> {
        let mut usage = Usage::default();
        let mut id = id;
        let mut seen = HashSet::new();
        while let Meaning::Renames { target, .. } = self.meaning(id)
            && seen.insert(id)
        {
            for location in self.own(self.declared(id)) {
                usage = usage.or(Usage::of_schema(self.schema(location)));
            }
            id = *target;
        }
        usage.or(Usage::of_shape(self.shape(id)))
    }
}

impl<'d> Usage<'d> {
    fn or(self, other: Self) -> Self {
        Self {
            description: self.description.or(other.description),
            default: self.default.or(other.default),
            examples: if self.examples.is_empty() {
                other.examples
            } else {
                self.examples
            },
            deprecated: self.deprecated || other.deprecated,
            read_only: self.read_only || other.read_only,
            write_only: self.write_only || other.write_only,
        }
    }

    fn of_schema(schema: &'d Schema) -> Self {
        Self {
            description: schema.description.as_deref(),
            default: schema.default.as_deref(),
            examples: &schema.examples,
            deprecated: schema.deprecated,
            read_only: schema.read_only,
            write_only: schema.write_only,
        }
    }

    fn of_shape(shape: &Shape<'d>) -> Self {
        Self {
            description: shape.description,
            default: shape.default,
            examples: shape.examples,
            deprecated: shape.deprecated,
            read_only: shape.read_only,
            write_only: shape.write_only,
        }
    }
}
