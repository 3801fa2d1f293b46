//! Equal types without a name of their own are made once.
//!
//! A specification that is written by a program says the same thing in many places. Of the
//! types that were made up for such places, equal ones become one, from the inside out, so
//! that what holds equal types becomes equal, too. Types that somebody named stay as they
//! are.

use crate::model::{Docs, Model, Origin, Shape, TypeDef, TypeId, TypeRole, Usage};
use std::collections::BTreeMap;

/// Makes one type of those that are equal.
///
/// Only types of the same resources are held against each other, so that a resource that is
/// added, or left out, renames nothing in the others.
pub(in crate::lower) fn merge(model: &mut Model) {
    // What holds equal types can become equal by that, and never the other way round.
    loop {
        let kept = keep(model);
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

/// For each type the one that stands for it.
fn keep(model: &mut Model) -> Vec<TypeId> {
    let mut kept: Vec<TypeId> = (0..model.types.len()).map(TypeId).collect();
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, def) in model.types.iter().enumerate() {
        // What stands for something says so by its name.
        let is_free = matches!(
            def.role,
            TypeRole::Schema | TypeRole::RequestViewOf(_) | TypeRole::Headers
        );
        if def.origin == Origin::Inline && def.is_used() && is_free {
            alike.entry(outline(def)).or_default().push(index);
        }
    }
    for mut group in alike.into_values().filter(|group| group.len() > 1) {
        // The shortest name says least of one of the places.
        group.sort_by_key(|index| {
            let name = model.types[*index].name.pascal().to_string();
            (name.len(), name)
        });
        let mut first: Vec<usize> = Vec::new();
        for index in group {
            let known = first
                .iter()
                .copied()
                .find(|known| agree(&model.types[*known].shape, &model.types[index].shape));
            let Some(known) = known else {
                first.push(index);
                continue;
            };
            kept[index] = TypeId(known);
            let other = model.types[index].clone();
            join(&mut model.types[known], other);
        }
    }
    kept
}

/// What equal types have in common: all but the words about them.
fn outline(def: &TypeDef) -> String {
    let mut shape = def.shape.clone();
    if let Shape::Struct { fields, .. } = &mut shape {
        for field in fields {
            field.docs = Docs {
                deprecated: field.docs.deprecated,
                constraints: std::mem::take(&mut field.docs.constraints),
                ..Docs::default()
            };
        }
    }
    let is_head = matches!(def.role, TypeRole::Headers);
    format!("{:?} {} {is_head} {shape:?}", def.resources, def.deprecated)
}

/// Whether the words about two equal shapes can be told of one: they are the same, or only one
/// of them has any.
fn agree(a: &Shape, b: &Shape) -> bool {
    let (Shape::Struct { fields: a, .. }, Shape::Struct { fields: b, .. }) = (a, b) else {
        return true;
    };
    a.iter().zip(b).all(|(a, b)| {
        same(a.docs.description.as_ref(), b.docs.description.as_ref())
            && same(a.docs.default.as_ref(), b.docs.default.as_ref())
    })
}

fn same(a: Option<&String>, b: Option<&String>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.trim() == b.trim(),
        _ => true,
    }
}

/// Adds the words about a type to those about an equal one.
fn join(kept: &mut TypeDef, other: TypeDef) {
    kept.usage = kept.usage.union(other.usage);
    // Where they are told apart, the places that hold them have words of their own.
    if !same(kept.description.as_ref(), other.description.as_ref()) {
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
