//! Types with and without `null`.

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

    /// The type of a property, with `null` if the schema accepts it, as a schema without `type` does:
    /// APIs send `null` for a property without a value. Items and bodies with such a schema are not
    /// nullable in practice.
    pub(in crate::lower) fn or_unrefused_null(&self, ty: Type, property: NodeId) -> Type {
        if self.graph.accepts_null(property) {
            self.or_null(ty)
        } else {
            ty
        }
    }
}
