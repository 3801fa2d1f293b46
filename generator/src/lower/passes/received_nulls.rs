//! Optional fields of types that are only received: absent and null are both `None`.
//!
//! Only a request has to distinguish them, and so does a type that is converted into its request
//! view.

use crate::model::{Model, Shape, Type, TypeId, TypeRole};
use std::collections::BTreeSet;

/// Removes null from the types of the fields. The usage of types must be marked, and request views
/// exist.
pub(in crate::lower) fn merge(model: &mut Model) {
    let converted = model.types.iter().filter_map(|def| match &def.role {
        TypeRole::RequestViewOf(ty) => ty.type_id(),
        _ => None,
    });
    let converted: BTreeSet<TypeId> = converted.collect();
    for index in 0..model.types.len() {
        let def = &model.types[index];
        let Shape::Struct { fields, .. } = &def.shape else {
            continue;
        };
        if def.usage.sent || converted.contains(&TypeId(index)) {
            continue;
        }
        let types = fields
            .iter()
            .map(|field| match model.resolve_aliases(&field.ty) {
                Type::Nullable(inner) if field.optional => Some((**inner).clone()),
                _ => None,
            });
        let types: Vec<Option<Type>> = types.collect();
        if let Shape::Struct { fields, .. } = &mut model.types[index].shape {
            for (field, ty) in fields.iter_mut().zip(types) {
                field.ty = ty.unwrap_or_else(|| field.ty.clone());
            }
        }
    }
}
