//! Merges equal types of inline schemas.
//!
//! Generated specifications repeat the same inline schema in many places. Types that contain
//! equal types become equal when these are merged. Types of components are not merged.

use crate::model::{Field, Model, Origin, Shape, Type, TypeDef, TypeId, TypeRole, Usage};
use indexmap::IndexMap;
use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};

/// Merges equal types.
///
/// Only types of the same resources are compared, so that adding or removing a resource renames
/// no types of the others.
pub(in crate::lower) fn merge(model: &mut Model) {
    // Merging two types can make types equal that contain them.
    loop {
        let kept = kept_types(model);
        if kept.iter().enumerate().all(|(id, kept)| id == kept.0) {
            return;
        }
        for (id, _) in kept.iter().enumerate().filter(|(id, kept)| *id != kept.0) {
            model.types[id].usage = Usage::default();
        }
        model.visit_types_mut(&mut |ty| {
            if let Some(id) = ty.type_id_mut() {
                *id = kept[id.0];
            }
        });
    }
}

/// For each type the one that replaces it, which may be itself. Merges the documentation.
fn kept_types(model: &mut Model) -> Vec<TypeId> {
    let mut kept: Vec<TypeId> = (0..model.types.len()).map(TypeId).collect();
    let mut outlines: IndexMap<Outline, Vec<usize>> = IndexMap::new();
    for (index, def) in model.types.iter().enumerate() {
        // The names of other roles, such as webhooks, are fixed.
        let is_mergeable = matches!(
            def.role,
            TypeRole::Schema | TypeRole::RequestViewOf(_) | TypeRole::Headers
        );
        if def.origin == Origin::Inline && def.is_used() && is_mergeable {
            outlines.entry(outline(def)).or_default().push(index);
        }
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for indices in outlines.into_values().filter(|it| it.len() > 1) {
        let first = groups.len();
        for index in indices {
            let is_equal = |group: &&mut Vec<usize>| are_equal(model, group[0], index);
            match groups[first..].iter_mut().find(is_equal) {
                Some(group) => group.push(index),
                None => groups.push(vec![index]),
            }
        }
    }
    for mut group in groups.into_iter().filter(|group| group.len() > 1) {
        // The shortest name is the least specific to one of the places.
        group.sort_by_cached_key(|index| {
            let name = model.types[*index].name.pascal().to_string();
            (name.len(), name)
        });
        let mut distinct: Vec<usize> = Vec::new();
        for index in group {
            let kept_one = distinct.iter().copied().find(|other| {
                has_compatible_docs(&model.types[*other].shape, &model.types[index].shape)
            });
            let Some(kept_one) = kept_one else {
                distinct.push(index);
                continue;
            };
            kept[index] = TypeId(kept_one);
            let other = model.types[index].clone();
            merge_docs(&mut model.types[kept_one], other);
        }
    }
    kept
}

/// The resources, the kind, and the properties or enum values of a type.
type Outline<'m> = (
    &'m BTreeSet<usize>,
    Discriminant<Shape>,
    Vec<(&'m str, Option<&'m Type>)>,
);

/// Equal types have equal outlines. Types with equal outlines may differ, but seldom do.
fn outline(def: &TypeDef) -> Outline<'_> {
    let members = match &def.shape {
        Shape::Struct { fields, .. } => {
            let fields = fields.iter();
            fields.map(|it| (it.key.as_str(), Some(&it.ty))).collect()
        }
        Shape::Enum { variants } => {
            let variants = variants.iter();
            variants.map(|it| (it.value.as_str(), None)).collect()
        }
        other => other.types().into_iter().map(|ty| ("", Some(ty))).collect(),
    };
    (&def.resources, discriminant(&def.shape), members)
}

/// Whether two types with the same outline are equal but for their documentation.
fn are_equal(model: &Model, one: usize, other: usize) -> bool {
    let (one, other) = (&model.types[one], &model.types[other]);
    let is_headers = |def: &TypeDef| matches!(def.role, TypeRole::Headers);
    one.deprecated == other.deprecated
        && is_headers(one) == is_headers(other)
        && have_equal_shapes(&one.shape, &other.shape)
}

fn have_equal_shapes(one: &Shape, other: &Shape) -> bool {
    match (one, other) {
        (
            Shape::Struct {
                fields: one,
                additional_properties: one_additional,
                keeps_unknown_properties: one_keeps,
            },
            Shape::Struct {
                fields: other,
                additional_properties: other_additional,
                keeps_unknown_properties: other_keeps,
            },
        ) => {
            (one_additional, one_keeps) == (other_additional, other_keeps)
                && one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| are_equal_fields(one, other))
        }
        _ => one == other,
    }
}

fn are_equal_fields(one: &Field, other: &Field) -> bool {
    let Field {
        name,
        key,
        ty,
        optional,
        access,
        constant,
        is_fixed,
        docs,
    } = one;
    (name, key, ty, constant) == (&other.name, &other.key, &other.ty, &other.constant)
        && (*optional, *access, *is_fixed) == (other.optional, other.access, other.is_fixed)
        && docs.deprecated == other.docs.deprecated
        && docs.constraints == other.docs.constraints
}

/// Whether the fields of two equal shapes have the same descriptions and defaults, or only one
/// shape has them.
fn has_compatible_docs(a: &Shape, b: &Shape) -> bool {
    let (Shape::Struct { fields: a, .. }, Shape::Struct { fields: b, .. }) = (a, b) else {
        return true;
    };
    a.iter().zip(b).all(|(a, b)| {
        is_compatible(a.docs.description.as_ref(), b.docs.description.as_ref())
            && is_compatible(a.docs.default.as_ref(), b.docs.default.as_ref())
    })
}

fn is_compatible(a: Option<&String>, b: Option<&String>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.trim() == b.trim(),
        _ => true,
    }
}

/// Adds the documentation and usage of a type to an equal one.
fn merge_docs(kept: &mut TypeDef, other: TypeDef) {
    kept.usage = kept.usage.union(other.usage);
    // A description of one of the places would be wrong for the other.
    if !is_compatible(kept.description.as_ref(), other.description.as_ref()) {
        kept.description = None;
    }
    let (Shape::Struct { fields: kept, .. }, Shape::Struct { fields, .. }) =
        (&mut kept.shape, other.shape)
    else {
        return;
    };
    for (kept, other) in kept.iter_mut().zip(fields) {
        let docs = &mut kept.docs;
        docs.description = docs.description.take().or(other.docs.description);
        docs.default = docs.default.take().or(other.docs.default);
        if docs.examples.is_empty() {
            docs.examples = other.docs.examples;
        }
    }
}
