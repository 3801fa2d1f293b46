//! Names the enums of error responses after their types.
//!
//! Many operations have the same error responses, so one enum is the type of all of them. It is not
//! named after the first of these operations, but after its types: `BasicErrorOrValidationError`.

use crate::model::{Model, Origin, Shape, Type, TypeDef};
use crate::rust::names::Name;
use std::collections::HashMap;

/// The maximum length of a name, in characters of the specification.
const LENGTH: usize = 80;

/// Renames enums of two or three component types, unless several enums would have the same name, or
/// a long one.
pub(in crate::lower) fn rename(model: &mut Model) {
    let names = model.types.iter().map(|def| name(def, model));
    let names: Vec<Option<Name>> = names.collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in names.iter().flatten() {
        *counts.entry(name.snake_string()).or_default() += 1;
    }
    for (def, name) in model.types.iter_mut().zip(names) {
        if let Some(name) = name.filter(|it| counts.get(&it.snake_string()) == Some(&1)) {
            def.name = name;
        }
    }
}

fn name(def: &TypeDef, model: &Model) -> Option<Name> {
    let Shape::Responses {
        variants,
        is_error: true,
        ..
    } = &def.shape
    else {
        return None;
    };
    let mut names: Vec<&str> = Vec::new();
    for ty in variants.iter().filter_map(|variant| variant.ty.as_ref()) {
        let Type::Named(id) = ty else { return None };
        let def = model.type_def(*id);
        if def.origin == Origin::Inline {
            return None;
        }
        if !names.contains(&def.name.spelling()) {
            names.push(def.name.spelling());
        }
    }
    let is_short = (2..=3).contains(&names.len());
    let name = names.join(" or ");
    (def.is_used() && is_short && name.chars().count() <= LENGTH).then(|| Name::new(name))
}
