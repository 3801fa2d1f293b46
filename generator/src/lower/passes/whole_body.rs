//! Whole bodies: `.json(&pod)` sends a value that the program has already.
//!
//! The properties of a JSON body are arguments and setters. If the type of the body is also
//! received, or is the body of several operations, the operation has another setter for all
//! properties. Required properties then have setters, too, since the whole body contains them.

use crate::model::{
    BodyFormat, Docs, Input, InputRole, Location, Model, Operation, Resource, Type, TypeId,
};
use crate::rust::names::Name;
use std::collections::HashMap;

/// Adds the setters. The usage of types must be marked, and is out of date afterwards.
pub(in crate::lower) fn add(model: &mut Model) {
    let mut bodies = Vec::new();
    collect(&model.root, &mut bodies);
    let target = |body: &TypeId| model.resolve_aliases(&Type::Named(*body)).type_id();
    let is_whole = |id: &TypeId| {
        let operations = bodies.iter().filter(|body| target(body) == Some(*id));
        model.type_def(*id).usage.received || operations.count() > 1
    };
    let whole: HashMap<TypeId, TypeId> = bodies
        .iter()
        .filter_map(|body| Some((*body, target(body).filter(is_whole)?)))
        .collect();
    add_in(&mut model.root, &whole);
}

/// Collects the types of all JSON bodies whose properties are inputs.
fn collect(resource: &Resource, bodies: &mut Vec<TypeId>) {
    bodies.extend(resource.operations.iter().filter_map(body_type));
    for child in &resource.children {
        collect(child, bodies);
    }
}

fn body_type(operation: &Operation) -> Option<TypeId> {
    let body = operation.body.as_ref();
    let body = body.filter(|body| body.format == BodyFormat::Json)?;
    body.flattened.as_ref()?.type_id()
}

/// `whole` has the type to send for each type of a body.
fn add_in(resource: &mut Resource, whole: &HashMap<TypeId, TypeId>) {
    for operation in &mut resource.operations {
        if let Some(id) = body_type(operation).and_then(|body| whole.get(&body)) {
            add_to(operation, *id);
        }
    }
    for child in &mut resource.children {
        add_in(child, whole);
    }
}

fn add_to(operation: &mut Operation, id: TypeId) {
    for input in &mut operation.inputs {
        if input.location == Location::BodyField && input.role == InputRole::Argument {
            input.role = InputRole::RequiredSetter;
        }
    }
    operation.inputs.sort_by_key(|input| input.role);
    operation.inputs.push(Input {
        name: Name::new("json"),
        wire_name: String::new(),
        location: Location::Body,
        role: InputRole::WholeBody,
        ty: Type::Named(id),
        style: None,
        docs: Docs::default(),
    });
}
