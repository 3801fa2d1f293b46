//! Media types: the representations of a body, and what the client does with each.

use crate::diagnostic::code;
use crate::lower::types::Types;
use crate::model::Framing;
use crate::openapi::document::{MediaType, Primitive, Schema};
use crate::rust::names::Name;
use crate::schema::Shape;
use indexmap::IndexMap;

/// How the client encodes or decodes a body of a media type.
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
    /// The kind with the lowest rank is preferred.
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

/// A body in one of its media types.
pub(in crate::lower) struct Representation<'d> {
    pub(in crate::lower) kind: Kind,
    /// The media type with its parameters, or a range of media types.
    pub(in crate::lower) name: String,
    pub(in crate::lower) media: &'d MediaType,
}

/// The representations of a body, the preferred one first.
pub(in crate::lower) fn representations<'d>(
    content: &'d IndexMap<String, MediaType>,
    types: &Types<'d>,
) -> Vec<Representation<'d>> {
    let mut all: Vec<Representation> = Vec::new();
    for (key, media) in content {
        let representation = Representation::new(key, media, types);
        match all.iter().find(|other| other.name == representation.name) {
            None => all.push(representation),
            Some(same) if same.has_schema_of(&representation, types) => {}
            Some(same) => {
                let message = format!("`{key}` is left out: to the client it is `{}`", same.name);
                let diagnostic = code::NOT_GENERATED.at(&media.at, message);
                types.report.add(diagnostic.on_key());
            }
        }
    }
    // `application/json` is preferred to its other names.
    let is_other_name = |it: &Representation| it.is_plain_json() && essence(&it.name) != JSON;
    all.sort_by_key(|representation| (representation.kind.rank(), is_other_name(representation)));
    all
}

impl<'d> Representation<'d> {
    fn new(key: &str, media: &'d MediaType, types: &Types<'d>) -> Self {
        let essence = essence(key);
        let parameters = parameters(key);
        let is_valid = is_well_formed(&essence);
        if !is_valid || parameters.iter().any(|it| !it.contains('=')) {
            let message = if is_valid {
                format!("`{key}` has a parameter without a value, which is left out")
            } else {
                format!("`{key}` is not a media type: treated as bytes")
            };
            let diagnostic = code::INVALID_MEDIA_TYPE.at(&media.at, message);
            types.report.add(diagnostic.on_key());
        }
        if !is_valid {
            return Self {
                kind: Kind::Bytes,
                name: OCTET_STREAM.to_owned(),
                media,
            };
        }
        let kind = kind(&essence, media, types);
        Self {
            kind,
            name: whole_name(key, kind, &parameters),
            media,
        }
    }

    /// A word for the media type, without its parameters.
    pub(in crate::lower) fn short_name(&self) -> String {
        let essence = essence(&self.name);
        let (main, subtype) = essence.split_once('/').unwrap_or_default();
        let subtype = without_tree(subtype);
        let name = match (essence.as_str(), self.kind) {
            ("application/x-www-form-urlencoded", _) => "form",
            ("multipart/form-data", _) => "multipart",
            ("text/plain", _) | ("*/*" | "application/*", Kind::Text) => "text",
            ("*/*" | "application/*", Kind::Json) => "json",
            (OCTET_STREAM | "*/*" | "application/*", _) => "binary",
            _ => match subtype.rsplit_once('+') {
                Some(("*", suffix)) => suffix,
                Some((name, _)) => name,
                None if subtype == "*" => main,
                None => subtype,
            },
        };
        name.to_owned()
    }

