//! Lowers request bodies. The fields of a JSON object or a form become inputs of the operation.

use crate::lower::operations::body_content::{self, Group, file_type};
use crate::lower::operations::encoding;
use crate::lower::operations::examples;
use crate::lower::operations::media::{Kind, Representation};
use crate::lower::types::Types;
use crate::model::{Access, Body, BodyFormat, Constant, Docs, Input, InputRole, Location, Type};
use crate::openapi::document::{Example, MediaType, Primitive, RequestBody, Schema};
use crate::rust::names::Name;
use crate::schema::{Additional, NodeId};

/// With more required properties, the body is a single argument.
const MAX_FIELDS: usize = 6;

/// A request body in one of its representations, and its inputs.
pub(in crate::lower) struct Lowered {
    /// The suffix of its method name; the preferred representation has none.
    pub(in crate::lower) suffix: Option<Name>,
    pub(in crate::lower) body: Body,
    pub(in crate::lower) inputs: Vec<Input>,
}

/// The representations of a request body, the preferred one first. Each has its own arguments and
/// setters, so each becomes a method of its own.
pub(in crate::lower) fn bodies<'d>(
    body: &'d RequestBody,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<Lowered> {
    let groups = body_content::groups(body, types);
    if groups.is_empty() {
        return vec![without_media_type(body)];
    }
    let media_types = groups.iter().map(|group| group.media_type.clone());
    let media_types: Vec<String> = media_types.collect();
    let mut lowered = Vec::new();
    for (index, group) in groups.into_iter().enumerate() {
        let suffix = (index > 0).then(|| group.name.clone());
        let name = match &suffix {
            Some(suffix) => name.join(suffix.spelling()),
            None => name.clone(),
        };
        let (mut body, inputs) = one_body(body, group, &name, types);
        body.other_media_types.clone_from(&media_types);
        body.other_media_types.remove(index);
        body.is_additional = index > 0;
        lowered.push(Lowered {
            suffix,
            body,
            inputs,
        });
    }
    lowered
}

/// A body whose `content` is empty: any JSON.
fn without_media_type(body: &RequestBody) -> Lowered {
    Lowered {
        suffix: None,
        inputs: vec![body_input(body, Type::Any)],
        body: Body {
            flattened: None,
            format: BodyFormat::Json,
            media_type: "application/json".to_owned(),
            encodings: Vec::new(),
            is_additional: false,
            other_media_types: Vec::new(),
            required: body.required,
            example: None,
        },
    }
}

fn one_body<'d>(
    body: &'d RequestBody,
    group: Group<'d>,
    name: &Name,
    types: &mut Types<'d>,
) -> (Body, Vec<Input>) {
    let Representation { kind, media, .. } = group.representation;
    let examples = types.examples(&media.examples);
    let schema = media.schema.as_ref();
    let mut inputs = match (kind, schema) {
        (Kind::Multipart, Some(schema)) => parts(body, schema, media, name, types),
        (Kind::Form, Some(schema)) if !body.required && is_empty_form(schema, types) => Vec::new(),
        (Kind::Json | Kind::Form, Some(schema)) => inputs(body, schema, name, types),
        (Kind::Json | Kind::Form | Kind::Multipart, None) => vec![body_input(body, Type::Any)],
        (Kind::Text | Kind::Bytes | Kind::Stream(_), _) => vec![body_input(body, Type::Bytes)],
    };
    add_samples(&inputs, kind, &examples, types);
    let is_flattened = inputs
        .iter()
        .any(|input| input.location == Location::BodyField);
    inputs.extend(group.content_type);
    let body = Body {
        flattened: schema
            .filter(|_| is_flattened)
            .and_then(|schema| types.of_component(schema)),
        format: match kind {
            Kind::Json => BodyFormat::Json,
            Kind::Form => BodyFormat::Form,
            Kind::Multipart => BodyFormat::Multipart,
            Kind::Text | Kind::Bytes | Kind::Stream(_) => BodyFormat::Raw,
        },
        media_type: group.media_type,
        encodings: encoding::encodings(kind, media, types),
        is_additional: false,
        other_media_types: Vec::new(),
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
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<Input> {
    let name = &body_name(schema, name, types);
    if let Some(fields) = flattened_fields(schema, types) {
        let is_argument = |it: &&Property| it.required && types.constant(it.node).is_none();
        let required = fields.iter().filter(is_argument).count();
        if required <= MAX_FIELDS {
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
    media: &MediaType,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<Input> {
    let name = &body_name(schema, name, types);
    let parts = request_properties(schema, types)
        .into_iter()
        .map(|property| {
            let encoding = media.encoding.get(property.key);
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
        constant: None,
        style: None,
        docs: Docs {
            description: body.description.clone(),
            ..Docs::default()
        },
    }
}

/// A property of a body.
pub(in crate::lower) struct Property<'d> {
    pub(in crate::lower) key: &'d str,
    pub(in crate::lower) node: NodeId,
    required: bool,
}

/// The properties of a body that are not read-only.
pub(in crate::lower) fn request_properties<'d>(
    schema: &'d Schema,
    types: &Types<'d>,
) -> Vec<Property<'d>> {
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
pub(in crate::lower) fn is_empty_form<'d>(schema: &'d Schema, types: &Types<'d>) -> bool {
    let shape = types.shape(schema);
    shape.primitives() == [Primitive::Object]
        && request_properties(schema, types).is_empty()
        && shape.patterns.is_empty()
        && !has_union(schema, types)
        && shape.additional == Some(Additional::Allowed(false))
}

fn field_input(body: &RequestBody, property: &Property, ty: Type, types: &Types) -> Input {
    let is_required = body.required && property.required;
    let constant = types.constant(property.node).filter(|_| is_required);
    Input {
        name: Name::new(property.key),
        wire_name: property.key.to_owned(),
        location: Location::BodyField,
        role: match constant {
            Some(_) => InputRole::Constant,
            None if is_required => InputRole::Argument,
            None => InputRole::Setter,
        },
        ty: constant.as_ref().map_or(ty, Constant::ty),
        constant,
        style: None,
        docs: types.docs(property.node),
    }
}
