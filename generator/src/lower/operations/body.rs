//! Lowers request bodies. The fields of a JSON object or a form become inputs of the operation.

use crate::lower::operations::encoding::{self, has_file_media_type};
use crate::lower::operations::examples;
use crate::lower::operations::media::{Kind, choose, warn_if_untyped};
use crate::lower::types::Types;
use crate::model::{Access, Body, BodyFormat, Docs, Input, InputRole, Location, Type};
use crate::openapi::document::{Encoding, Example, MediaType, Primitive, RequestBody, Schema};
use crate::rust::names::Name;
use crate::schema::{Additional, NodeId, Shape};

/// With more arguments, the body is a single argument.
const MAX_ARGUMENTS: usize = 6;

/// The body of an operation, and its inputs.
pub(in crate::lower) fn body<'d>(
    body: &'d RequestBody,
    arguments: usize,
    name: &Name,
    types: &mut Types<'d>,
) -> (Body, Vec<Input>) {
    let chosen = choose(&body.content, types.report);
    let kind = chosen.as_ref().map_or(Kind::Json, |chosen| chosen.kind);
    let media = chosen.as_ref().map(|chosen| chosen.media);
    let examples = media.map_or_else(Vec::new, |media| types.examples(&media.examples));
    if let Some(chosen) = &chosen {
        warn_if_untyped(chosen, types);
    }
    let inputs = match (kind, media.and_then(|media| media.schema.as_ref())) {
        (Kind::Multipart, Some(schema)) => parts(body, schema, media, name, types),
        (Kind::Form, Some(schema)) if !body.required && is_empty_form(schema, types) => Vec::new(),
        (Kind::Json | Kind::Form, Some(schema)) => inputs(body, schema, arguments, name, types),
        (Kind::Json | Kind::Form | Kind::Multipart, None) => vec![body_input(body, Type::Any)],
        (Kind::Text | Kind::Bytes | Kind::Stream(_), _) => vec![body_input(body, Type::Bytes)],
    };
    add_samples(&inputs, kind, &examples, types);
    let is_flattened = inputs
        .iter()
        .any(|input| input.location == Location::BodyField);
    let schema = media.and_then(|media| media.schema.as_ref());
    let body = Body {
        flattened: schema
            .filter(|_| is_flattened)
            .and_then(|schema| types.of_component(schema)),
        format: format(kind, chosen.as_ref().map_or("", |chosen| &chosen.name)),
        encodings: media.map_or_else(Vec::new, |media| encoding::encodings(kind, media, types)),
        required: body.required,
        example: examples
            .first()
            .and_then(|example| examples::shown(&example.value, kind)),
    };
    (body, inputs)
}

/// Adds the examples of a body as samples.
///
/// An example of a form may be the encoded text, which no type can check.
fn add_samples(inputs: &[Input], kind: Kind, examples: &[&Example], types: &mut Types) {
    let before = types.samples.len();
    let is_form = matches!(kind, Kind::Form | Kind::Multipart);
    let examples: Vec<&Example> = examples
        .iter()
        .copied()
        .filter(|example| !(is_form && example.value.is_string()))
        .collect();
    match inputs {
        [body] if body.location == Location::Body => {
            types.add_samples(&body.ty, examples);
        }
        fields => types.add_field_samples(fields, &examples),
    }
    for sample in &mut types.samples[before..] {
        sample.is_request = true;
    }
}

/// The inputs of a JSON object or a URL-encoded form: its fields, or the body.
fn inputs<'d>(
    body: &RequestBody,
    schema: &'d Schema,
    arguments: usize,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<Input> {
    let name = &body_name(schema, name, types);
    if let Some(fields) = flattened_fields(schema, types) {
        let required = fields.iter().filter(|field| field.required).count();
        if arguments + required <= MAX_ARGUMENTS {
            let fields = fields.into_iter().map(|property| {
                let ty = types.ty(property.node, &name.join(property.key));
                field_input(body, &property, ty, types)
            });
            let fields: Vec<Input> = fields.collect();
            let examples = types.shape(schema).examples;
            types.add_field_samples(&fields, &examples.iter().collect::<Vec<_>>());
            return fields;
        }
    }
    let ty = types.of_schema(schema, name);
    // `null` as a whole body means nothing.
    vec![body_input(body, types.not_null(ty))]
}

/// The inputs of a multipart form. Binary parts are files, and other parts are like JSON.
fn parts<'d>(
    body: &RequestBody,
    schema: &'d Schema,
    media: Option<&MediaType>,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<Input> {
    let name = &body_name(schema, name, types);
    let parts = request_properties(schema, types)
        .into_iter()
        .map(|property| {
            let encoding = media.and_then(|media| media.encoding.get(property.key));
            let file = file_type(property.node, encoding, types);
            let ty = file.unwrap_or_else(|| types.ty(property.node, &name.join(property.key)));
            field_input(body, &property, ty, types)
        });
    let parts: Vec<Input> = parts.collect();
    if parts.is_empty() {
        return vec![body_input(body, Type::Map(Box::new(Type::Any)))];
    }
    parts
}

