//! Lowers the error responses of an operation.

use crate::lower::operations::envelope::is_enveloped;
use crate::lower::operations::media::is_json;
use crate::lower::operations::status;
use crate::lower::types::Types;
use crate::model::{Decode, ErrorResponse, Origin, ResponseVariant, Shape, Type};
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
    let json = response.content.iter().find(|(name, _)| is_json(name));
    let body = json.and_then(|(_, media)| Some((media, media.schema.as_ref()?)));
    // The runtime decodes the errors in an envelope.
    let body = body.filter(|(_, schema)| !is_enveloped(schema, types.resolver));
    let ty = body.map(|(media, schema)| {
        let ty = types.of_schema(schema, &name);
        let examples = types.examples(&media.examples);
        types.add_samples(&ty, examples);
        ty
    });
    ErrorResponse {
        status: status.to_owned(),
        description: response.description.clone(),
        ty,
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
        status: response.status.clone(),
        description: response.description.clone(),
        ty: response.ty.clone(),
        decode: if response.ty.is_some() {
            Decode::Json
        } else {
            Decode::Empty
        },
    };
    let mut variants: Vec<ResponseVariant> = responses.iter().map(variant).collect();
    // The first variant that matches is used: a status precedes its range, and that `default`.
    variants.sort_by_key(|variant| match variant.status.as_str() {
        "default" => 2,
        status => u8::from(status.ends_with("XX")),
    });
    let shape = Shape::Responses {
        variants,
        is_error: true,
    };
    let name = shared_name(responses, types).unwrap_or_else(|| name.join("failure"));
    Some(types.named(shape, &name))
}

/// The name of an enum of two or three components, which is likely to be the same in many operations:
/// `BasicErrorOrValidationError`.
fn shared_name(responses: &[ErrorResponse], types: &Types) -> Option<Name> {
    let mut names: Vec<&str> = Vec::new();
    for ty in responses.iter().filter_map(|response| response.ty.as_ref()) {
        let def = types.defs[ty.type_id()?.0].as_ref()?;
        let is_shared = def.origin != Origin::Inline && matches!(ty, Type::Named(_));
        let name = is_shared.then(|| def.name.spelling())?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (2..=3)
        .contains(&names.len())
        .then(|| Name::new(names.join(" or ")))
}
