//! What is sent: the fields of a JSON body become inputs of the call.

use super::examples;
use super::media::{Kind, choose};
use super::scalars::primitives;
use super::types::Types;
use crate::document::{Additional, Example, Primitive, RequestBody, Schema};
use crate::model::{Body, Docs, Format, Input, Place, Role, Type};
use crate::name::Name;

/// More arguments than this read better as the fields of one.
const ARGUMENTS: usize = 6;

/// The body of a call, and the inputs that it is made of.
pub(super) fn body<'d>(
    body: &'d RequestBody,
    arguments: usize,
    name: &Name,
    types: &mut Types<'d>,
) -> (Body, Vec<Input>) {
    let chosen = choose(&body.content, types.report);
    let kind = chosen.as_ref().map_or(Kind::Json, |chosen| chosen.kind);
    let media = chosen.as_ref().map(|chosen| chosen.media);
    let examples = media.map_or_else(Vec::new, |media| types.examples(&media.examples));
    let inputs = match (kind, media.and_then(|media| media.schema.as_ref())) {
        (Kind::Multipart, Some(schema)) => parts(body, schema, name, types),
        (Kind::Json | Kind::Form, Some(schema)) => inputs(body, schema, arguments, name, types),
        (Kind::Json | Kind::Form | Kind::Multipart, None) => vec![whole_body(body, Type::Any)],
        (Kind::Text | Kind::Bytes | Kind::Stream(_), _) => vec![whole_body(body, Type::Bytes)],
    };
    sample(&inputs, &examples, types);
    let is_taken_apart = inputs.iter().any(|input| input.place == Place::Field);
    let schema = media.and_then(|media| media.schema.as_ref());
    let body = Body {
        whole: schema
            .filter(|_| is_taken_apart)
            .and_then(|schema| types.of_component(schema)),
        format: format(kind, chosen.as_ref().map_or("", |chosen| &chosen.name)),
        required: body.required,
        example: examples
            .first()
            .and_then(|example| examples::pretty(&example.value)),
    };
    (body, inputs)
}

/// Notes the examples of a body, which is one input or several.
fn sample(inputs: &[Input], examples: &[&Example], types: &mut Types) {
    match inputs {
        [whole] if whole.place == Place::Body => {
            types.sample(&whole.ty, examples.iter().copied());
        }
        fields => types.sample_fields(fields, examples),
    }
}

fn inputs(
    body: &RequestBody,
    schema: &Schema,
    arguments: usize,
    name: &Name,
    types: &mut Types,
) -> Vec<Input> {
    let name = &body_name(schema, name, types);
    if let Some(object) = fields(schema, types) {
        let required = object
            .properties
            .keys()
            .filter(|key| object.required.contains(key))
            .count();
        if arguments + required <= ARGUMENTS {
            let fields = object.properties.iter().map(|(key, property)| {
                let required = body.required && object.required.contains(key);
                field(key, property, required, name, types)
            });
            let fields: Vec<Input> = fields.collect();
            types.sample_fields(&fields, &object.examples.iter().collect::<Vec<_>>());
            return fields;
        }
    }
    let ty = types.ty(schema, name);
    vec![whole_body(body, ty)]
}

/// The parts of a form: files are given as such, everything else as in JSON.
fn parts(body: &RequestBody, schema: &Schema, name: &Name, types: &mut Types) -> Vec<Input> {
    let name = &body_name(schema, name, types);
    let object = sent(schema, types);
    let parts = object.properties.iter().map(|(key, property)| {
        let required = body.required && object.required.contains(key);
        let input = field(key, property, required, name, types);
        Input {
            ty: file(property, types).unwrap_or(input.ty.clone()),
            ..input
        }
    });
    let parts: Vec<Input> = parts.collect();
    if parts.is_empty() {
        return vec![whole_body(body, Type::Map(Box::new(Type::Any)))];
    }
    parts
}

/// What the types in a body are named after.
fn body_name(schema: &Schema, name: &Name, types: &Types) -> Name {
    let component = schema
        .reference
        .as_ref()
        .and_then(|reference| types.resolver.schema(reference));
    component.map_or_else(
        || name.part("request"),
        |(component, _)| Name::spelled(component),
    )
}

/// A file, or a list of files.
fn file(property: &Schema, types: &Types) -> Option<Type> {
    let part = types.opened(property);
    let is_file = |schema: &Schema| {
        primitives(schema) == [Primitive::String]
            && matches!(schema.format.as_deref(), Some("binary"))
            || schema.has_content_media_type
    };
    if is_file(&part) {
        return Some(Type::File);
    }
    let items = types.opened(part.items.as_deref()?);
    is_file(&items).then(|| Type::List(Box::new(Type::File)))
}

fn format(kind: Kind, name: &str) -> Format {
    match kind {
        Kind::Json if name == "application/json" || name.is_empty() => Format::Json,
        Kind::Json => Format::JsonAs(name.to_owned()),
        Kind::Form => Format::Form,
        Kind::Multipart => Format::Multipart,
        Kind::Text | Kind::Bytes | Kind::Stream(_) => Format::Raw(name.to_owned()),
    }
}

/// A body that is given in one piece.
fn whole_body(body: &RequestBody, ty: Type) -> Input {
    Input {
        name: Name::spelled("body"),
        key: String::new(),
        place: Place::Body,
        role: if body.required {
            Role::Argument
        } else {
            Role::Setter
        },
        ty,
        style: None,
        docs: Docs {
            description: body.description.clone(),
            ..Docs::default()
        },
    }
}

/// The schema of a body without the properties that only come back.
fn sent(schema: &Schema, types: &Types) -> Schema {
    let mut schema = types.opened(schema);
    let comes_back = |property: &Schema| property.read_only || types.opened(property).read_only;
    let kept = |key: &String| !schema.properties.get(key).is_some_and(comes_back);
    schema.required = schema
        .required
        .iter()
        .filter(|key| kept(key))
        .cloned()
        .collect();
    schema
        .properties
        .retain(|_, property| !comes_back(property));
    schema
}

/// The schema of a body whose fields are known, so that each can be an input.
fn fields(schema: &Schema, types: &Types) -> Option<Schema> {
    let schema = sent(schema, types);
    let is_plain = primitives(&schema) == [Primitive::Object]
        && !schema.nullable
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.patterns.is_empty()
        && schema
            .required
            .iter()
            .all(|key| schema.properties.contains_key(key))
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
        style: None,
        docs: types.docs(property),
    }
}
