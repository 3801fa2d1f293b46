//! What is sent: the fields of a JSON body become inputs of the call.

use super::answer::{json, not_json};
use super::examples;
use super::types::{Types, primitives};
use crate::document::{Additional, Primitive, RequestBody, Schema};
use crate::model::{Body, Docs, Input, Place, Role};
use crate::name::Name;

/// More arguments than this read better as the fields of one.
const ARGUMENTS: usize = 6;

/// The body of a call, and the inputs that it is made of.
pub(super) fn body(
    body: &RequestBody,
    arguments: usize,
    name: &Name,
    types: &mut Types,
) -> (Body, Vec<Input>) {
    let media = json(&body.content);
    if media.is_none() {
        not_json(&body.content, types);
    }
    let inputs = match media.and_then(|media| media.schema.as_ref()) {
        Some(schema) => inputs(body, schema, arguments, name, types),
        None => Vec::new(),
    };
    let body = Body {
        required: body.required,
        example: media
            .and_then(|media| media.example.as_ref())
            .map(examples::pretty),
    };
    (body, inputs)
}

fn inputs(
    body: &RequestBody,
    schema: &Schema,
    arguments: usize,
    name: &Name,
    types: &mut Types,
) -> Vec<Input> {
    let name = name.part("request");
    if let Some(object) = fields(schema, types) {
        let required = object
            .properties
            .keys()
            .filter(|key| object.required.contains(key))
            .count();
        if arguments + required <= ARGUMENTS {
            let fields = object.properties.iter().map(|(key, property)| {
                let required = body.required && object.required.contains(key);
                field(key, property, required, &name, types)
            });
            return fields.collect();
        }
    }
    vec![Input {
        name: Name::spelled("body"),
        key: String::new(),
        place: Place::Body,
        role: if body.required {
            Role::Argument
        } else {
            Role::Setter
        },
        ty: types.ty(schema, &name),
        docs: Docs {
            description: body.description.clone(),
            ..Docs::default()
        },
    }]
}

/// The schema of a body whose fields are known, so that each can be an input.
fn fields(schema: &Schema, types: &Types) -> Option<Schema> {
    let schema = types.opened(schema);
    let is_plain = primitives(&schema) == [Primitive::Object]
        && !schema.nullable
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.unsupported.is_empty()
        && !matches!(schema.additional, Some(Additional::Schema(_)))
        && !schema.properties.is_empty();
    is_plain.then_some(schema)
}

fn field(key: &str, property: &Schema, required: bool, name: &Name, types: &mut Types) -> Input {
    Input {
        name: Name::spelled(key),
        key: key.to_owned(),
        place: Place::Field,
        role: if required {
            Role::Argument
        } else {
            Role::Setter
        },
        ty: types.ty(property, &name.part(key)),
        docs: types.docs(property),
    }
}
