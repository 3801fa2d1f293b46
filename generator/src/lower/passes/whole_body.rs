//! Whole bodies: `.json(&pod)` sends a value that the program has received.
//!
//! The properties of a JSON body are arguments and setters. If the type of the body is also
//! received, there is another setter for all properties. Required properties then have setters,
//! too, since the whole body contains them. A `POST` with required properties keeps its arguments:
//! it makes something new, and the compiler checks them.

use crate::model::{
    BodyFormat, Docs, Input, InputRole, Location, Model, Operation, Resource, Type, TypeId,
};
use crate::rust::names::Name;

/// Adds the setters. The usage of types must be marked, and is out of date afterwards.
pub(in crate::lower) fn add(model: &mut Model) {
    let is_received = |index| {
        let ty = Type::Named(TypeId(index));
        let target = model.resolve_aliases(&ty).type_id();
        target.is_some_and(|id| model.type_def(id).usage.received)
    };
    let received: Vec<bool> = (0..model.types.len()).map(is_received).collect();
    add_in(&mut model.root, &received);
}

fn add_in(resource: &mut Resource, received: &[bool]) {
    for operation in &mut resource.operations {
        let body = body_type(operation);
        if let Some(id) = body.filter(|id| received[id.0]) {
            add_to(operation, id);
        }
    }
    for child in &mut resource.children {
        add_in(child, received);
    }
}

/// The type of a JSON body whose properties are inputs.
fn body_type(operation: &Operation) -> Option<TypeId> {
    let body = operation.body.as_ref();
    let body = body.filter(|body| body.format == BodyFormat::Json)?;
    let is_new = operation.method == "POST";
    let mut arguments = operation.arguments();
    if is_new && arguments.any(|input| input.location == Location::BodyField) {
        return None;
    }
    body.flattened.as_ref()?.type_id()
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
        constant: None,
        style: None,
        docs: Docs::default(),
    });
}
