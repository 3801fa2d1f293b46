//! Lowers an operation.

use crate::lower::info;
use crate::lower::operations::body;
use crate::lower::operations::error_responses::error_type;
use crate::lower::operations::headers;
use crate::lower::operations::paging;
use crate::lower::operations::parameters;
use crate::lower::operations::redirects;
use crate::lower::operations::response::responses;
use crate::lower::operations::security::Requirements;
use crate::lower::operations::servers;
use crate::lower::operations::stream;
use crate::lower::operations::webhooks;
use crate::lower::types::Types;
use crate::model::{Body, Docs, Envelope, Input, InputRole, Iteration, Location, Operation};
use crate::openapi::document::{Document, Pagination, RequestBody, method_of_key};
use crate::openapi::select::Selected;
use crate::rust::names::Name;

/// An operation of the document as operations of the client, one for each representation of its
/// request body. The first one has no suffix.
pub(in crate::lower) fn operations<'d>(
    selected: Selected<'d>,
    name: &Name,
    envelope: Option<&Envelope>,
    requirements: &Requirements,
    pagination: Option<&Pagination>,
    document: &Document,
    types: &mut Types<'d>,
) -> Vec<(Option<Name>, Operation)> {
    let declared = selected.operation;
    let request_body = declared.request_body.as_ref();
    let request_body = request_body.and_then(|body| types.resolver.item(body));
    let mut parameters = parameters::inputs(selected, name, types);
    let idempotency_key = idempotency_key(selected, document, &parameters);
    if let Some(header) = &idempotency_key {
        make_key_optional(&mut parameters, header);
    }
    let requests = requests(parameters, request_body, name, types);
    let result = envelope.map(|envelope| envelope.result.as_str());
    let (response, error_responses) =
        responses(declared, pagination.is_some(), result, name, types);
    let error_type = error_type(&error_responses, name, types);
    let stream = stream::stream(declared, request_body, name, types)
        .or_else(|| stream::bytes_or_text(&response, types))
        .map(Iteration::Stream);
    let iterations = requests.iter().map(|(_, inputs, _)| {
        let pages = || paging::pages(declared, pagination, inputs, &response, result, types);
        stream.clone().or_else(|| pages().map(Iteration::Pages))
    });
    let iterations: Vec<Option<Iteration>> = iterations.collect();
    let iteration = iterations.first().and_then(Option::as_ref);
    let headers_type = headers::headers(declared, iteration, name, types);
    let callback_bodies = webhooks::callbacks(declared, name, types);
    let common = Operation {
        name: name.clone(),
        builder: name.clone(),
        method: method_of_key(selected.method),
        path: parameters::path(selected, types.resolver),
        server: servers::operation_server(selected, document),
        summary: declared.summary.clone(),
        description: declared.description.clone(),
        external_docs: declared.external_docs.as_ref().and_then(info::external),
        deprecated: declared.deprecated,
        permissions: declared.permissions.clone(),
        security: requirements.accepted_by(declared),
        safe_to_repeat: declared.safe_to_repeat,
        idempotency_key,
        refused: declared.refused.clone(),
        inputs: Vec::new(),
        body: None,
        response,
        redirects: redirects::statuses(declared, types.resolver),
        iteration: None,
        error_responses,
        error_type,
        headers_type,
        callback_bodies,
    };
    let operations = requests.into_iter().zip(iterations);
    let operations = operations.map(|((suffix, inputs, body), iteration)| {
        let operation = Operation {
            inputs: with_stream_flag(inputs, iteration.as_ref()),
            body,
            iteration,
            ..common.clone()
        };
        (suffix, operation)
    });
    operations.collect()
}

/// The request header with an idempotency key: that of `x-idempotency-key`, or a parameter with the
/// name of the IETF's draft "The Idempotency-Key HTTP Header Field", or with the older one.
fn idempotency_key(selected: Selected, document: &Document, inputs: &[Input]) -> Option<String> {
    if let Some(declared) = &selected.operation.idempotency_key {
        return declared.on().cloned();
    }
    let mut headers = inputs.iter().filter(|it| it.location == Location::Header);
    let parameter = headers.find(|it| is_idempotency_key(&it.wire_name));
    let of_document = || {
        let is_idempotent = !matches!(selected.method, "post" | "patch");
        document.idempotency_key.clone().filter(|_| !is_idempotent)
    };
    parameter
        .map(|it| it.wire_name.clone())
        .or_else(of_document)
}

fn is_idempotency_key(header: &str) -> bool {
    header.eq_ignore_ascii_case("Idempotency-Key")
        || header.eq_ignore_ascii_case("X-Idempotency-Key")
}

/// Makes the parameter for the idempotency key a setter, since the client has a default.
fn make_key_optional(parameters: &mut [Input], header: &str) {
    let is_key = |it: &&mut Input| {
        it.location == Location::Header && it.wire_name.eq_ignore_ascii_case(header)
    };
    if let Some(input) = parameters.iter_mut().find(is_key) {
        input.role = InputRole::Setter;
        let default = "By default the client sends a random key, the same one in all attempts.";
        append_paragraph(&mut input.docs, default);
    }
    parameters.sort_by_key(|input| input.role);
}

/// The inputs, with a note at the setter of the property that selects the stream.
fn with_stream_flag(mut inputs: Vec<Input>, iteration: Option<&Iteration>) -> Vec<Input> {
    let flag = match iteration {
        Some(Iteration::Stream(stream)) => stream.flag.as_ref(),
        _ => None,
    };
    let is_flag = |it: &&mut Input| {
        it.location == Location::BodyField
            && Some(&it.wire_name) == flag
            && it.role == InputRole::Setter
    };
    if let Some(input) = inputs.iter_mut().find(is_flag) {
        append_paragraph(&mut input.docs, "`send_stream` sets it to `true`.");
    }
    inputs
}

fn append_paragraph(docs: &mut Docs, paragraph: &str) {
    let description = docs.description.take();
    let description = description.map(|text| format!("{text}\n\n{paragraph}"));
    docs.description = Some(description.unwrap_or_else(|| paragraph.to_owned()));
}

/// The suffix, the inputs and the body of each request that an operation can send.
fn requests<'d>(
    parameters: Vec<Input>,
    body: Option<&'d RequestBody>,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<(Option<Name>, Vec<Input>, Option<Body>)> {
    let Some(body) = body else {
        return vec![(None, parameters, None)];
    };
    let bodies = body::bodies(body, name, types).into_iter();
    let requests = bodies.map(|lowered| {
        let mut inputs = [parameters.clone(), lowered.inputs].concat();
        inputs.sort_by_key(|input| input.role);
        (lowered.suffix, inputs, Some(lowered.body))
    });
    requests.collect()
}
