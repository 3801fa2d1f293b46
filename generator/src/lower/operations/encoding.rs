//! `encoding`: how the fields of a form are written.

use crate::lower::operations::media::{Kind, is_json};
use crate::lower::operations::style::of_field;
use crate::lower::types::Types;
use crate::model::{Encoding, Style, StyleKind};
use crate::openapi::document::{self, MediaType, Primitive};
use crate::schema::Shape;

/// What the client does without being told: a pair or a part for each item.
const USUAL: Style = Style {
    kind: StyleKind::Form { explode: true },
    allow_reserved: false,
};

/// How the fields of a form are written, where it is not as usual.
pub(in crate::lower) fn encodings<'d>(
    kind: Kind,
    media: &'d MediaType,
    types: &Types<'d>,
) -> Vec<(String, Encoding)> {
    let shape = media.schema.as_ref().map(|schema| types.shape(schema));
    let encodings = media.encoding.iter().filter_map(|(key, written)| {
        let property = types.graph.shape(*shape?.properties.get(key.as_str())?);
        let encoding = match kind {
            // OpenAPI: with a style, `contentType` is ignored.
            Kind::Form => styled(written, property, types).or_else(|| json(written, property)),
            Kind::Multipart => part(written, property).or_else(|| styled(written, property, types)),
            _ => None,
        };
        Some((key.clone(), encoding?))
    });
    encodings.collect()
}

fn styled(written: &document::Encoding, property: &Shape, types: &Types) -> Option<Encoding> {
    let style = of_field(written, types.report)?;
    // Without a style an object is JSON.
    let is_usual = style == USUAL && !is_object(property);
    (!is_usual).then_some(Encoding::Styled(style))
}

/// The media type of a field in a form of pairs: JSON, or the text that it is.
fn json(written: &document::Encoding, property: &Shape) -> Option<Encoding> {
    let media_type = written.content_type.as_deref()?;
    let is_needed = is_json(media_type) && !is_object(property);
    is_needed.then(|| Encoding::MediaType(media_type.to_owned()))
}

/// The media type of a part. Where there is a choice, it is the caller's.
fn part(written: &document::Encoding, property: &Shape) -> Option<Encoding> {
    let media_type = written.content_type.as_deref()?.trim();
    let is_choice = media_type.contains([',', '*']);
    let is_usual = match media_type.to_ascii_lowercase().as_str() {
        "application/octet-stream" => is_file_by(written, property),
        "application/json" => is_object(property),
        "text/plain" => !is_object(property),
        _ => false,
    };
    let is_text = media_type.chars().all(|c| c.is_ascii() && !c.is_control());
    (is_text && !is_choice && !is_usual).then(|| Encoding::MediaType(media_type.to_owned()))
}

/// Whether the media type of a part, which has no structure of its own, makes
/// a file of it.
pub(in crate::lower) fn is_file_by(written: &document::Encoding, property: &Shape) -> bool {
    let Some(media_types) = &written.content_type else {
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
