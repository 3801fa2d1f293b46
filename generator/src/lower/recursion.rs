//! Types that hold themselves: somewhere on the way round there has to be a
//! pointer.

use crate::model::{Model, Shape, Type, TypeId};

/// Makes types of their own of the names that stand for something with themselves in it: Rust
/// writes out a name, and would never end.
pub(super) fn end_aliases(model: &mut Model) {
    for index in 0..model.types.len() {
        let Shape::Alias { target } = &model.types[index].shape else {
            continue;
        };
        if mentions(model, target, TypeId(index), &mut Vec::new()) {
            let target = target.clone();
            model.types[index].shape = Shape::Wrapper { target };
        }
    }
}

/// Whether `id` turns up when the names in `ty` are written out.
fn mentions(model: &Model, ty: &Type, id: TypeId, seen: &mut Vec<TypeId>) -> bool {
    let Some(named) = ty.named() else {
        return false;
    };
    if named == id {
        return true;
    }
    if seen.contains(&named) {
        return false;
    }
    seen.push(named);
    match &model.type_def(named).shape {
        Shape::Alias { target } => mentions(model, target, id, seen),
        _ => false,
    }
}

/// Leaves out the form of a union that is the union itself: it takes what the others do, and
/// reading it would never end.
pub(super) fn drop_own_forms(model: &mut Model) {
    for index in 0..model.types.len() {
        let Shape::Union { forms, .. } = &model.types[index].shape else {
            continue;
        };
        let own: Vec<bool> = forms
            .iter()
            .map(|form| is_named(model, &form.ty, TypeId(index)))
            .collect();
        if let Shape::Union { forms, .. } = &mut model.types[index].shape {
            let mut own = own.into_iter();
            forms.retain(|_| own.next() == Some(false));
        }
    }
}

/// Whether a type is the type `id`, behind whichever names.
fn is_named(model: &Model, ty: &Type, id: TypeId) -> bool {
    match ty {
        Type::Named(named) if *named == id => true,
        Type::Named(named) => match &model.type_def(*named).shape {
            Shape::Alias { target } => is_named(model, target, id),
            _ => false,
        },
        _ => false,
    }
}

/// Boxes each field of a struct, and each form of a union, through which the
/// type would hold itself by value.
pub(super) fn break_cycles(model: &mut Model) {
    for index in 0..model.types.len() {
        let id = TypeId(index);
        let held = held(&mut model.types[index].shape);
        let held: Vec<Type> = held.into_iter().map(|ty| ty.clone()).collect();
        let holding: Vec<bool> = held
            .iter()
            .map(|ty| holds(model, ty, id, &mut Vec::new()))
            .collect();
        let held = self::held(&mut model.types[index].shape);
        for (ty, _) in held
            .into_iter()
            .zip(holding)
            .filter(|(_, holding)| *holding)
        {
            *ty = boxed(ty.clone());
        }
    }
}

/// The types that a value of a shape has in it.
fn held(shape: &mut Shape) -> Vec<&mut Type> {
    match shape {
        Shape::Struct { fields, .. } => fields.iter_mut().map(|field| &mut field.ty).collect(),
        Shape::Union { forms, .. } => forms.iter_mut().map(|form| &mut form.ty).collect(),
        Shape::Answers { .. }
        | Shape::Enum { .. }
        | Shape::Text { .. }
        | Shape::Alias { .. }
        | Shape::Wrapper { .. } => Vec::new(),
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
                Shape::Union { forms, .. } => {
                    forms.iter().any(|form| holds(model, &form.ty, id, seen))
                }
                Shape::Alias { target } | Shape::Wrapper { target } => {
                    holds(model, target, id, seen)
                }
                Shape::Answers { .. } | Shape::Enum { .. } | Shape::Text { .. } => false,
            }
        }
        _ => false,
    }
}
