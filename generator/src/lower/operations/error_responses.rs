//! Lowers the error responses of an operation.

use crate::lower::operations::content::{ContentNames, content};
use crate::lower::operations::envelope::is_enveloped;
use crate::lower::operations::media::{Kind, representations};
use crate::lower::operations::status;
use crate::lower::types::Types;
use crate::model::{Decode, Distinction, ErrorResponse, Origin, ResponseVariant, Shape, Type};
use crate::openapi::document::Response;
use crate::rust::names::Name;

pub(in crate::lower) fn error_responses<'d>(
    declared: &[(&str, &'d Response)],
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<ErrorResponse> {
    let is_only = declared.len() == 1;
    let responses = declared.iter();
    let responses = responses.map(|(status, it)| error_response(status, it, is_only, name, types));
    responses.collect()
}

fn error_response<'d>(
    status: &str,
    response: &'d Response,
    is_only: bool,
    name: &Name,
    types: &mut Types<'d>,
) -> ErrorResponse {
    let name = name.join("error");
    let name = if is_only { name } else { name.join(status) };
    let mut representations = representations(&response.content, types);
    // The runtime decodes the errors in an envelope. Only JSON has a type.
    representations.retain(|it| {
        let schema = it.schema().filter(|_| it.kind == Kind::Json);
        schema.is_some_and(|schema| !is_enveloped(schema, types.resolver))
    });
    let names = ContentNames {
        content: name.join("content"),
        response: name,
    };
    let content =
        (!representations.is_empty()).then(|| content(representations, None, &names, true, types));
    ErrorResponse {
        status: status.to_owned(),
        description: response.description.clone(),
        decode: content.as_ref().map_or(Decode::Empty, |it| it.decode),
        ty: content.and_then(|it| it.ty),
    }
}

/// The type of all error responses of an operation: their common type, or an enum with a variant
/// for each status.
pub(in crate::lower) fn error_type(
    responses: &[ErrorResponse],
    name: &Name,
    types: &mut Types,
) -> Option<Type> {
    let mut typed = responses.iter().filter_map(|response| response.ty.as_ref());
    let first = typed.next()?;
    if typed.all(|ty| ty == first) {
        return Some(first.clone());
    }
    let variant = |response: &ErrorResponse| ResponseVariant {
        name: status::name(&response.status),
        keys: vec![response.status.clone()],
        description: response.description.clone(),
        ty: response.ty.clone(),
        decode: response.decode,
    };
    let mut variants: Vec<ResponseVariant> = responses.iter().map(variant).collect();
    // The first variant that matches is used: a status precedes its range, and that `default`.
    variants.sort_by_key(|variant| match variant.keys[0].as_str() {
        "default" => 2,
        status => u8::from(status.ends_with("XX")),
    });
    let shape = Shape::Responses {
        variants,
        distinguished_by: Distinction::Status,
        is_error: true,
    };
    let key = is_of_components(&shape, types).then(|| format!("{shape:?}"));
    if let Some(known) = key.as_ref().and_then(|key| types.error_enums.get(key)) {
        return Some(known.clone());
    }
    let ty = types.named(shape, &name.join("failure"));
    types.error_enums.extend(key.map(|key| (key, ty.clone())));
    Some(ty)
}

/// Whether all types of an enum are those of components, which many operations share.
fn is_of_components(shape: &Shape, types: &Types) -> bool {
    let mut ids = shape.types().into_iter().map(Type::type_id);
    ids.all(|id| {
        let def = id.and_then(|id| types.defs[id.0].as_ref());
        def.is_some_and(|def| def.origin != Origin::Inline)
    })
}
