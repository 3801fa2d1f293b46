// Written by hand. Codegen copies it into clients.

//! The body of a form without files.

use http::HeaderValue;

use super::{Pairs, Style, exploded, json, query};
use crate::runtime::body::{Body, Encoding, Format, QueryStyle};
use crate::runtime::file::File;
use crate::runtime::json::Json;
use crate::runtime::path::encode_query;
use crate::runtime::request_body::RequestBody;

impl Encoding {
    /// In the style of a query parameter. A style of another location counts as `form`, exploded.
    #[must_use]
    pub const fn styled(style: Style) -> Self {
        match style {
            Style::Query(query) => Self::Styled(query, false),
            Style::Reserved(query) => Self::Styled(query, true),
            _ => Self::Styled(QueryStyle::Form { explode: true }, false),
        }
    }
}

impl Body {
    /// `application/x-www-form-urlencoded`. If nothing is set, an empty form is sent.
    pub const FORM: Self = Self::new(
        Format::Form(encode_form),
        "application/x-www-form-urlencoded",
        true,
    );
}

/// A form with its media type. It has no files.
#[allow(
    clippy::unnecessary_wraps,
    reason = "the encoding of a form with files can fail"
)]
fn encode_form(
    body: Body,
    fields: &Json,
    _: &[(&'static str, File)],
) -> Result<(RequestBody, HeaderValue), String> {
    let text = form(body, fields).into_bytes();
    let media_type = HeaderValue::from_static(body.media_type);
    Ok((RequestBody::new([text.into()]), media_type))
}

/// The text of a form (OpenAPI, "Encoding the `x-www-form-urlencoded` Media Type"). By default a
/// list is a pair for each item, and an object is JSON.
fn form(body: Body, value: &Json) -> String {
    let pairs = form_pairs(body, value).into_iter();
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{}={value}", encode_query(&name)))
        .collect();
    pairs.join("&")
}

/// The pairs of a form.
pub(super) fn form_pairs(body: Body, value: &Json) -> Pairs {
    let Json::Object(members) = value else {
        return Vec::new();
    };
    let field = |(name, value): (&String, &Json)| match (body.encoding(name), value) {
        (_, Json::Null) => Vec::new(),
        (Some(Encoding::Styled(style, is_reserved)), value) => {
            query(name, style, is_reserved, value)
        }
        (Some(Encoding::MediaType(media_type)), value) if is_json(media_type) => {
            vec![(name.clone(), encode_query(&json(value)))]
        }
        (_, value @ Json::Object(_)) => vec![(name.clone(), encode_query(&json(value)))],
        (_, value) => exploded(name, encode_query, value),
    };
    members.iter().flat_map(field).collect()
}

pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