/// The name that prefixes the names of types in a body.
fn body_name(schema: &Schema, name: &Name, types: &Types) -> Name {
    let component = schema
        .reference
        .as_ref()
        .and_then(|reference| types.resolver.schema(reference));
    component.map_or_else(
        || name.join("request"),
        |(component, _)| types.component_name(component),
    )
}

/// The type of a part that is a file or a list of files.
fn file_type(property: NodeId, encoding: Option<&Encoding>, types: &Types) -> Option<Type> {
    let graph = types.graph;
    let part = graph.shape(property);
    if is_file(part) || encoding.is_some_and(|encoding| has_file_media_type(encoding, part)) {
        return Some(Type::File);
    }
    if part.is_union {
        let branches = graph.branches(property).iter().map(|branch| branch.node);
        let all: Option<Vec<Type>> = branches
            .filter(|branch| !graph.is_null_branch(*branch))
            .map(|branch| file_type(branch, encoding, types))
            .collect();
        let all = all.filter(|all| !all.is_empty())?;
        // A list with one file is sent like a file, so the list covers both.
        return all.into_iter().max_by_key(|ty| *ty != Type::File);
    }
    match file_type(part.items?, encoding, types)? {
        Type::File => Some(Type::List(Box::new(Type::File))),
        _ => None,
    }
}

fn is_file(shape: &Shape) -> bool {
    let primitives = shape.primitives();
    let mut primitives = primitives.iter();
    let is_text = primitives.all(|it| [Primitive::String, Primitive::Null].contains(it));
    is_text && shape.format == Some("binary") || shape.has_content_media_type
}

fn format(kind: Kind, name: &str) -> BodyFormat {
    match kind {
        Kind::Json if name == "application/json" || name.is_empty() => BodyFormat::Json,
        Kind::Json => BodyFormat::JsonMediaType(name.to_owned()),
        Kind::Form => BodyFormat::Form,
        Kind::Multipart => BodyFormat::Multipart,
        Kind::Text | Kind::Bytes | Kind::Stream(_) => BodyFormat::Raw(name.to_owned()),
    }
}

/// The body as a single input.
fn body_input(body: &RequestBody, ty: Type) -> Input {
    Input {
        name: Name::new("body"),
        wire_name: String::new(),
        location: Location::Body,
        role: if body.required {
            InputRole::Argument
        } else {
            InputRole::Setter
        },
        ty,
        style: None,
        docs: Docs {
            description: body.description.clone(),
            ..Docs::default()
        },
    }
}

/// A property of a body.
struct Property<'d> {
    key: &'d str,
    node: NodeId,
    required: bool,
}

/// The properties of a body that are not read-only.
fn request_properties<'d>(schema: &'d Schema, types: &Types<'d>) -> Vec<Property<'d>> {
    let shape = types.shape(schema);
    let properties = shape.properties.iter();
    let properties = properties.filter(|(_, node)| types.access(**node) != Access::ReadOnly);
    let properties = properties.map(|(key, node)| Property {
        key,
        node: *node,
        required: shape.requires(key),
    });
    properties.collect()
}

/// The properties of a body, if it can have no others and each can be an input.
fn flattened_fields<'d>(schema: &'d Schema, types: &Types<'d>) -> Option<Vec<Property<'d>>> {
    let shape = types.shape(schema);
    let fields = request_properties(schema, types);
    let is_declared = |key: &&str| shape.properties.contains_key(*key);
    let is_plain = shape.primitives() == [Primitive::Object]
        && !has_union(schema, types)
        && shape.patterns.is_empty()
        && shape.required.iter().all(is_declared)
        && !matches!(shape.additional, Some(Additional::Schema(_)))
        && !fields.is_empty();
    is_plain.then_some(fields)
}

/// Whether a body has `oneOf` or `anyOf`, including those that differ only in `required`.
fn has_union<'d>(schema: &'d Schema, types: &Types<'d>) -> bool {
    let shape = types.shape(schema);
    shape.is_union
        || shape.has_alternative_requirements
        || !types.graph.subtypes(types.graph.node(schema)).is_empty()
}

/// Whether a form has no fields, which some vendors declare for operations without a body.
fn is_empty_form<'d>(schema: &'d Schema, types: &Types<'d>) -> bool {
    let shape = types.shape(schema);
    shape.primitives() == [Primitive::Object]
        && request_properties(schema, types).is_empty()
        && shape.patterns.is_empty()
        && !has_union(schema, types)
        && shape.additional == Some(Additional::Allowed(false))
}

fn field_input(body: &RequestBody, property: &Property, ty: Type, types: &Types) -> Input {
    Input {
        name: Name::new(property.key),
        wire_name: property.key.to_owned(),
        location: Location::BodyField,
        role: if body.required && property.required {
            InputRole::Argument
        } else {
            InputRole::Setter
        },
        ty,
        style: None,
        docs: types.docs(property.node),
    }
}
