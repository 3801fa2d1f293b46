//! What comes back: the answer that was hoped for, and the failures.

use crate::lower::operations::envelope::is_enveloped;
use crate::lower::operations::failures;
use crate::lower::operations::media::{Kind, choose, warn_if_untyped};
use crate::lower::operations::status;
use crate::lower::types::Types;
use crate::lower::types::examples;
use crate::model::{Decode, ErrorResponse, ResponseVariant, Shape, SuccessResponse, Type};
use crate::openapi::document::{Operation, Response, Schema};
use crate::rust::names::Name;
use std::collections::BTreeSet;

/// What is asked for where the specification does not say.
const JSON: &str = "application/json";

/// The answer and the failures of an operation.
pub(in crate::lower) fn answers<'d>(
    operation: &'d Operation,
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types<'d>,
) -> (SuccessResponse, Vec<ErrorResponse>) {
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for (status, response) in &operation.responses {
        let Some(response) = types.resolver.item(response) else {
            continue;
        };
        let is_good = status.starts_with('2');
        if is_good { &mut good } else { &mut bad }.push((status.as_str(), response));
    }
    if good.is_empty() {
        let default = bad.iter().position(|(status, _)| *status == "default");
        good.extend(default.map(|at| bad.remove(at)));
    }
    let answer = answer(&good, envelope, name, types);
    (answer, failures::failures(&bad, name, types))
}

fn answer<'d>(
    good: &[(&str, &'d Response)],
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types<'d>,
) -> SuccessResponse {
    let (full, empty): (Vec<_>, Vec<_>) = good
        .iter()
        .partition(|(_, response)| !response.content.is_empty());
    let mut answers: Vec<SuccessResponse> = full
        .into_iter()
        .map(|(status, response)| with_content(status, response, envelope, name, types))
        .collect();
    let Some(first) = answers.first() else {
        return without_content(empty.first());
    };
    let is_same = |other: &SuccessResponse| other.ty == first.ty && other.decode == first.decode;
    let is_one_type = answers.iter().all(is_same);
    let decode = if empty.is_empty() {
        Some(first.decode)
    } else {
        or_empty(first.decode)
    };
    let Some(decode) = decode.filter(|_| is_one_type) else {
        answers.extend(empty.iter().map(|empty| without_content(Some(empty))));
        return several(answers, name, types);
    };
    let answer = answers.swap_remove(0);
    SuccessResponse {
        ty: match answer.ty {
            Some(ty) if decode != answer.decode => Some(Type::Nullable(Box::new(ty))),
            ty => ty,
        },
        decode,
        ..answer
    }
}

/// How an answer is read that may as well have no body. Of a text and of bytes
/// that cannot be told: they may be empty.
fn or_empty(decode: Decode) -> Option<Decode> {
    match decode {
        Decode::Json => Some(Decode::OptionalJson),
        Decode::Enveloped => Some(Decode::OptionalEnveloped),
        Decode::EnvelopeOnly | Decode::Empty => Some(decode),
        _ => None,
    }
}

/// Answers of several types: an enum with a form for each.
fn several(answers: Vec<SuccessResponse>, name: &Name, types: &mut Types) -> SuccessResponse {
    let accept: BTreeSet<&str> = answers
        .iter()
        .map(|answer| answer.accept.as_str())
        .collect();
    let accept = accept.into_iter().collect::<Vec<_>>().join(", ");
    let statuses: Vec<&str> = answers
        .iter()
        .map(|answer| answer.status.as_str())
        .collect();
    let status = statuses.join("`, `");
    let example = answers.iter().find_map(|answer| answer.example.clone());
    let form = |answer: SuccessResponse| ResponseVariant {
        name: status::name(&answer.status),
        status: answer.status,
        description: answer.description,
        ty: answer.ty,
        decode: answer.decode,
    };
    let forms = answers.into_iter().map(form).collect();
    let shape = Shape::Responses {
        variants: forms,
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

fn without_content(good: Option<&(&str, &Response)>) -> SuccessResponse {
    let (status, response) = good.map_or(("2XX", None), |(status, response)| {
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
        (Kind::Json, Some(schema)) => of_json(schema, envelope, &name, types),
        (Kind::Json, None) => (Some(Type::Any), Decode::Json),
        (Kind::Form | Kind::Text | Kind::Stream(_), _) => (Some(Type::String), Decode::Text),
        (Kind::Multipart | Kind::Bytes, _) => (Some(Type::Bytes), Decode::Bytes),
    };
    let examples = media.map_or_else(Vec::new, |media| types.examples(&media.examples));
    types.sample_answer(ty.as_ref(), decode, envelope, &examples);
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

/// The type of a JSON answer: what the envelope holds, where there is one.
fn of_json<'d>(
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
