//! `null`: where it is valid, and what a type is with it and without.

use crate::input::pointer::Pointer;
use crate::lower::types::Types;
use crate::model::Type;
use crate::openapi::document::{Primitive, Schema};
use serde_json::Value;
use std::collections::HashMap;

/// Whether `null` is the only valid value.
pub(in crate::lower) fn is_null(schema: &Schema) -> bool {
    let only_null = |values: &Vec<Value>| !values.is_empty() && values.iter().all(Value::is_null);
    schema.types == [Primitive::Null] || schema.values.as_ref().is_some_and(only_null)
}

impl Types<'_> {
    /// Whether `null` is all that a schema takes, or what it refers to.
    pub(in crate::lower) fn is_null(&self, schema: &Schema) -> bool {
        is_null(schema) || (schema.reference.is_some() && is_null(&self.opened(schema)))
    }

    /// Whether `null` is what one branch of a union takes.
    pub(in crate::lower) fn has_null(&self, schema: &Schema) -> bool {
        let mut branches = schema.one_of.iter().chain(&schema.any_of);
        branches.any(|branch| self.is_null(branch) || self.opened(branch).nullable)
    }

    /// `null`, or a value of this type.
    pub(in crate::lower) fn or_null(&self, ty: Type) -> Type {
        match self.plain(&ty) {
            Type::Nullable(_) | Type::Null | Type::Any => ty,
            _ => ty.nullable(),
        }
    }

    /// A value of this type, but for `null`.
    pub(in crate::lower) fn not_null(&self, ty: Type) -> Type {
        match self.plain(&ty) {
            Type::Nullable(inner) => *inner,
            _ => ty,
        }
    }

    /// The type of a property, with `null` where the schema does not refuse it, as one without a
    /// `type` does not: APIs send it for a property that has no value. No one means it by the
    /// same schema of an item, or of a whole body.
    pub(in crate::lower) fn or_unrefused_null(&self, ty: Type, property: &Schema) -> Type {
        if self.takes_null(property, &mut HashMap::new()) {
            self.or_null(ty)
        } else {
            ty
        }
    }

    /// Whether `null` satisfies a schema, by all that is read of it: `not` and conditions are
    /// ignored here as elsewhere. `known` are the schemas that it refers to; one that refers to
    /// itself does not refuse `null` by that.
    fn takes_null(&self, schema: &Schema, known: &mut HashMap<Pointer, bool>) -> bool {
        let is_typed = !schema.types.is_empty();
        if schema.never || is_typed && !schema.nullable && !is_null(schema) {
            return false;
        }
        let values = schema.values.as_ref();
        if values.is_some_and(|values| !values.contains(&Value::Null)) {
            return false;
        }
        let reference = schema.reference.as_ref();
        if let Some((_, target)) = reference.and_then(|it| self.resolver.schema(it)) {
            let takes = known.get(&target.at).copied();
            let takes = takes.unwrap_or_else(|| {
                known.insert(target.at.clone(), true);
                let takes = self.takes_null(target, known);
                known.insert(target.at.clone(), takes);
                takes
            });
            if !takes {
                return false;
            }
        }
        let mut count = |schemas: &[Schema]| {
            let taking = schemas.iter().filter(|it| self.takes_null(it, known));
            taking.count()
        };
        count(&schema.all_of) == schema.all_of.len()
            && (schema.any_of.is_empty() || count(&schema.any_of) > 0)
            && (schema.one_of.is_empty() || count(&schema.one_of) == 1)
    }
}
