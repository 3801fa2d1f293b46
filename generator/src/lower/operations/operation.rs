//! One call: what it needs, sends and gives back.

use crate::lower::operations::answer;
use crate::lower::operations::body;
use crate::lower::operations::failures;
use crate::lower::operations::headers;
use crate::lower::operations::incoming;
use crate::lower::operations::paging;
use crate::lower::operations::parameters;
use crate::lower::operations::security::Alternatives;
use crate::lower::operations::servers;
use crate::lower::operations::stream;
use crate::lower::types::Types;
use crate::lower::types::info;
use crate::model::{Envelope, InputRole, Iteration, Operation};
use crate::openapi::document::Document;
use crate::openapi::select::Selected;
use crate::rust::names::Name;

/// Decides what a call is to be.
pub(in crate::lower) fn operation<'d>(
    selected: Selected<'d>,
    name: &Name,
    envelope: Option<&Envelope>,
    alternatives: &Alternatives,
    document: &Document,
    types: &mut Types<'d>,
) -> Operation {
    let written = selected.operation;
    let mut inputs = parameters::inputs(selected, name, types);
    let arguments = inputs
        .iter()
        .filter(|input| input.role == InputRole::Argument)
        .count();
    let request_body = written
        .request_body
        .as_ref()
        .and_then(|body| types.resolver.item(body));
    let body = request_body.map(|request_body| {
        let (body, fields) = body::body(request_body, arguments, name, types);
        inputs.extend(fields);
        body
    });
    inputs.sort_by_key(|input| input.role == InputRole::Setter);
    let result = envelope.map(|envelope| envelope.result.as_str());
    let (answer, failures) = answer::answers(written, result, name, types);
    let failure = failures::whole(&failures, name, types);
    let stream = stream::stream(written, request_body, name, types);
    let pages = || paging::pages(written, &inputs, &answer, result, types);
    let mode = stream
        .or_else(|| stream::of_bytes(&answer))
        .map(Iteration::Stream)
        .or_else(|| pages().map(Iteration::Pages));
    let headers = headers::headers(written, mode.as_ref(), name, types);
    let callbacks = incoming::callbacks(written, name, types);
    Operation {
        name: name.clone(),
        builder: name.clone(),
        method: selected.method.to_uppercase(),
        path: parameters::path(selected, types.resolver),
        server: servers::own(selected, document),
        summary: written.summary.clone(),
        description: written.description.clone(),
        external_docs: written.external_docs.as_ref().and_then(info::external),
        deprecated: written.deprecated,
        permissions: written.permissions.clone(),
        security: alternatives.of(written),
        safe_to_repeat: written.safe_to_repeat,
        inputs,
        body,
        response: answer,
        iteration: mode,
        error_responses: failures,
        error_type: failure,
        headers_type: headers,
        callback_bodies: callbacks,
    }
}
