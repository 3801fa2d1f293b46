//! Lowers the responses of an operation.

use crate::lower::operations::envelope::is_enveloped;
use crate::lower::operations::error_responses::error_responses;
use crate::lower::operations::examples;
use crate::lower::operations::media::{Kind, choose, warn_if_untyped};
use crate::lower::operations::status;
use crate::lower::types::Types;
use crate::model::{Decode, ErrorResponse, ResponseVariant, Shape, SuccessResponse, Type};
use crate::openapi::document::{Operation, Response, Schema};
use crate::rust::names::Name;
use std::collections::BTreeSet;

/// The header `Accept` of operations without a declared media type.
const JSON: &str = "application/json";

/// The success response and the error responses of an operation.
///
/// Without a `2XX` response, `default` is the success response.
pub(in crate::lower) fn responses<'d>(
    operation: &'d Operation,
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types<'d>,
) -> (SuccessResponse, Vec<ErrorResponse>) {
    let mut successes = Vec::new();
    let mut errors = Vec::new();
    for (status, response) in &operation.responses {
        let Some(response) = types.resolver.item(response) else {
            continue;
        };
        let list = if status.starts_with('2') {
            &mut successes
        } else {
            &mut errors
        };
        list.push((status.as_str(), response));
    }
    if successes.is_empty() {
        let default = errors.iter().position(|(status, _)| *status == "default");
        successes.extend(default.map(|index| errors.remove(index)));
    }
    let success = success_response(&successes, envelope, name, types);
    (success, error_responses(&errors, name, types))
}

/// One response for all responses of an operation that succeeds.
fn success_response<'d>(
    declared: &[(&str, &'d Response)],
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types<'d>,
) -> SuccessResponse {
    let (with_body, empty): (Vec<_>, Vec<_>) = declared
        .iter()
        .partition(|(_, response)| !response.content.is_empty());
    let mut responses: Vec<SuccessResponse> = with_body
        .into_iter()
        .map(|(status, response)| with_content(status, response, envelope, name, types))
        .collect();
    let Some(first) = responses.first() else {
        return without_content(empty.first());
    };
    let is_same = |other: &SuccessResponse| other.ty == first.ty && other.decode == first.decode;
    let is_one_type = responses.iter().all(is_same);
    let decode = if empty.is_empty() {
        Some(first.decode)
    } else {
        optional(first.decode)
    };
    let Some(decode) = decode.filter(|_| is_one_type) else {
        responses.extend(empty.iter().map(|empty| without_content(Some(empty))));
        return by_status(responses, name, types);
    };
    let response = responses.swap_remove(0);
    SuccessResponse {
        ty: match response.ty {
            Some(ty) if decode != response.decode => Some(Type::Nullable(Box::new(ty))),
            ty => ty,
        },
        decode,
        ..response
    }
}

/// How a response is decoded whose body may be absent. `None` for text and bytes, where an absent
/// body and an empty one are the same.
fn optional(decode: Decode) -> Option<Decode> {
    match decode {
        Decode::Json => Some(Decode::OptionalJson),
        Decode::Enveloped => Some(Decode::OptionalEnveloped),
        Decode::EnvelopeOnly | Decode::Empty => Some(decode),
        _ => None,
    }
}

/// Combines responses of different types in an enum with a variant for each status.
fn by_status(responses: Vec<SuccessResponse>, name: &Name, types: &mut Types) -> SuccessResponse {
    let accept: BTreeSet<&str> = responses
        .iter()
        .map(|response| response.accept.as_str())
        .collect();
    let accept = accept.into_iter().collect::<Vec<_>>().join(", ");
    let statuses: Vec<&str> = responses
        .iter()
        .map(|response| response.status.as_str())
        .collect();
    let status = statuses.join("`, `");
    let example = responses
        .iter()
        .find_map(|response| response.example.clone());
    let variants = responses.into_iter().map(|response| ResponseVariant {
        name: status::name(&response.status),
        status: response.status,
        description: response.description,
        ty: response.ty,
        decode: response.decode,
    });
    let shape = Shape::Responses {
        variants: variants.collect(),
        is_error: false,
    };
    SuccessResponse {
        accept,
        status,
        description: None,
        ty: Some(types.named(shape, &name.join("answer"))),
        decode: Decode::ByStatus,
        example,
    }
}

fn without_content(declared: Option<&(&str, &Response)>) -> SuccessResponse {
    let (status, response) = declared.map_or(("2XX", None), |(status, response)| {
        (*status, Some(response))
    });
    SuccessResponse {
        accept: JSON.to_owned(),
        status: status.to_owned(),
        description: response.and_then(|response| response.description.clone()),
        ty: None,
        decode: Decode::Empty,
        example: None,
    }
}

fn with_content<'d>(
    status: &str,
    response: &'d Response,
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types<'d>,
) -> SuccessResponse {
    let name = name.join("response");
    let chosen = choose(&response.content, types.report);
    if let Some(chosen) = &chosen {
        warn_if_untyped(chosen, types);
    }
    let media = chosen.as_ref().map(|chosen| chosen.media);
    let kind = chosen.as_ref().map_or(Kind::Json, |chosen| chosen.kind);
    let (ty, decode) = match (kind, media.and_then(|media| media.schema.as_ref())) {
        (Kind::Json, Some(schema)) => json_type(schema, envelope, &name, types),
        (Kind::Json, None) => (Some(Type::Any), Decode::Json),
        (Kind::Form | Kind::Text | Kind::Stream(_), _) => (Some(Type::String), Decode::Text),
        (Kind::Multipart | Kind::Bytes, _) => (Some(Type::Bytes), Decode::Bytes),
    };
    let examples = media.map_or_else(Vec::new, |media| types.examples(&media.examples));
    types.add_response_samples(ty.as_ref(), decode, envelope, &examples);
    SuccessResponse {
        accept: chosen.map_or_else(|| JSON.to_owned(), |chosen| chosen.name),
        status: status.to_owned(),
        description: response.description.clone(),
        ty,
        decode,
        example: examples
            .first()
            .and_then(|example| examples::shown(&example.value, kind)),
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
