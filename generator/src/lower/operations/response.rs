//! Lowers the responses of an operation.

use crate::diagnostic::code;
use crate::lower::operations::content::{ContentNames, content};
use crate::lower::operations::error_responses::error_responses;
use crate::lower::operations::media::{Kind, representations};
use crate::lower::operations::{redirects, status};
use crate::lower::types::Types;
use crate::model::{
    Decode, Distinction, ErrorResponse, MockResponse, ResponseVariant, Shape, SuccessResponse, Type,
};
use crate::openapi::document::{Operation, Response};
use crate::rust::names::Name;
use indexmap::IndexSet;

/// The success response and the error responses of an operation.
///
/// Without a `2XX` response or a redirect, `default` is the success response.
pub(in crate::lower) fn responses<'d>(
    operation: &'d Operation,
    is_paged: bool,
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
        let list = if status.starts_with('2') || redirects::is_result(status, response) {
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
    let success = success_response(&successes, is_paged, envelope, name, types);
    (success, error_responses(&errors, name, types))
}

/// One response for all responses of an operation that succeeds.
fn success_response<'d>(
    declared: &[(&str, &'d Response)],
    is_paged: bool,
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types<'d>,
) -> SuccessResponse {
    let (with_body, empty): (Vec<_>, Vec<_>) = declared.iter().partition(|(status, response)| {
        !response.content.is_empty() || redirects::is_result(status, response)
    });
    let mut responses: Vec<SuccessResponse> = with_body
        .into_iter()
        .map(|(status, response)| with_content(status, response, is_paged, envelope, name, types))
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
    let accept = responses.iter().flat_map(|it| it.accept.clone());
    let accept: IndexSet<String> = accept.collect();
    let statuses: Vec<&str> = responses
        .iter()
        .map(|response| response.status.as_str())
        .collect();
    let status = statuses.join("`, `");
    let example = responses
        .iter()
        .find_map(|response| response.example.clone());
    let mocks = || responses.iter().map(|response| &response.mock);
    let with_example = mocks().find(|it| it.example.is_some());
    let mock = with_example.or_else(|| mocks().next()).cloned();
    let mock = mock.unwrap_or_else(|| empty_mock("2XX"));
    let variants = responses.into_iter().map(|response| ResponseVariant {
        name: status::name(&response.status),
        keys: vec![response.status],
        description: response.description,
        ty: response.ty,
        decode: response.decode,
    });
    let shape = Shape::Responses {
        variants: variants.collect(),
        distinguished_by: Distinction::Status,
        is_error: false,
    };
    SuccessResponse {
        accept: accept.into_iter().collect(),
        status,
        description: None,
        ty: Some(types.named(shape, &name.join("answer"))),
        decode: Decode::ByStatus,
        example,
        mock,
    }
}

fn without_content(declared: Option<&(&str, &Response)>) -> SuccessResponse {
    let (status, response) = declared.map_or(("2XX", None), |(status, response)| {
        (*status, Some(response))
    });
    SuccessResponse {
        accept: Vec::new(),
        status: status.to_owned(),
        description: response.and_then(|response| response.description.clone()),
        ty: None,
        decode: Decode::Empty,
        example: None,
        mock: empty_mock(status),
    }
}

/// A response without a body.
fn empty_mock(status: &str) -> MockResponse {
    MockResponse {
        status: status.to_owned(),
        media_type: None,
        ty: None,
        decode: Decode::Empty,
        example: None,
    }
}

/// A redirect, whose body is ignored.
fn redirect(status: &str, response: &Response) -> SuccessResponse {
    SuccessResponse {
        accept: Vec::new(),
        status: status.to_owned(),
        description: response.description.clone(),
        ty: Some(Type::Redirect),
        decode: Decode::Redirect,
        example: None,
        mock: MockResponse {
            decode: Decode::Redirect,
            ..empty_mock(status)
        },
    }
}

fn with_content<'d>(
    status: &str,
    response: &'d Response,
    is_paged: bool,
    envelope: Option<&str>,
    name: &Name,
    types: &mut Types<'d>,
) -> SuccessResponse {
    if redirects::is_result(status, response) {
        return redirect(status, response);
    }
    let names = ContentNames {
        content: name.join("content"),
        response: name.join("response"),
    };
    let mut representations = representations(&response.content, types);
    if is_paged && representations.iter().any(|it| it.kind == Kind::Json) {
        for other in representations.extract_if(.., |it| it.kind != Kind::Json) {
            let message = format!("`{}` is left out: pages are read as JSON", other.name);
            let diagnostic = code::NOT_GENERATED.at(&other.media.at, message);
            types.report.add(diagnostic.on_key());
        }
    }
    let content = content(representations, envelope, &names, false, types);
    SuccessResponse {
        accept: content.accept,
        status: status.to_owned(),
        description: response.description.clone(),
        ty: content.ty,
        decode: content.decode,
        example: content.example,
        mock: MockResponse {
            status: status.to_owned(),
            media_type: content.mock.media_type,
            ty: content.mock.ty,
            decode: content.mock.decode,
            example: content
                .mock
                .example
                .map(|example| types.json_text(&example)),
        },
    }
}
