//! Types that hold themselves: somewhere on the way round there has to be a
//! pointer.

use crate::model::{Model, Shape, Type, TypeId};

/// Boxes each field through which a struct would hold itself by value.
pub(super) fn break_cycles(model: &mut Model) {
    for index in 0..model.types.len() {
        let id = TypeId(index);
        let Shape::Struct { fields, .. } = &model.types[index].shape else {
            continue;
        };
        let holding: Vec<bool> = fields
            .iter()
            .map(|field| holds(model, &field.ty, id, &mut Vec::new()))
            .collect();
        let Shape::Struct { fields, .. } = &mut model.types[index].shape else {
            continue;
        };
        for (field, _) in fields
            .iter_mut()
            .zip(holding)
            .filter(|(_, holding)| *holding)
        {
            field.ty = boxed(field.ty.clone());
        }
    }
}

fn boxed(ty: Type) -> Type {
    match ty {
        Type::Nullable(inner) => Type::Nullable(Box::new(boxed(*inner))),
        other => Type::Boxed(Box::new(other)),
    }
}

/// Whether a value of `ty` holds a value of the type `id` without a pointer between.
fn holds(model: &Model, ty: &Type, id: TypeId, seen: &mut Vec<TypeId>) -> bool {
    match ty {
        Type::Nullable(inner) => holds(model, inner, id, seen),
        Type::Named(named) if *named == id => true,
        Type::Named(named) if seen.contains(named) => false,
        Type::Named(named) => {
            seen.push(*named);
            match &model.type_def(*named).shape {
                Shape::Struct { fields, .. } => {
                    fields.iter().any(|field| holds(model, &field.ty, id, seen))
                }
                Shape::Alias { target } => holds(model, target, id, seen),
                Shape::Enum { .. } | Shape::Text { .. } => false,
            }
        }
        _ => false,
    }
}
