//! Lowers the content of a response: one type for all of its media types.

use crate::lower::operations::envelope::is_enveloped;
use crate::lower::operations::examples;
use crate::lower::operations::media::{Kind, Representation, distinct_names};
use crate::lower::types::Types;
use crate::model::{Decode, Distinction, ResponseVariant, Shape, Type};
use crate::openapi::document::{Primitive, Schema};
use crate::rust::names::Name;
use serde_json::Value;

/// The type of the body of a response, and how it is decoded.
pub(in crate::lower) struct Content {
    /// The media types and ranges of the header `Accept`, the preferred one first.
    pub(in crate::lower) accept: Vec<String>,
    pub(in crate::lower) ty: Option<Type>,
    pub(in crate::lower) decode: Decode,
    pub(in crate::lower) example: Option<String>,
    pub(in crate::lower) mock: MockContent,
}

/// The representation that a mock sends: the first one with an example, else the first one.
pub(in crate::lower) struct MockContent {
    pub(in crate::lower) media_type: Option<String>,
    pub(in crate::lower) ty: Option<Type>,
    pub(in crate::lower) decode: Decode,
    pub(in crate::lower) example: Option<Value>,
}

/// The names of the types of a response.
pub(in crate::lower) struct ContentNames {
    /// The enum of several representations.
    pub(in crate::lower) content: Name,
    /// An inline schema.
    pub(in crate::lower) response: Name,
}

/// A lowered representation, or several with the same type.
struct Alternative<'r, 'd> {
    representation: &'r Representation<'d>,
    name: Name,
    accept: Vec<String>,
    ty: Option<Type>,
    decode: Decode,
    /// The first example: the value that the call returns.
    example: Option<Value>,
}

impl Alternative<'_, '_> {
    fn shown_example(&self) -> Option<String> {
        let example = self.example.as_ref()?;
        examples::shown(example, self.representation.kind)
    }
}

/// Lowers the representations of a response.
pub(in crate::lower) fn content<'d>(
    representations: Vec<Representation<'d>>,
    envelope: Option<&str>,
    names: &ContentNames,
    is_error: bool,
    types: &mut Types<'d>,
) -> Content {
    let representations = decodable(representations, types);
    let variants = distinct_names(&representations.iter().collect::<Vec<_>>());
    let mut alternatives: Vec<Alternative> = Vec::new();
    for (representation, name) in representations.iter().zip(variants) {
        let response = if alternatives.is_empty() {
            names.response.clone()
        } else {
            names.response.join(name.spelling())
        };
        let (ty, decode) = known_type(representation, &alternatives, types)
            .unwrap_or_else(|| lowered(representation, envelope, &response, types));
        let examples = types.examples(&representation.media.examples);
        types.add_response_samples(ty.as_ref(), decode, envelope, &examples);
        let accept = representation.accept().to_owned();
        let is_json = representation.kind == Kind::Json;
        let mut known = alternatives.iter_mut();
        match known.find(|it| is_json && it.ty == ty && it.decode == decode) {
            Some(same) if same.accept.contains(&accept) => {}
            Some(same) => same.accept.push(accept),
            None => alternatives.push(Alternative {
                representation,
                name,
                accept: vec![accept],
                ty,
                decode,
                example: examples
                    .first()
                    .and_then(|it| returned(&it.value, decode, envelope))
                    .cloned(),
            }),
        }
    }
    if let Some(decode) = common_decode(&alternatives.iter().collect::<Vec<_>>()) {
        return joined(alternatives, decode);
    }
    by_media_type(alternatives, &names.content, is_error, types)
}

/// The part of an example response that the call returns.
fn returned<'e>(example: &'e Value, decode: Decode, envelope: Option<&str>) -> Option<&'e Value> {
    match (decode, envelope) {
        (Decode::Enveloped | Decode::OptionalEnveloped, Some(result)) => example.get(result),
        (Decode::EnvelopeOnly, _) => None,
        _ => Some(example),
    }
}

/// The representations that the client asks for with `send`.
///
/// A stream is read by `send_stream`. Text or bytes with the schema of the JSON are the same value,
/// which the client reads as JSON; only a string is the same as text.
fn decodable<'d>(mut all: Vec<Representation<'d>>, types: &Types<'d>) -> Vec<Representation<'d>> {
    if all.iter().any(|it| !matches!(it.kind, Kind::Stream(_))) {
        all.retain(|it| !matches!(it.kind, Kind::Stream(_)));
    }
    let mut kept: Vec<Representation> = Vec::new();
    for representation in all {
        let is_string = representation.kind == Kind::Text && is_string(&representation, types);
        let is_text_or_bytes = matches!(representation.kind, Kind::Text | Kind::Bytes);
        let is_same_value = |it: &Representation<'d>| {
            it.kind == Kind::Json && it.is_same_value(&representation, types)
        };
        if is_string || !is_text_or_bytes || !kept.iter().any(is_same_value) {
            kept.push(representation);
        }
    }
    kept
}

fn is_string<'d>(representation: &Representation<'d>, types: &Types<'d>) -> bool {
    let schema = representation.schema();
    schema.is_some_and(|schema| types.shape(schema).primitives() == [Primitive::String])
}

