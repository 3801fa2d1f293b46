//! Lowers an operation.

use crate::lower::info;
use crate::lower::operations::body;
use crate::lower::operations::error_responses::error_type;
use crate::lower::operations::headers;
use crate::lower::operations::paging;
use crate::lower::operations::parameters;
use crate::lower::operations::response::responses;
use crate::lower::operations::security::Requirements;
use crate::lower::operations::servers;
use crate::lower::operations::stream;
use crate::lower::operations::webhooks;
use crate::lower::types::Types;
use crate::model::{Envelope, InputRole, Iteration, Operation};
use crate::openapi::document::Document;
use crate::openapi::select::Selected;
use crate::rust::names::Name;

pub(in crate::lower) fn operation<'d>(
    selected: Selected<'d>,
    name: &Name,
    envelope: Option<&Envelope>,
    requirements: &Requirements,
    document: &Document,
    types: &mut Types<'d>,
) -> Operation {
    let declared = selected.operation;
    let mut inputs = parameters::inputs(selected, name, types);
    let arguments = inputs
        .iter()
        .filter(|input| input.role == InputRole::Argument)
        .count();
    let request_body = declared
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
    let (response, error_responses) = responses(declared, result, name, types);
    let error_type = error_type(&error_responses, name, types);
    let stream = stream::stream(declared, request_body, name, types);
    let pages = || paging::pages(declared, &inputs, &response, result, types);
    let iteration = stream
        .or_else(|| stream::bytes(&response))
        .map(Iteration::Stream)
        .or_else(|| pages().map(Iteration::Pages));
    let headers_type = headers::headers(declared, iteration.as_ref(), name, types);
    let callback_bodies = webhooks::callbacks(declared, name, types);
    Operation {
        name: name.clone(),
        builder: name.clone(),
        method: selected.method.to_uppercase(),
        path: parameters::path(selected, types.resolver),
        server: servers::operation_server(selected, document),
        summary: declared.summary.clone(),
        description: declared.description.clone(),
        external_docs: declared.external_docs.as_ref().and_then(info::external),
        deprecated: declared.deprecated,
        permissions: declared.permissions.clone(),
        security: requirements.accepted_by(declared),
        safe_to_repeat: declared.safe_to_repeat,
        inputs,
        body,
        response,
        iteration,
        error_responses,
        error_type,
        headers_type,
        callback_bodies,
    }
}
