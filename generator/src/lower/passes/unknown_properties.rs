//! Structs that are received and sent back as a whole keep the properties that the specification
//! does not declare.
//!
//! Otherwise a `PUT` of what a `GET` has returned would delete properties that a newer version of
//! the API has added.

use crate::model::{InputRole, Location, Model, Resource, Shape, Type, TypeId};
use std::collections::BTreeSet;

/// Marks the structs. The usage of types must be marked.
pub(in crate::lower) fn keep(model: &mut Model) {
    let mut whole = BTreeSet::new();
    collect(model, &model.root, &mut whole);
    for TypeId(index) in whole {
        let def = &mut model.types[index];
        let is_received = def.usage.received;
        if let Shape::Struct {
            additional_properties: None,
            keeps_unknown_properties,
            ..
        } = &mut def.shape
        {
            *keeps_unknown_properties = is_received;
        }
    }
}

/// Collects the types that are part of a whole body.
fn collect(model: &Model, resource: &Resource, whole: &mut BTreeSet<TypeId>) {
    for operation in &resource.operations {
        // A `POST` makes something new, unless the body has the setter `json`.
        let replaces = operation.method != "POST";
        let inputs = operation.inputs.iter().filter(|input| {
            input.role == InputRole::WholeBody || (replaces && input.location == Location::Body)
        });
        inputs.for_each(|input| visit(model, &input.ty, whole));
    }
    for child in &resource.children {
        collect(model, child, whole);
    }
}

fn visit(model: &Model, ty: &Type, whole: &mut BTreeSet<TypeId>) {
    if let Some(id) = ty.type_id()
        && whole.insert(id)
    {
        for ty in model.type_def(id).shape.types() {
            visit(model, ty, whole);
        }
    }
}
