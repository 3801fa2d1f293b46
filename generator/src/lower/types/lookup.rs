//! Lookups in the types that are made so far.

use crate::lower::types::Types;
use crate::model::{Field, Shape, Type, TypeId};
use crate::rust::names::Name;

impl Types<'_> {
    /// Whether a value of the type is a scalar: one string in a path, a query or a header.
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
                    Some(
                        Shape::Enum { .. }
                            | Shape::IntegerEnum { .. }
                            | Shape::StringNewtype { .. }
                    )
                )
            }
            _ => true,
        }
    }

    /// Whether a type has this name, in whatever case.
    pub(in crate::lower) fn is_called(&self, ty: &Type, name: &Name) -> bool {
        let Type::Named(id) = ty else {
            return false;
        };
        let defs = self.defs[id.0].as_ref();
        defs.is_some_and(|defs| defs.name.snake_string() == name.snake_string())
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

    /// The field of a struct with this key, and its index.
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
