//! `null`: what a type is with it and without.

use crate::lower::types::Types;
use crate::model::Type;
use crate::schema::NodeId;

impl Types<'_> {
    /// Whether `null` is valid for a branch of a union.
    pub(in crate::lower) fn has_null(&self, node: NodeId) -> bool {
        let mut branches = self.graph.branches(node).iter();
        self.graph.shape(node).is_union
            && branches.any(|it| self.graph.is_null(it.node) || self.graph.is_nullable(it.node))
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
    pub(in crate::lower) fn or_unrefused_null(&self, ty: Type, property: NodeId) -> Type {
        if self.graph.accepts_null(property) {
            self.or_null(ty)
        } else {
            ty
        }
    }
}
