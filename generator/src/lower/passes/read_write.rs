//! `readOnly` and `writeOnly`: the read/write split of types.
//!
//! In a type that is only received, `writeOnly` properties are optional, and in one that is only
//! sent, `readOnly` properties are. A type that is both becomes two if a required property is
//! `readOnly` or `writeOnly`: the type itself is received, and its request view is sent.

use crate::lower::passes::usage;
use crate::model::{Access, Field, Model, Resource, Shape, Type, TypeDef, TypeId, TypeRole};
use std::collections::HashMap;

/// The request view of each type that has one.
type Views = HashMap<TypeId, TypeId>;

/// Adds the request views and uses them in requests. The usage of types must be marked, and is
/// marked again.
pub(in crate::lower) fn split(model: &mut Model) {
    let views = views(model);
    for id in sorted(&views) {
        let view = sent(model, id, &views);
        model.types.push(view);
    }
    if !views.is_empty() {
        send(model, &views);
        usage::mark(model);
    }
    for def in &mut model.types {
        settle(def);
    }
}

/// The id of the request view of each type that needs one.
fn views(model: &Model) -> Views {
    let travels = |def: &TypeDef| def.usage.sent && def.usage.received;
    let mut views = Views::new();
    loop {
        let known = views.len();
        for (index, def) in model.types.iter().enumerate() {
            let differs = has_one_way(&def.shape) || holds_any(&def.shape, &views);
            if travels(def) && differs {
                let next = TypeId(model.types.len() + views.len());
                views.entry(TypeId(index)).or_insert(next);
            }
        }
        if views.len() == known {
            return views;
        }
    }
}

/// The types with request views, in the order of the views.
fn sorted(views: &Views) -> Vec<TypeId> {
    let mut types: Vec<TypeId> = views.keys().copied().collect();
    types.sort_by_key(|id| views[id]);
    types
}

/// Whether a required property is `readOnly` or `writeOnly`.
fn has_one_way(shape: &Shape) -> bool {
    let Shape::Struct { fields, .. } = shape else {
        return false;
    };
    let is_one_way = |field: &Field| field.access != Access::ReadWrite && !field.optional;
    fields.iter().any(is_one_way)
}

fn holds_any(shape: &Shape, views: &Views) -> bool {
    let mut named = shape.types().into_iter().filter_map(Type::type_id);
    named.any(|id| views.contains_key(&id))
}

/// The request view of a type.
fn sent(model: &Model, id: TypeId, views: &Views) -> TypeDef {
    let mut def = model.type_def(id).clone();
    replace(&mut def.shape, views);
    TypeDef {
        name: def.name.join("input"),
        examples: Vec::new(),
        role: TypeRole::RequestViewOf(Type::Named(id)),
        ..def
    }
}

fn replace(shape: &mut Shape, views: &Views) {
    for ty in shape.types_mut() {
        replace_in(ty, views);
    }
}

fn replace_in(ty: &mut Type, views: &Views) {
    if let Some(id) = ty.type_id_mut()
        && let Some(view) = views.get(id)
    {
        *id = *view;
    }
}

/// Replaces types by their request views wherever they are only sent.
fn send(model: &mut Model, views: &Views) {
    for def in &mut model.types {
        if def.usage.sent && !def.usage.received {
            replace(&mut def.shape, views);
        }
    }
    for sample in model.samples.iter_mut().filter(|sample| sample.is_request) {
        replace_in(&mut sample.ty, views);
    }
    send_inputs(&mut model.root, views);
}

fn send_inputs(resource: &mut Resource, views: &Views) {
    let operations = resource.operations.iter_mut();
    let inputs = operations.flat_map(|operation| &mut operation.inputs);
    inputs.for_each(|input| replace_in(&mut input.ty, views));
    for child in &mut resource.children {
        send_inputs(child, views);
    }
}

/// Makes the fields optional that a type lacks in one direction. Only these fields keep their
/// access, for the documentation.
fn settle(def: &mut TypeDef) {
    let used = def.usage;
    let Shape::Struct { fields, .. } = &mut def.shape else {
        return;
    };
    for field in fields {
        let is_lacking = match field.access {
            Access::ReadWrite => false,
            Access::ReadOnly => used.sent,
            Access::WriteOnly => used.received,
        };
        field.optional |= is_lacking;
        if !is_lacking {
            field.access = Access::ReadWrite;
        }
    }
}
