//! Media types: in which of its formats a body is sent or read.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::lower::types::Types;
use crate::model::Framing;
use crate::openapi::document::{MediaType, Primitive};
use indexmap::IndexMap;

/// A format that a body can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Kind {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
    /// It comes piece by piece, and may never end.
    Stream(Framing),
}

impl Kind {
    /// What comes first is taken where there is a choice.
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

/// The format that is used of those that there are.
pub(in crate::lower) struct Chosen<'d> {
    pub(in crate::lower) kind: Kind,
    /// As it goes into a header.
    pub(in crate::lower) name: String,
    pub(in crate::lower) media: &'d MediaType,
}

/// Chooses a format: JSON before forms, texts and bytes.
pub(in crate::lower) fn choose<'d>(
    content: &'d IndexMap<String, MediaType>,
    report: &Report,
) -> Option<Chosen<'d>> {
    let known = content.iter().map(|(name, media)| {
        let (kind, name) = kind(name);
        Chosen { kind, name, media }
    });
    let chosen = known.min_by_key(|chosen| chosen.kind.rank());
    chosen.inspect(|chosen| told(chosen, report))
}

/// The first format that comes piece by piece.
pub(in crate::lower) fn stream(
    content: &IndexMap<String, MediaType>,
) -> Option<(Framing, String, &MediaType)> {
    content.iter().find_map(|(name, media)| match kind(name) {
        (Kind::Stream(framing), name) => Some((framing, name, media)),
        _ => None,
    })
}

/// Whether a format is JSON.
pub(in crate::lower) fn is_json(name: &str) -> bool {
    kind(name).0 == Kind::Json
}

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

/// Tells that the caller has to put together or to take apart what has a structure,
/// since the client does not know the format.
pub(in crate::lower) fn warn_if_untyped<'d>(chosen: &Chosen<'d>, types: &Types<'d>) {
    let schema = chosen.media.schema.as_ref();
    let primitives = schema.map_or_else(Vec::new, |schema| types.shape(schema).primitives());
    let is_plain = primitives.iter().all(|it| *it == Primitive::String);
    if is_plain || !matches!(chosen.kind, Kind::Text | Kind::Bytes) {
        return;
    }
    let what = if chosen.kind == Kind::Text {
        "text"
    } else {
        "bytes"
    };
    let written = chosen.media.at.last().unwrap_or_default();
    let message =
        format!("`{written}` is passed as {what}: the client does not support this media type");
    let by_hand = code::UNTYPED_MEDIA_TYPE.at(&chosen.media.at, message);
    types.report.add(by_hand.on_key());
}

/// Whether it is `type/subtype`, of characters that a header can have.
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

fn told(chosen: &Chosen, report: &Report) {
    let written = chosen.media.at.last().unwrap_or_default();
    if !is_well_formed(written.split(';').next().unwrap_or_default().trim()) {
        let message = format!("`{written}` is not a media type: treated as bytes");
        report.add(
            code::INVALID_MEDIA_TYPE
                .at(&chosen.media.at, message)
                .on_key(),
        );
    }
}
