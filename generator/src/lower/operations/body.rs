//! What is sent: the fields of a JSON body become inputs of the call.

use crate::lower::operations::encoding::{self, is_file_by};
use crate::lower::operations::media::{Kind, choose, warn_if_untyped};
use crate::lower::types::Types;
use crate::lower::types::examples;
use crate::model::{Access, Body, BodyFormat, Docs, Input, InputRole, Location, Type};
use crate::openapi::document::{Encoding, Example, MediaType, Primitive, RequestBody, Schema};
use crate::rust::names::Name;
use crate::schema::{Additional, NodeId, Shape};

/// More arguments than this read better as the fields of one.
const ARGUMENTS: usize = 6;

/// The body of a call, and the inputs that it is made of.
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
        (Kind::Form, Some(schema)) if !body.required && has_no_field(schema, types) => Vec::new(),
        (Kind::Json | Kind::Form, Some(schema)) => inputs(body, schema, arguments, name, types),
        (Kind::Json | Kind::Form | Kind::Multipart, None) => vec![whole_body(body, Type::Any)],
        (Kind::Text | Kind::Bytes | Kind::Stream(_), _) => vec![whole_body(body, Type::Bytes)],
    };
    sample(&inputs, kind, &examples, types);
    let is_taken_apart = inputs
        .iter()
        .any(|input| input.location == Location::BodyField);
    let schema = media.and_then(|media| media.schema.as_ref());
    let body = Body {
        flattened: schema
            .filter(|_| is_taken_apart)
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

/// Notes the examples of a body, which is one input or several.
///
/// Those of a form may be the text that is sent, of which no type knows.
fn sample(inputs: &[Input], kind: Kind, examples: &[&Example], types: &mut Types) {
    let known = types.samples.len();
    let is_form = matches!(kind, Kind::Form | Kind::Multipart);
    let examples: Vec<&Example> = examples
        .iter()
        .copied()
        .filter(|example| !(is_form && example.value.is_string()))
        .collect();
    match inputs {
        [whole] if whole.location == Location::Body => {
            types.sample(&whole.ty, examples);
        }
        fields => types.sample_fields(fields, &examples),
    }
    for sample in &mut types.samples[known..] {
        sample.is_request = true;
    }
}

fn inputs<'d>(
    body: &RequestBody,
    schema: &'d Schema,
    arguments: usize,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<Input> {
    let name = &body_name(schema, name, types);
    if let Some(fields) = fields(schema, types) {
        let required = fields.iter().filter(|field| field.required).count();
        if arguments + required <= ARGUMENTS {
            let fields = fields.into_iter().map(|property| {
                let ty = types.ty(property.node, &name.join(property.key));
                input(body, &property, ty, types)
            });
            let fields: Vec<Input> = fields.collect();
            let examples = types.shape(schema).examples;
            types.sample_fields(&fields, &examples.iter().collect::<Vec<_>>());
            return fields;
        }
    }
    let ty = types.of_schema(schema, name);
    vec![whole_body(body, ty)]
}

/// The parts of a form: files are given as such, everything else as in JSON.
fn parts<'d>(
    body: &RequestBody,
    schema: &'d Schema,
    media: Option<&MediaType>,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<Input> {
    let name = &body_name(schema, name, types);
    let parts = sent(schema, types).into_iter().map(|property| {
        let encoding = media.and_then(|media| media.encoding.get(property.key));
        let file = file(property.node, encoding, types);
        let ty = file.unwrap_or_else(|| types.ty(property.node, &name.join(property.key)));
        input(body, &property, ty, types)
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
        || name.join("request"),
        |(component, _)| Name::new(component),
    )
}

/// A file, or a list of files.
fn file(property: NodeId, encoding: Option<&Encoding>, types: &Types) -> Option<Type> {
    let graph = types.graph;
    let part = graph.shape(property);
    if is_file(part) || encoding.is_some_and(|encoding| is_file_by(encoding, part)) {
        return Some(Type::File);
    }
    if part.is_union {
        let branches = graph.branches(property).iter().map(|branch| branch.node);
        let all: Option<Vec<Type>> = branches
            .filter(|branch| !graph.is_null(*branch))
            .map(|branch| file(branch, encoding, types))
            .collect();
        let all = all.filter(|all| !all.is_empty())?;
        // A list of one is sent like the one.
        return all.into_iter().max_by_key(|ty| *ty != Type::File);
    }
    match file(part.items?, encoding, types)? {
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

/// A body that is given in one piece.
fn whole_body(body: &RequestBody, ty: Type) -> Input {
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

/// The properties of a body, without those that only come back.
fn sent<'d>(schema: &'d Schema, types: &Types<'d>) -> Vec<Property<'d>> {
    let shape = types.shape(schema);
    let properties = shape.properties.iter();
    let sent = properties.filter(|(_, node)| types.access(**node) != Access::ReadOnly);
    let properties = sent.map(|(key, node)| Property {
        key,
        node: *node,
        required: shape.requires(key),
    });
    properties.collect()
}

/// The properties of a body, if they are all that it has, so that each can be an input.
fn fields<'d>(schema: &'d Schema, types: &Types<'d>) -> Option<Vec<Property<'d>>> {
    let shape = types.shape(schema);
    let fields = sent(schema, types);
    let is_declared = |key: &&str| shape.properties.contains_key(*key);
    let is_plain = shape.primitives() == [Primitive::Object]
        && !types.graph.is_nullable(types.graph.node(schema))
        && !has_union(schema, types)
        && shape.patterns.is_empty()
        && shape.required.iter().all(is_declared)
        && !matches!(shape.additional, Some(Additional::Schema(_)))
        && !fields.is_empty();
    is_plain.then_some(fields)
}

/// Whether a body has branches, if only of what they require.
fn has_union<'d>(schema: &'d Schema, types: &Types<'d>) -> bool {
    let shape = types.shape(schema);
    shape.is_union
        || shape.has_alternative_requirements
        || !types.graph.subtypes(types.graph.node(schema)).is_empty()
}

/// Whether nothing can be put into a form: vendors write one down for calls that take none.
fn has_no_field<'d>(schema: &'d Schema, types: &Types<'d>) -> bool {
    let shape = types.shape(schema);
    shape.primitives() == [Primitive::Object]
        && sent(schema, types).is_empty()
        && shape.patterns.is_empty()
        && !has_union(schema, types)
        && shape.additional == Some(Additional::Allowed(false))
}

fn input(body: &RequestBody, property: &Property, ty: Type, types: &Types) -> Input {
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
