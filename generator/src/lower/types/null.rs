//! Types with and without `null`.

use crate::lower::types::Types;
use crate::model::Type;
use crate::schema::NodeId;

impl Types<'_> {
    /// Whether a node that renames no other declares that `null` is valid, itself or in a branch.
    pub(in crate::lower) fn has_null(&self, node: NodeId) -> bool {
        let shape = self.graph.shape(node);
        let is_null =
            |branch: NodeId| self.graph.is_null_branch(branch) || self.graph.is_nullable(branch);
        let mut branches = self.graph.branches(node).iter();
        shape.nullable || shape.is_union && branches.any(|branch| is_null(branch.node))
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
