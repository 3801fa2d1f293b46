//! Names the enums of error responses after their types.
//!
//! Many operations have the same error responses, so one enum is the type of all of them. It is not
//! named after the first of these operations, but after its types: `BasicErrorOrValidationError`.

use crate::model::{Distinction, Model, Origin, Shape, Type, TypeDef};
use crate::rust::names::Name;
use std::collections::HashMap;
use std::iter;

/// The maximum length of a name, in characters of the specification.
const LENGTH: usize = 80;

/// Renames enums of two or three component types after these, or after their statuses if the name
/// is long or several enums have the same types: `NotFoundOrUnprocessableContent`. An enum without
/// such a name keeps its own.
pub(in crate::lower) fn rename(model: &mut Model) {
    let names = model.types.iter().map(|def| names(def, model));
    let names: Vec<Vec<Name>> = names.collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in names.iter().flatten() {
        *counts.entry(name.snake_string()).or_default() += 1;
    }
    for (def, names) in model.types.iter_mut().zip(names) {
        let is_unique = |name: &Name| counts.get(&name.snake_string()) == Some(&1);
        if let Some(name) = names.into_iter().find(is_unique) {
            def.name = name;
        }
    }
}

/// The names that an enum may have, the preferred one first.
fn names(def: &TypeDef, model: &Model) -> Vec<Name> {
    let Shape::Responses {
        variants,
        distinguished_by,
        is_error: true,
    } = &def.shape
    else {
        return Vec::new();
    };
    let mut types: Vec<&str> = Vec::new();
    for ty in variants.iter().filter_map(|variant| variant.ty.as_ref()) {
        let Type::Named(id) = ty else {
            return Vec::new();
        };
        let def = model.type_def(*id);
        if def.origin == Origin::Inline {
            return Vec::new();
        }
        if !types.contains(&def.name.spelling()) {
            types.push(def.name.spelling());
        }
    }
    let is_short = |words: &[&str]| (2..=3).contains(&words.len());
    if !def.is_used() || !is_short(&types) {
        return Vec::new();
    }
    let by_status = *distinguished_by == Distinction::Status;
    let statuses: Vec<&str> = variants.iter().map(|it| it.name.spelling()).collect();
    let statuses = Some(statuses).filter(|statuses| by_status && is_short(statuses));
    let names = iter::once(types).chain(statuses);
    let names = names.map(|words| words.join(" or "));
    let names = names.filter(|name| name.chars().count() <= LENGTH);
    names.map(Name::new).collect()
}