    pub(in crate::lower) fn schema(&self) -> Option<&'d Schema> {
        self.media.schema.as_ref()
    }

    /// The value of the header `Accept`.
    pub(in crate::lower) fn accept(&self) -> &str {
        // The client parses only JSON among the media types of these ranges.
        if self.kind == Kind::Json && is_wide(&self.name) {
            JSON
        } else {
            &self.name
        }
    }

    /// Whether text may be JSON, since the range contains both.
    pub(in crate::lower) fn may_be_json(&self) -> bool {
        is_wide(&self.name)
    }

    pub(in crate::lower) fn is_range(&self) -> bool {
        essence(&self.name).contains('*')
    }

    /// The value of the header `Content-Type`, which cannot be a range.
    pub(in crate::lower) fn content_type(&self) -> &str {
        match self.kind {
            _ if !self.is_range() => &self.name,
            Kind::Json => JSON,
            Kind::Text => "text/plain",
            _ => OCTET_STREAM,
        }
    }

    /// Whether it is JSON whose media type says nothing else.
    pub(in crate::lower) fn is_plain_json(&self) -> bool {
        let is_plain = matches!(
            essence(&self.name).as_str(),
            "application/json" | "text/json" | "application/x-json" | "text/x-json"
        );
        self.kind == Kind::Json && (is_plain || self.is_range())
    }

    /// Warns about a structured value that the caller has to serialize or parse, since the client
    /// passes it as text or bytes.
    pub(in crate::lower) fn warn_if_structured(&self, passed_as: &str, types: &Types<'d>) {
        let schema = self.schema();
        let primitives = schema.map_or_else(Vec::new, |schema| types.shape(schema).primitives());
        if primitives.iter().all(|it| *it == Primitive::String) {
            return;
        }
        let name = self.media.at.last().unwrap_or_default();
        let message = format!(
            "`{name}` is passed as {passed_as}: the client does not support this media type"
        );
        let diagnostic = code::UNTYPED_MEDIA_TYPE.at(&self.media.at, message);
        types.report.add(diagnostic.on_key());
    }

    /// Whether both are the same value, in two formats. A schema that allows any value says nothing
    /// about it: bytes are no JSON.
    pub(in crate::lower) fn is_same_value(&self, other: &Self, types: &Types<'d>) -> bool {
        let allows_any = |schema: &'d Schema| is_unrestricted(types.shape(schema));
        self.has_schema_of(other, types) && !self.schema().is_some_and(allows_any)
    }

    /// Whether both have the same schema.
    pub(in crate::lower) fn has_schema_of(&self, other: &Self, types: &Types<'d>) -> bool {
        match (self.schema(), other.schema()) {
            (Some(one), Some(other)) => types.resolver.are_equal(&one.at, &other.at),
            _ => false,
        }
    }
}

const JSON: &str = "application/json";
const OCTET_STREAM: &str = "application/octet-stream";

/// The names of variants or methods for representations: the subtype, and as much more as
/// distinguishes them.
pub(in crate::lower) fn distinct_names(representations: &[&Representation]) -> Vec<Name> {
    let spellings = representations.iter().map(|it| spellings(it));
    let spellings: Vec<[String; 4]> = spellings.collect();
    let names = spellings.iter().map(|own| {
        let is_unique = |&level: &usize| {
            spellings
                .iter()
                .filter(|it| it[level] == own[level])
                .count()
                == 1
        };
        let level = (0..own.len()).find(is_unique).unwrap_or(own.len() - 1);
        Name::new(&own[level])
    });
    names.collect()
}

/// Ever longer names of a representation.
fn spellings(representation: &Representation) -> [String; 4] {
    let essence = essence(&representation.name);
    let (main, subtype) = essence.split_once('/').unwrap_or_default();
    let subtype = without_tree(subtype);
    let short = representation.short_name();
    let parameters = parameters(&representation.name).join(" ");
    [
        short.clone(),
        format!("{short} {parameters}"),
        format!("{subtype} {parameters}"),
        format!("{main} {subtype} {parameters}"),
    ]
}

/// The subtype without the prefix of a registration tree (RFC 6838, 3).
fn without_tree(subtype: &str) -> &str {
    let mut trees = ["vnd.", "prs.", "x.", "x-"].iter();
    let name = trees.find_map(|tree| subtype.strip_prefix(tree));
    name.unwrap_or(subtype)
}

