//! The types that are defs so far, and what is known of them.

use crate::lower::types::Types;
use crate::model::{Field, Shape, Type, TypeId};
use crate::rust::names::Name;

impl Types<'_> {
    /// Whether a value is written as one short text.
    pub(in crate::lower) fn is_scalar(&self, ty: &Type) -> bool {
        match self.plain(ty) {
            Type::Any
            | Type::Null
            | Type::List(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Boxed(_) => false,
            Type::Named(id) => {
                let shape = self.defs[id.0].as_ref().map(|defs| &defs.shape);
                matches!(
                    shape,
                    Some(Shape::Enum { .. } | Shape::StringNewtype { .. })
                )
            }
            _ => true,
        }
    }

    /// Whether a type is known by this very name.
    pub(in crate::lower) fn is_called(&self, ty: &Type, name: &Name) -> bool {
        let Type::Named(id) = ty else {
            return false;
        };
        let defs = self.defs[id.0].as_ref();
        defs.is_some_and(|defs| defs.name == *name)
    }

    /// The type behind aliases.
    pub(in crate::lower) fn plain(&self, ty: &Type) -> Type {
        let Type::Named(id) = ty else {
            return ty.clone();
        };
        match self.defs[id.0].as_ref().map(|defs| &defs.shape) {
            Some(Shape::Alias { target }) => self.plain(target),
            _ => ty.clone(),
        }
    }

    /// The field of a struct that has this key, and its place there.
    pub(in crate::lower) fn field_of(&self, id: TypeId, key: &str) -> Option<(usize, &Field)> {
        let Shape::Struct { fields, .. } = &self.defs[id.0].as_ref()?.shape else {
            return None;
        };
        fields
            .iter()
            .enumerate()
            .find(|(_, field)| field.key == key)
    }
}
