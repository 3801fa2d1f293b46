//! Boxes large variants: an enum is as large as its largest variant.

use crate::model::{Model, Shape, Type, TypeId};

/// The size in bytes from which a variant is boxed.
const LARGE: usize = 128;

/// Boxes the large variants of unions and response enums.
pub(in crate::lower) fn box_large_forms(model: &mut Model) {
    for index in 0..model.types.len() {
        let shape = &model.types[index].shape;
        if !matches!(shape, Shape::Union { .. } | Shape::Responses { .. }) {
            continue;
        }
        let types = shape.types().into_iter();
        let large: Vec<bool> = types
            .map(|ty| size(model, ty, &mut Vec::new()) > LARGE)
            .collect();
        let types = model.types[index].shape.types_mut().into_iter();
        for (ty, _) in types.zip(large).filter(|(_, large)| *large) {
            *ty = boxed(ty);
        }
    }
}

/// The boxed type; of a nullable type only the value is boxed.
fn boxed(ty: &Type) -> Type {
    match ty {
        Type::Nullable(inner) => Type::Nullable(Box::new(boxed(inner))),
        ty => Type::Boxed(Box::new(ty.clone())),
    }
}

/// The approximate size of a value in bytes, on a 64-bit target.
fn size(model: &Model, ty: &Type, seen: &mut Vec<TypeId>) -> usize {
    match ty {
        Type::Null | Type::Bool => 1,
        Type::Integer(_) | Type::Float | Type::Boxed(_) => 8,
        Type::Decimal => 16,
        Type::String
        | Type::Redirect
        | Type::DateTime
        | Type::Date
        | Type::List(_)
        | Type::Map(_) => 24,
        Type::Any | Type::Bytes | Type::File => 32,
        Type::Nullable(inner) => size(model, inner, seen) + 8,
        Type::Named(id) if seen.contains(id) => 0,
        Type::Named(id) => {
            seen.push(*id);
            let size = match &model.type_def(*id).shape {
                Shape::Struct {
                    fields,
                    additional_properties: rest,
                    keeps_unknown_properties,
                } => {
                    let has_map = rest.is_some() || *keeps_unknown_properties;
                    usize::from(has_map) * 24
                        + fields
                            .iter()
                            .map(|field| size(model, &field.ty, seen) + 8)
                            .sum::<usize>()
                }
                Shape::Union { variants, .. } => {
                    8 + variants
                        .iter()
                        .map(|variant| size(model, &variant.ty, seen))
                        .max()
                        .unwrap_or(0)
                }
                Shape::IntegerEnum { .. } => 16,
                Shape::Responses { .. } | Shape::Enum { .. } | Shape::StringNewtype { .. } => 24,
                Shape::Alias { target } | Shape::Newtype { target } => size(model, target, seen),
            };
            seen.pop();
            size
        }
    }
}
