//! What comes back: the answer that was hoped for, and the failures.

use super::envelope::{is_enveloped, result};
use super::examples;
use super::types::Types;
use crate::diagnostic::Diagnostic;
use crate::document::{MediaType, Operation, Response};
use crate::model::{Answer, Decode, Failure};
use crate::name::Name;
use indexmap::IndexMap;

/// The answer and the failures of an operation.
pub(super) fn answers(
    operation: &Operation,
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types,
) -> (Answer, Vec<Failure>) {
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for (status, response) in &operation.responses {
        let Some(response) = types.resolver.response(response) else {
            continue;
        };
        let is_good = status.starts_with('2');
        if is_good { &mut good } else { &mut bad }.push((status.as_str(), response));
    }
    if good.is_empty() {
        let default = bad.iter().position(|(status, _)| *status == "default");
        good.extend(default.map(|at| bad.remove(at)));
    }
    let answer = answer(operation, &good, envelope, name, types);
    let several = bad.len() > 1;
    let failures = bad
        .into_iter()
        .map(|(status, response)| failure(status, response, several, name, types));
    (answer, failures.collect())
}

fn answer(
    operation: &Operation,
    good: &[(&str, &Response)],
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types,
) -> Answer {
    let with_body = good
        .iter()
        .filter(|(_, response)| !response.content.is_empty());
    let mut answers: Vec<Answer> = with_body
        .map(|(status, response)| with_content(status, response, envelope, name, types))
        .collect();
    let differ = answers
        .iter()
        .skip(1)
        .any(|other| other.ty != answers[0].ty);
    if differ || (!answers.is_empty() && answers.len() < good.len()) {
        let message = "several answers of different types are not supported yet";
        types
            .report
            .add(Diagnostic::error(&operation.at.child("responses"), message).on_key());
    }
    if !answers.is_empty() {
        return answers.swap_remove(0);
    }
    let (status, response) = good.first().map_or(("2XX", None), |(status, response)| {
        (*status, Some(response))
    });
    Answer {
        status: status.to_owned(),
        description: response.and_then(|response| response.description.clone()),
        ty: None,
        decode: Decode::Empty,
        example: None,
    }
}

fn with_content(
    status: &str,
    response: &Response,
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types,
) -> Answer {
    let name = name.part("response");
    let media = json(&response.content);
    if media.is_none() {
        not_json(&response.content, types);
    }
    let schema = media.and_then(|media| media.schema.as_ref());
    let enveloped =
        envelope.filter(|_| schema.is_some_and(|schema| is_enveloped(schema, types.resolver)));
    let (ty, decode) = match (schema, enveloped) {
        (Some(schema), Some(property)) => {
            let result = result(schema, property, types.resolver, types.report);
            (
                result.map(|result| types.ty(&result, &name.part(property))),
                Decode::Enveloped,
            )
        }
        (Some(schema), None) => (Some(types.ty(schema, &name)), Decode::Json),
        (None, _) => (Some(crate::model::Type::Any), Decode::Json),
    };
    Answer {
        status: status.to_owned(),
        description: response.description.clone(),
        ty,
        decode,
        example: media
            .and_then(|media| media.example.as_ref())
            .map(examples::pretty),
    }
}

fn failure(
    status: &str,
    response: &Response,
    several: bool,
    name: &Name,
    types: &mut Types,
) -> Failure {
    let name = name.part("error");
    let name = if several { name.part(status) } else { name };
    let schema = json(&response.content).and_then(|media| media.schema.as_ref());
    let own = schema.filter(|schema| !is_enveloped(schema, types.resolver));
    Failure {
        status: status.to_owned(),
        description: response.description.clone(),
        ty: own.map(|schema| types.ty(schema, &name)),
    }
}

/// The JSON form of a body.
pub(super) fn json(content: &IndexMap<String, MediaType>) -> Option<&MediaType> {
    let is_json = |media_type: &str| {
        let essence = media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
    };
    content
        .iter()
        .find(|(media_type, _)| is_json(media_type))
        .map(|(_, media)| media)
}

/// Says that a body has no form that can be read or written.
pub(super) fn not_json(content: &IndexMap<String, MediaType>, types: &Types) {
    if let Some((media_type, media)) = content.first() {
        let message = format!("`{media_type}` is not supported yet");
        types
            .report
            .add(Diagnostic::error(&media.at, message).on_key());
    }
}