/// Whether a media type is JSON, or may be.
pub(in crate::lower) fn is_json(name: &str) -> bool {
    let essence = essence(name);
    essence == "*/*" || kind_of_name(&essence) == Kind::Json
}

/// Whether a media type is a URL-encoded form.
pub(in crate::lower) fn is_form(name: &str) -> bool {
    kind_of_name(&essence(name)) == Kind::Form
}

/// Whether a range contains media types of every kind, such as JSON, text and bytes.
fn is_wide(name: &str) -> bool {
    matches!(essence(name).as_str(), "*/*" | "application/*")
}

/// The kind of a media type. The schema decides where the name does not.
fn kind<'d>(essence: &str, media: &'d MediaType, types: &Types<'d>) -> Kind {
    let kind = kind_of_name(essence);
    let shape = media.schema.as_ref().map(|schema| types.shape(schema));
    let Some(shape) = shape else { return kind };
    let primitives = shape.primitives();
    let mut non_null = primitives.iter().filter(|it| **it != Primitive::Null);
    let is_string = !primitives.is_empty() && non_null.all(|it| *it == Primitive::String);
    let is_binary = is_string && shape.format == Some("binary");
    match kind {
        // A whole body of this format is bytes, whatever media type the author has chosen.
        Kind::Json | Kind::Text if is_binary => Kind::Bytes,
        Kind::Bytes if is_wide(essence) && !is_binary => {
            if is_string {
                Kind::Text
            } else if is_unrestricted(shape) {
                Kind::Bytes
            } else {
                Kind::Json
            }
        }
        kind => kind,
    }
}

/// Whether a schema allows values of any type.
fn is_unrestricted(shape: &Shape) -> bool {
    shape.primitives().is_empty() && !shape.is_union
}

fn kind_of_name(essence: &str) -> Kind {
    let (main, subtype) = essence.split_once('/').unwrap_or_default();
    match subtype {
        "event-stream" => Kind::Stream(Framing::Events),
        "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines"
        | "json-lines" => Kind::Stream(Framing::Lines),
        "json-seq" => Kind::Stream(Framing::Records),
        _ if subtype.ends_with("+json-seq") => Kind::Stream(Framing::Records),
        "x-www-form-urlencoded" => Kind::Form,
        "form-data" if main == "multipart" => Kind::Multipart,
        "json" | "x-json" => Kind::Json,
        _ if subtype.ends_with("+json") => Kind::Json,
        _ if main == "text" => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// The media type in lower case, without parameters.
fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The parameters, as written. A `;` in quotes does not end one.
fn parameters(name: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let parts = name.split(move |c| {
        is_quoted ^= c == '"';
        c == ';' && !is_quoted
    });
    let parameters = parts.skip(1).map(str::trim);
    parameters.filter(|it| !it.is_empty()).collect()
}

/// A media type as written, without parameters that the client sets or ignores: JSON and forms are
/// UTF-8 whatever `charset` says, and the boundary of a form is different in each request.
fn whole_name(key: &str, kind: Kind, parameters: &[&str]) -> String {
    let is_printable = |text: &str| text.chars().all(|c| c.is_ascii() && !c.is_control());
    let is_kept = |parameter: &&&str| {
        let (name, _) = parameter.split_once('=').unwrap_or_default();
        let is_implied = match name.trim().to_ascii_lowercase().as_str() {
            "charset" => matches!(kind, Kind::Json | Kind::Form | Kind::Multipart),
            "boundary" => kind == Kind::Multipart,
            "" => true,
            _ => false,
        };
        is_printable(parameter) && !is_implied
    };
    let kept: Vec<&str> = parameters.iter().filter(is_kept).copied().collect();
    if kept.len() == parameters.len() && is_printable(key) && !key.ends_with(';') {
        return key.trim().to_owned();
    }
    let essence = key.split(';').next().unwrap_or_default().trim();
    [&[essence], kept.as_slice()].concat().join(";")
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
