//! Media types: selects one of those of a body.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::lower::types::Types;
use crate::model::Framing;
use crate::openapi::document::{MediaType, Primitive};
use indexmap::IndexMap;

/// The kind of a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Kind {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
    /// A sequence of items, which may be endless.
    Stream(Framing),
}

impl Kind {
    /// The kind with the lowest rank is selected.
    fn rank(self) -> usize {
        match self {
            Self::Json => 0,
            Self::Form => 1,
            Self::Multipart => 2,
            Self::Text => 3,
            Self::Bytes => 4,
            Self::Stream(_) => 5,
        }
    }
}

/// The selected media type of a body.
pub(in crate::lower) struct Chosen<'d> {
    pub(in crate::lower) kind: Kind,
    /// The value of the header `Content-Type` or `Accept`.
    pub(in crate::lower) name: String,
    pub(in crate::lower) media: &'d MediaType,
}

/// Selects a media type by the rank of its kind.
pub(in crate::lower) fn choose<'d>(
    content: &'d IndexMap<String, MediaType>,
    report: &Report,
) -> Option<Chosen<'d>> {
    let all = content.iter().map(|(name, media)| {
        let (kind, name) = kind(name);
        Chosen { kind, name, media }
    });
    let chosen = all.min_by_key(|chosen| chosen.kind.rank());
    chosen.inspect(|chosen| check_name(chosen, report))
}

/// The first media type that is a stream.
pub(in crate::lower) fn stream(
    content: &IndexMap<String, MediaType>,
) -> Option<(Framing, String, &MediaType)> {
    content.iter().find_map(|(name, media)| match kind(name) {
        (Kind::Stream(framing), name) => Some((framing, name, media)),
        _ => None,
    })
}

/// Whether a media type is JSON.
pub(in crate::lower) fn is_json(name: &str) -> bool {
    kind(name).0 == Kind::Json
}

/// The kind of a media type, and its name without parameters.
fn kind(name: &str) -> (Kind, String) {
    let essence = name
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let kind = match essence.as_str() {
        "application/json" | "*/*" => return (Kind::Json, "application/json".to_owned()),
        "text/event-stream" => Kind::Stream(Framing::Events),
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/json-lines" => Kind::Stream(Framing::Lines),
        essence if essence == "application/json-seq" || essence.ends_with("+json-seq") => {
            Kind::Stream(Framing::Records)
        }
        "application/x-www-form-urlencoded" => Kind::Form,
        "multipart/form-data" => Kind::Multipart,
        essence if essence.ends_with("+json") => Kind::Json,
        essence if essence.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    };
    let is_wildcard = essence.contains('*') || !is_well_formed(&essence);
    let name = if is_wildcard {
        "application/octet-stream"
    } else {
        essence.as_str()
    };
    (kind, name.to_owned())
}

/// Warns about a structured value that the caller has to serialize or parse, since the client does
/// not support its media type.
pub(in crate::lower) fn warn_if_untyped<'d>(chosen: &Chosen<'d>, types: &Types<'d>) {
    let schema = chosen.media.schema.as_ref();
    let primitives = schema.map_or_else(Vec::new, |schema| types.shape(schema).primitives());
    let is_plain = primitives.iter().all(|it| *it == Primitive::String);
    if is_plain || !matches!(chosen.kind, Kind::Text | Kind::Bytes) {
        return;
    }
    let passed_as = if chosen.kind == Kind::Text {
        "text"
    } else {
        "bytes"
    };
    let name = chosen.media.at.last().unwrap_or_default();
    let message =
        format!("`{name}` is passed as {passed_as}: the client does not support this media type");
    let diagnostic = code::UNTYPED_MEDIA_TYPE.at(&chosen.media.at, message);
    types.report.add(diagnostic.on_key());
}

/// Whether it is `type/subtype`, with only characters that a header allows.
fn is_well_formed(essence: &str) -> bool {
    let is_token = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+*".contains(c))
    };
    essence
        .split_once('/')
        .is_some_and(|(ty, subtype)| is_token(ty) && is_token(subtype))
}

fn check_name(chosen: &Chosen, report: &Report) {
    let name = chosen.media.at.last().unwrap_or_default();
    if !is_well_formed(name.split(';').next().unwrap_or_default().trim()) {
        let message = format!("`{name}` is not a media type: treated as bytes");
        report.add(
            code::INVALID_MEDIA_TYPE
                .at(&chosen.media.at, message)
                .on_key(),
        );
    }
}
