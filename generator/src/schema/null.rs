//! Nullability.

use crate::openapi::document::{Primitive, Schema};
use crate::schema::{Graph, LocationId, NodeId, Source};
use serde_json::Value;
use std::collections::HashMap;

/// Whether `null` is the only valid value.
pub(crate) fn is_null(schema: &Schema) -> bool {
    let only_null = |values: &Vec<Value>| !values.is_empty() && values.iter().all(Value::is_null);
    schema.types == [Primitive::Null] || schema.values.as_ref().is_some_and(only_null)
}

impl Graph<'_> {
    /// Whether a branch of a union is `null`.
    pub(crate) fn is_null_branch(&self, id: NodeId) -> bool {
        self.shape(id).is_null_branch()
    }

    /// Whether `null` satisfies a node. `not` and conditions are ignored.
    pub(crate) fn accepts_null(&self, id: NodeId) -> bool {
        match &self.nodes[id.0].source {
            Source::All { declared, .. } => {
                let mut known = HashMap::new();
                declared
                    .iter()
                    .all(|it| self.location_accepts_null(*it, &mut known))
            }
            Source::Any(several) => several.iter().any(|it| self.accepts_null(*it)),
            Source::Typed(_, ty) => *ty == Primitive::Null,
            Source::Subtype(node) => self.accepts_null(*node),
            Source::Beside(_) | Source::Itself(_) => self.shape(id).nullable,
        }
    }

    /// `known` has the locations visited so far. A reference to one of them does not reject `null`.
    fn location_accepts_null(&self, id: LocationId, known: &mut HashMap<LocationId, bool>) -> bool {
        if let Some(known) = known.get(&id) {
            return *known;
        }
        known.insert(id, true);
        let accepts = self.schema_accepts_null(id, known);
        known.insert(id, accepts);
        accepts
    }

    fn schema_accepts_null(&self, id: LocationId, known: &mut HashMap<LocationId, bool>) -> bool {
        let schema = self.schema(id);
        let is_typed = !schema.types.is_empty();
        if schema.never || is_typed && !schema.nullable && !is_null(schema) {
            return false;
        }
        let values = schema.values.as_ref();
        if values.is_some_and(|values| !values.contains(&Value::Null)) {
            return false;
        }
        if let Some(target) = self.referred(id)
            && !self.location_accepts_null(target, known)
        {
            return false;
        }
        let mut count = |schemas: Vec<LocationId>| {
            let accepting = schemas.into_iter();
            accepting
                .filter(|it| self.location_accepts_null(*it, known))
                .count()
        };
        count(self.locations(&schema.all_of)) == schema.all_of.len()
            && (schema.any_of.is_empty() || count(self.locations(&schema.any_of)) > 0)
            && (schema.one_of.is_empty() || count(self.locations(&schema.one_of)) == 1)
    }
}
