//! What is sent: the fields of a JSON body become inputs of the call.

use crate::lower::operations::encoding::{self, is_file_by};
use crate::lower::operations::media::{Kind, choose, told_by_hand};
use crate::lower::types::Types;
use crate::lower::types::examples;
use crate::lower::types::scalars::primitives;
use crate::model::{Access, Body, BodyFormat, Docs, Input, InputRole, Location, Type};
use crate::openapi::document::{
    Additional, Encoding, Example, MediaType, Primitive, RequestBody, Schema,
};
use crate::rust::names::Name;

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
        told_by_hand(chosen, types);
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
fn parts(
    body: &RequestBody,
    schema: &Schema,
    media: Option<&MediaType>,
    name: &Name,
    types: &mut Types,
) -> Vec<Input> {
    let name = &body_name(schema, name, types);
    let object = sent(schema, types);
    let parts = object.properties.iter().map(|(key, property)| {
        let required = body.required && object.required.contains(key);
        let encoding = media.and_then(|media| media.encoding.get(key));
        match file(property, encoding, types) {
            Some(ty) => input(key, property, ty, required, types),
            None => field(key, property, required, name, types),
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
        || name.join("request"),
        |(component, _)| Name::new(component),
    )
}

/// A file, or a list of files.
fn file(property: &Schema, encoding: Option<&Encoding>, types: &Types) -> Option<Type> {
    let part = types.opened(property);
    if is_file(&part) || encoding.is_some_and(|encoding| is_file_by(encoding, &part)) {
        return Some(Type::File);
    }
    let branches = if part.one_of.is_empty() {
        &part.any_of
    } else {
        &part.one_of
    };
    if !branches.is_empty() {
        let all: Option<Vec<Type>> = branches
            .iter()
            .filter(|branch| primitives(&types.opened(branch)) != [Primitive::Null])
            .map(|branch| file(branch, encoding, types))
            .collect();
        let all = all.filter(|all| !all.is_empty())?;
        // A list of one is sent like the one.
        return all.into_iter().max_by_key(|ty| *ty != Type::File);
    }
    match file(part.items.as_deref()?, encoding, types)? {
        Type::File => Some(Type::List(Box::new(Type::File))),
        _ => None,
    }
}

fn is_file(schema: &Schema) -> bool {
    let is_text = primitives(schema)
        .iter()
        .all(|it| [Primitive::String, Primitive::Null].contains(it));
    is_text && schema.format.as_deref() == Some("binary") || schema.has_content_media_type
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

/// The schema of a body without the properties that only come back.
fn sent(schema: &Schema, types: &Types) -> Schema {
    let mut schema = types.opened(schema);
    let comes_back = |property: &Schema| types.access(property) == Access::ReadOnly;
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

/// Whether nothing can be put into a form: vendors write one down for calls that take none.
fn has_no_field(schema: &Schema, types: &Types) -> bool {
    let schema = sent(schema, types);
    primitives(&schema) == [Primitive::Object]
        && schema.properties.is_empty()
        && schema.patterns.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.additional == Some(Additional::Allowed(false))
}

fn field(key: &str, property: &Schema, required: bool, name: &Name, types: &mut Types) -> Input {
    let ty = types.ty(property, &name.join(key));
    input(key, property, ty, required, types)
}

fn input(key: &str, property: &Schema, ty: Type, required: bool, types: &Types) -> Input {
    Input {
        name: Name::new(key),
        wire_name: key.to_owned(),
        location: Location::BodyField,
        role: if required {
            InputRole::Argument
        } else {
            InputRole::Setter
        },
        ty,
        style: None,
        docs: types.docs(property),
    }
}
