//! What comes back when a call fails.

use crate::lower::operations::envelope::is_enveloped;
use crate::lower::operations::media::is_json;
use crate::lower::operations::status;
use crate::lower::types::Types;
use crate::model::{Decode, ErrorResponse, ResponseVariant, Shape, Type};
use crate::openapi::document::Response;
use crate::rust::names::Name;

/// What each of the answers of a call that failed says.
pub(in crate::lower) fn failures<'d>(
    bad: &[(&str, &'d Response)],
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<ErrorResponse> {
    let several = bad.len() > 1;
    let failures = bad.iter();
    let failures = failures.map(|(status, it)| failure(status, it, several, name, types));
    failures.collect()
}

fn failure<'d>(
    status: &str,
    response: &'d Response,
    several: bool,
    name: &Name,
    types: &mut Types<'d>,
) -> ErrorResponse {
    let name = name.join("error");
    let name = if several { name.join(status) } else { name };
    let json = response.content.iter().find(|(name, _)| is_json(name));
    let own = json.and_then(|(_, media)| Some((media, media.schema.as_ref()?)));
    let own = own.filter(|(_, schema)| !is_enveloped(schema, types.resolver));
    let ty = own.map(|(media, schema)| {
        let ty = types.of_schema(schema, &name);
        let examples = types.examples(&media.examples);
        types.sample(&ty, examples);
        ty
    });
    ErrorResponse {
        status: status.to_owned(),
        description: response.description.clone(),
        ty,
    }
}

/// The type of all failures of a call: the one that they have in common, or else an enum with a
/// form for each.
pub(in crate::lower) fn whole(
    failures: &[ErrorResponse],
    name: &Name,
    types: &mut Types,
) -> Option<Type> {
    let mut typed = failures.iter().filter_map(|failure| failure.ty.as_ref());
    let first = typed.next()?;
    if typed.all(|ty| ty == first) {
        return Some(first.clone());
    }
    let form = |failure: &ErrorResponse| ResponseVariant {
        name: status::name(&failure.status),
        status: failure.status.clone(),
        description: failure.description.clone(),
        ty: failure.ty.clone(),
        decode: if failure.ty.is_some() {
            Decode::Json
        } else {
            Decode::Empty
        },
    };
    let mut forms: Vec<ResponseVariant> = failures.iter().map(form).collect();
    // A status comes before the range that it is in, and that before all others.
    forms.sort_by_key(|form| match form.status.as_str() {
        "default" => 2,
        status => u8::from(status.ends_with("XX")),
    });
    let shape = Shape::Responses {
        variants: forms,
        is_error: true,
    };
    Some(types.named(shape, &name.join("failure")))
}
