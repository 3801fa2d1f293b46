//! `encoding`: how the fields of a form are serialized.

use crate::lower::operations::media::{Kind, is_json};
use crate::lower::operations::style::field_style;
use crate::lower::types::Types;
use crate::model::{Encoding, Style, StyleKind};
use crate::openapi::document::{self, MediaType, Primitive};
use crate::schema::Shape;

/// The default of the client: a pair or a part for each item.
const DEFAULT: Style = Style {
    kind: StyleKind::Form { explode: true },
    allow_reserved: false,
};

/// The encodings of the fields of a form that differ from the default.
pub(in crate::lower) fn encodings<'d>(
    kind: Kind,
    media: &'d MediaType,
    types: &Types<'d>,
) -> Vec<(String, Encoding)> {
    let shape = media.schema.as_ref().map(|schema| types.shape(schema));
    let encodings = media.encoding.iter().filter_map(|(key, declared)| {
        let property = types.graph.shape(*shape?.properties.get(key.as_str())?);
        let encoding = match kind {
            // OpenAPI: with a style, `contentType` is ignored.
            Kind::Form => styled(declared, property, types).or_else(|| json(declared, property)),
            Kind::Multipart => {
                part(declared, property).or_else(|| styled(declared, property, types))
            }
            _ => None,
        };
        Some((key.clone(), encoding?))
    });
    encodings.collect()
}

fn styled(declared: &document::Encoding, property: &Shape, types: &Types) -> Option<Encoding> {
    let style = field_style(declared, types.report)?;
    // Without a style, an object is JSON.
    let is_default = style == DEFAULT && !is_object(property);
    (!is_default).then_some(Encoding::Styled(style))
}

/// The media type of a URL-encoded field. Only JSON differs from the default, which is text.
fn json(declared: &document::Encoding, property: &Shape) -> Option<Encoding> {
    let media_type = declared.content_type.as_deref()?;
    let is_needed = is_json(media_type) && !is_object(property);
    is_needed.then(|| Encoding::MediaType(media_type.to_owned()))
}

/// The media type of a part. Of several media types, the caller selects one.
fn part(declared: &document::Encoding, property: &Shape) -> Option<Encoding> {
    let media_type = declared.content_type.as_deref()?.trim();
    let is_choice = media_type.contains([',', '*']);
    let is_default = match media_type.to_ascii_lowercase().as_str() {
        "application/octet-stream" => has_file_media_type(declared, property),
        "application/json" => is_object(property),
        "text/plain" => !is_object(property),
        _ => false,
    };
    let is_text = media_type.chars().all(|c| c.is_ascii() && !c.is_control());
    (is_text && !is_choice && !is_default).then(|| Encoding::MediaType(media_type.to_owned()))
}

/// Whether a part is a file because of its media type: one that is not text, for an unstructured
/// value.
pub(in crate::lower) fn has_file_media_type(
    declared: &document::Encoding,
    property: &Shape,
) -> bool {
    let Some(media_types) = &declared.content_type else {
        return false;
    };
    let is_text = |media_type: &str| {
        let media_type = media_type.trim().to_ascii_lowercase();
        is_json(&media_type) || media_type.starts_with("text/") || media_type.ends_with("xml")
    };
    let is_plain = [&[][..], &[Primitive::String]].contains(&&property.primitives()[..]);
    is_plain
        && property.values.is_none()
        && !property.is_union
        && !media_types.split(',').any(is_text)
}

fn is_object(property: &Shape) -> bool {
    let primitives = property.primitives();
    primitives.is_empty() || primitives.contains(&Primitive::Object)
}