/// The type of the JSON with the same schema. Text with that schema is the same string.
fn known_type<'d>(
    representation: &Representation<'d>,
    alternatives: &[Alternative<'_, 'd>],
    types: &Types<'d>,
) -> Option<(Option<Type>, Decode)> {
    let same = alternatives.iter().find(|it| {
        it.representation.kind == Kind::Json
            && it.representation.has_schema_of(representation, types)
    })?;
    match representation.kind {
        Kind::Json => Some((same.ty.clone(), same.decode)),
        Kind::Text => Some((same.ty.clone(), Decode::TextOrJson)),
        _ => None,
    }
}

/// The type of a representation, and how it is decoded.
fn lowered<'d>(
    representation: &Representation<'d>,
    envelope: Option<&str>,
    response: &Name,
    types: &mut Types<'d>,
) -> (Option<Type>, Decode) {
    match (representation.kind, representation.schema()) {
        (Kind::Json, Some(schema)) => json_type(schema, envelope, response, types),
        (Kind::Json, None) => (Some(Type::Any), Decode::Json),
        (Kind::Text, Some(schema)) if representation.may_be_json() => {
            (Some(types.of_schema(schema, response)), Decode::TextOrJson)
        }
        (Kind::Stream(_), _) => (Some(Type::String), Decode::Text),
        (Kind::Form | Kind::Text, _) => {
            representation.warn_if_structured("text", types);
            (Some(Type::String), Decode::Text)
        }
        (Kind::Multipart | Kind::Bytes, _) => {
            representation.warn_if_structured("bytes", types);
            (Some(Type::Bytes), Decode::Bytes)
        }
    }
}

/// The type of a JSON response: that of the result if it has an envelope.
fn json_type<'d>(
    schema: &'d Schema,
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types<'d>,
) -> (Option<Type>, Decode) {
    match envelope.filter(|_| is_enveloped(schema, types.resolver)) {
        Some(property) => {
            let node = types.graph.node(schema);
            let result = types.graph.shape(node).properties.get(property);
            let ty = result.map(|result| types.ty(*result, &name.join(property)));
            let decode = if ty.is_some() {
                Decode::Enveloped
            } else {
                Decode::EnvelopeOnly
            };
            (ty, decode)
        }
        None => (Some(types.of_schema(schema, name)), Decode::Json),
    }
}

/// How to decode one type for all alternatives, if there is one.
fn common_decode(alternatives: &[&Alternative]) -> Option<Decode> {
    let (first, rest) = alternatives.split_first()?;
    let is_text = |it: &&&Alternative| matches!(it.decode, Decode::Text | Decode::TextOrJson);
    if rest.iter().all(|it| it.ty == first.ty) {
        if rest.iter().all(|it| it.decode == first.decode) {
            return Some(first.decode);
        }
        match first.decode {
            Decode::Json if rest.iter().all(|it| is_text(&it)) => return Some(Decode::JsonOrText),
            Decode::Text | Decode::TextOrJson => return Some(Decode::TextOrJson),
            _ => {}
        }
    }
    // FastAPI adds JSON of any value to operations that declare another media type. The type of
    // that one holds such JSON, too: as text or bytes. If it is JSON itself, it is the more specific
    // type. An enum with a variant for `Value` would only make each call longer.
    let is_any = |it: &&&Alternative| it.ty == Some(Type::Any);
    let others: Vec<&Alternative> = alternatives
        .iter()
        .filter(|it| !is_any(it))
        .copied()
        .collect();
    if others.len() < alternatives.len() {
        return common_decode(&others);
    }
    None
}

/// One type for all alternatives.
fn joined(mut alternatives: Vec<Alternative>, decode: Decode) -> Content {
    // A value of any type is less specific than the type of the others.
    alternatives.sort_by_key(|it| it.ty == Some(Type::Any));
    let ty = alternatives.first().and_then(|it| it.ty.clone());
    let example = alternatives.iter().find_map(Alternative::shown_example);
    let mock = mock_content(&alternatives);
    Content {
        accept: alternatives.into_iter().flat_map(|it| it.accept).collect(),
        ty,
        decode,
        example,
        mock,
    }
}

fn mock_content(alternatives: &[Alternative]) -> MockContent {
    let with_example = alternatives.iter().find(|it| it.example.is_some());
    let chosen = with_example.or(alternatives.first());
    MockContent {
        media_type: chosen.and_then(|it| it.accept.first().cloned()),
        ty: chosen.and_then(|it| it.ty.clone()),
        decode: chosen.map_or(Decode::Empty, |it| it.decode),
        example: chosen.and_then(|it| it.example.clone()),
    }
}

/// An enum with a variant for each alternative.
fn by_media_type(
    alternatives: Vec<Alternative>,
    name: &Name,
    is_error: bool,
    types: &mut Types,
) -> Content {
    let accept = alternatives.iter().flat_map(|it| it.accept.clone());
    let accept = accept.collect();
    let example = alternatives.iter().find_map(Alternative::shown_example);
    let mock = mock_content(&alternatives);
    let variants = alternatives.into_iter().map(|it| ResponseVariant {
        name: it.name,
        keys: it.accept,
        description: None,
        ty: it.ty,
        decode: it.decode,
    });
    let shape = Shape::Responses {
        variants: variants.collect(),
        distinguished_by: Distinction::MediaType,
        is_error,
    };
    Content {
        accept,
        ty: Some(types.named(shape, name)),
        decode: Decode::ByMediaType,
        example,
        mock,
    }
}
