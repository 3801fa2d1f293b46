//! Recursive types, which need indirection.

use crate::model::{Model, Shape, Type, TypeId, UnionVariant};
use std::collections::HashSet;

/// Makes newtypes of recursive aliases, which Rust cannot expand.
pub(in crate::lower) fn end_aliases(model: &mut Model) {
    for index in 0..model.types.len() {
        let Shape::Alias { target } = &model.types[index].shape else {
            continue;
        };
        if mentions(model, target, TypeId(index), &mut Vec::new()) {
            let target = target.clone();
            model.types[index].shape = Shape::Newtype { target };
        }
    }
}

/// Whether the expansion of the aliases in `ty` contains `id`.
fn mentions(model: &Model, ty: &Type, id: TypeId, seen: &mut Vec<TypeId>) -> bool {
    let Some(named) = ty.type_id() else {
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

/// Flattens unions that are variants of each other: deserializing one through the other would not
/// terminate.
pub(in crate::lower) fn join_unions(model: &mut Model) {
    let joined: Vec<(usize, Shape)> = (0..model.types.len())
        .filter_map(|index| Some((index, joined(model, TypeId(index))?)))
        .collect();
    for (index, shape) in joined {
        model.types[index].shape = shape;
    }
}

/// A union with the variants of the unions that are its variants in a cycle; `None` without a cycle.
fn joined(model: &Model, id: TypeId) -> Option<Shape> {
    let Shape::Union { variants, tag } = &model.type_def(id).shape else {
        return None;
    };
    if !variants
        .iter()
        .any(|variant| leads_to(model, &variant.ty, id, &mut Vec::new()))
    {
        return None;
    }
    let (mut variants, mut seen) = (Vec::new(), Vec::new());
    gather(model, id, id, &mut seen, &mut variants);
    let is_same_tag = |id: &TypeId| matches!(&model.type_def(*id).shape, Shape::Union { tag: other, .. } if other == tag);
    let mut constants = variants.iter().flat_map(|variant| &variant.tag_values);
    let mut told = HashSet::new();
    let is_told = seen.iter().all(is_same_tag) && constants.all(|it| told.insert(it.clone()));
    let tag = tag.clone().filter(|_| is_told);
    if tag.is_none() {
        for variant in &mut variants {
            variant.tag_values.clear();
        }
    }
    if variants.is_empty() {
        return Some(Shape::Alias { target: Type::Any });
    }
    Some(Shape::Union { variants, tag })
}

/// The variants of the union `from`, and of those variants that are unions leading to `id`.
fn gather(
    model: &Model,
    from: TypeId,
    id: TypeId,
    seen: &mut Vec<TypeId>,
    variants: &mut Vec<UnionVariant>,
) {
    if seen.contains(&from) {
        return;
    }
    seen.push(from);
    let Shape::Union { variants: own, .. } = &model.type_def(from).shape else {
        return;
    };
    for variant in own {
        match union_behind(model, &variant.ty, 0) {
            Some(inner) if inner == id || leads_to(model, &variant.ty, id, &mut Vec::new()) => {
                gather(model, inner, id, seen, variants);
            }
            _ if variants.iter().any(|known| known.ty == variant.ty) => {}
            _ => variants.push(variant.clone()),
        }
    }
}

/// Whether deserializing `ty` deserializes `id`, through unions only.
fn leads_to(model: &Model, ty: &Type, id: TypeId, seen: &mut Vec<TypeId>) -> bool {
    let Some(union) = union_behind(model, ty, 0) else {
        return false;
    };
    if union == id {
        return true;
    }
    if seen.contains(&union) {
        return false;
    }
    seen.push(union);
    let Shape::Union { variants, .. } = &model.type_def(union).shape else {
        return false;
    };
    variants
        .iter()
        .any(|variant| leads_to(model, &variant.ty, id, seen))
}

/// The union behind the aliases of a type.
fn union_behind(model: &Model, ty: &Type, depth: usize) -> Option<TypeId> {
    match ty {
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Union { .. } => Some(*id),
            Shape::Alias { target } | Shape::Newtype { target } if depth <= model.types.len() => {
                union_behind(model, target, depth + 1)
            }
            _ => None,
        },
        Type::Nullable(inner) | Type::Boxed(inner) => union_behind(model, inner, depth),
        _ => None,
    }
}

/// Boxes each field and each variant through which a type would contain itself by value.
pub(in crate::lower) fn break_cycles(model: &mut Model) {
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

/// The types that a value of a shape contains.
fn held(shape: &mut Shape) -> Vec<&mut Type> {
    match shape {
        Shape::Struct { fields, .. } => fields.iter_mut().map(|field| &mut field.ty).collect(),
        Shape::Union { variants, .. } => {
            variants.iter_mut().map(|variant| &mut variant.ty).collect()
        }
        Shape::Responses { .. }
        | Shape::Enum { .. }
        | Shape::IntegerEnum { .. }
        | Shape::StringNewtype { .. }
        | Shape::Alias { .. }
        | Shape::Newtype { .. } => Vec::new(),
    }
}

fn boxed(ty: Type) -> Type {
    match ty {
        Type::Nullable(inner) => Type::Nullable(Box::new(boxed(*inner))),
        other => Type::Boxed(Box::new(other)),
    }
}

/// Whether a value of `ty` contains a value of the type `id` without indirection.
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
                Shape::Union { variants, .. } => variants
                    .iter()
                    .any(|variant| holds(model, &variant.ty, id, seen)),
                Shape::Alias { target } | Shape::Newtype { target } => {
                    holds(model, target, id, seen)
                }
                Shape::Responses { .. }
                | Shape::Enum { .. }
                | Shape::IntegerEnum { .. }
                | Shape::StringNewtype { .. } => false,
            }
        }
        _ => false,
    }
}
