// Written by `cargo xtask codegen`, the same for every API.

//! Serialization of parameters that may be lists or objects, in the styles of OpenAPI ("Style
//! Values") and RFC 6570.
//!
//! A separator within an item is percent-encoded. An empty list, an empty object and `null` are
//! undefined values (RFC 6570, 2.3) and are not written.

use crate::runtime::body::{Body, Encoding};
use crate::runtime::json::Json;
use crate::runtime::multipart::is_json;
use crate::runtime::path::{encode_query, encode_reserved, encode_segment};

/// The location of a parameter (`in`), and its `style` and `explode`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Style {
    /// In the query.
    Query(QueryStyle),
    /// In the query, with `allowReserved`: reserved characters (RFC 3986, 2.2) are not encoded.
    Reserved(QueryStyle),
    /// In the path.
    Path(PathStyle),
    /// In a header: `simple`.
    Header {
        /// `key=value` instead of `key,value`.
        explode: bool,
    },
    /// In a header, as JSON: `content`.
    JsonHeader,
    /// In the header `Cookie`: `form`.
    Cookie {
        /// A cookie for each item instead of one for all.
        explode: bool,
    },
    /// In the header `Cookie`, without percent-encoding: `cookie`.
    PlainCookie {
        /// A cookie for each item instead of one for all.
        explode: bool,
    },
    /// In the header `Cookie`, as JSON: `content`.
    JsonCookie,
    /// The whole query: an object as a form, any other value as text.
    QueryString,
    /// The whole query, as JSON.
    JsonQueryString,
}

/// The styles by their OpenAPI names. `EXPLODED` means `explode: true`.
impl Style {
    /// `form`: `ids=1,2`.
    pub const FORM: Self = Self::Query(QueryStyle::Form { explode: false });
    /// `form`, exploded: `ids=1&ids=2`.
    pub const FORM_EXPLODED: Self = Self::Query(QueryStyle::Form { explode: true });
    /// `spaceDelimited`: `ids=1%202`.
    pub const SPACE_DELIMITED: Self = Self::Query(QueryStyle::SpaceDelimited);
    /// `pipeDelimited`: `ids=1%7C2`.
    pub const PIPE_DELIMITED: Self = Self::Query(QueryStyle::PipeDelimited);
    /// `deepObject`: `filter[name]=a`.
    pub const DEEP_OBJECT: Self = Self::Query(QueryStyle::DeepObject);
    /// A query parameter with JSON `content`.
    pub const JSON: Self = Self::Query(QueryStyle::Json);
    /// `simple` in the path: `1,2`.
    pub const SIMPLE: Self = Self::Path(PathStyle::Simple { explode: false });
    /// `simple` in the path, exploded: `key=value`.
    pub const SIMPLE_EXPLODED: Self = Self::Path(PathStyle::Simple { explode: true });
    /// `label`: `.1,2`.
    pub const LABEL: Self = Self::Path(PathStyle::Label { explode: false });
    /// `label`, exploded: `.1.2`.
    pub const LABEL_EXPLODED: Self = Self::Path(PathStyle::Label { explode: true });
    /// `matrix`: `;ids=1,2`.
    pub const MATRIX: Self = Self::Path(PathStyle::Matrix { explode: false });
    /// `matrix`, exploded: `;ids=1;ids=2`.
    pub const MATRIX_EXPLODED: Self = Self::Path(PathStyle::Matrix { explode: true });
    /// `simple` in a header: `1,2`.
    pub const HEADER: Self = Self::Header { explode: false };
    /// `simple` in a header, exploded: `key=value`.
    pub const HEADER_EXPLODED: Self = Self::Header { explode: true };
    /// A header with JSON `content`.
    pub const HEADER_JSON: Self = Self::JsonHeader;
    /// `form` in a cookie: `ids=1,2`.
    pub const COOKIE: Self = Self::Cookie { explode: false };
    /// `form` in a cookie, exploded: one cookie for each item.
    pub const COOKIE_EXPLODED: Self = Self::Cookie { explode: true };
    /// `cookie`: `ids=1,2`, not percent-encoded.
    pub const PLAIN_COOKIE: Self = Self::PlainCookie { explode: false };
    /// `cookie`, exploded: one cookie for each item.
    pub const PLAIN_COOKIE_EXPLODED: Self = Self::PlainCookie { explode: true };
    /// A cookie with JSON `content`.
    pub const COOKIE_JSON: Self = Self::JsonCookie;
    /// The whole query, as a form or text.
    pub const QUERY_STRING: Self = Self::QueryString;
    /// The whole query, as JSON.
    pub const QUERY_STRING_JSON: Self = Self::JsonQueryString;
    /// A path parameter with JSON `content`.
    pub const PATH_JSON: Self = Self::Path(PathStyle::Json);

    /// The style with `allowReserved`.
    #[must_use]
    pub const fn reserved(self) -> Self {
        match self {
            Self::Query(query) => Self::Reserved(query),
            other => other,
        }
    }
}

/// The styles of the query.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum QueryStyle {
    /// `form`: `ids=1&ids=2`, or `ids=1,2`.
    Form {
        /// One pair for each item.
        explode: bool,
    },
    /// `spaceDelimited`: `ids=1%202`.
    SpaceDelimited,
    /// `pipeDelimited`: `ids=1%7C2`.
    PipeDelimited,
    /// `deepObject`: `filter[name]=a`.
    DeepObject,
    /// `content`: the value as JSON.
    Json,
}

/// The styles of the path.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PathStyle {
    /// `1,2`
    Simple {
        /// `key=value` instead of `key,value`.
        explode: bool,
    },
    /// `.1,2`
    Label {
        /// `.1.2` instead of `.1,2`.
        explode: bool,
    },
    /// `;ids=1,2`
    Matrix {
        /// `;ids=1;ids=2` instead of `;ids=1,2`.
        explode: bool,
    },
    /// `content`: the value as JSON.
    Json,
}

/// Percent-encodes a single value for its location.
type Encode = fn(&str) -> String;

/// Pairs of a name, which is not encoded, and a value, which is.
type Pairs = Vec<(String, String)>;

/// The pairs of a query parameter, with encoded values.
fn encoded(name: &str, style: QueryStyle, encode: Encode, value: &Json) -> Pairs {
    let one = |text: String| vec![(name.to_owned(), text)];
    let joined = |separator: &str| {
        let text = line(value, encode, false, separator);
        text.map(one).unwrap_or_default()
    };
    match (style, value) {
        (_, Json::Null) => Vec::new(),
        (QueryStyle::Json, value) => one(encode_query(&value.to_string())),
        (QueryStyle::DeepObject, Json::Array(_) | Json::Object(_)) => deep(name, encode, value),
        (QueryStyle::Form { explode: false }, Json::Array(_) | Json::Object(_)) => joined(","),
        (QueryStyle::SpaceDelimited, Json::Array(_) | Json::Object(_)) => joined(&encode(" ")),
        (QueryStyle::PipeDelimited, Json::Array(_) | Json::Object(_)) => joined(&encode("|")),
        (_, value) => exploded(name, encode, value),
    }
}

/// A pair for each item of a list, for each member of an object, or for the value.
fn exploded(name: &str, encode: Encode, value: &Json) -> Pairs {
    let pair = |name: &str, value: &Json| Some((name.to_owned(), encode(&scalar(value)?)));
    match value {
        Json::Array(items) => items.iter().filter_map(|item| pair(name, item)).collect(),
        Json::Object(members) => members
            .iter()
            .filter_map(|(key, value)| pair(key, value))
            .collect(),
        value => pair(name, value).into_iter().collect(),
    }
}

/// `name[key]`, to any depth. OpenAPI does not define lists in this style. Servers that use it read
/// `name[]` for an item that is a single value, and `name[0]` for one that is a list or an object.
fn deep(name: &str, encode: Encode, value: &Json) -> Pairs {
    match value {
        Json::Object(members) => members
            .iter()
            .flat_map(|(key, value)| deep(&format!("{name}[{key}]"), encode, value))
            .collect(),
        Json::Array(items) => {
            let item = |(at, item): (usize, &Json)| match item {
                Json::Object(_) | Json::Array(_) => deep(&format!("{name}[{at}]"), encode, item),
                item => exploded(&format!("{name}[]"), encode, item),
            };
            items.iter().enumerate().flat_map(item).collect()
        }
        value => exploded(name, encode, value),
    }
}

/// The pairs of a query parameter. `is_reserved` is `allowReserved`.
pub(crate) fn query(name: &str, style: QueryStyle, is_reserved: bool, value: &Json) -> Pairs {
    let encode = if is_reserved {
        encode_reserved
    } else {
        encode_query
    };
    encoded(name, style, encode, value)
}

/// The pairs of a multipart form, which are not encoded.
pub(crate) fn pairs(name: &str, style: QueryStyle, value: &Json) -> Pairs {
    encoded(name, style, str::to_owned, value)
}

/// The text of a form (OpenAPI, "Encoding the `x-www-form-urlencoded` Media Type"). By default a
/// list is a pair for each item, and an object is JSON.
pub(crate) fn form(body: Body, value: &Json) -> String {
    let pairs = form_pairs(body, value).into_iter();
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{}={value}", encode_query(&name)))
        .collect();
    pairs.join("&")
}

/// The pairs of a form.
fn form_pairs(body: Body, value: &Json) -> Pairs {
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

/// The pairs of a parameter that is the whole query. A text has no name.
pub(crate) fn query_string(value: &Json) -> Pairs {
    match value {
        Json::Object(_) => form_pairs(Body::FORM, value),
        value => exploded("", encode_query, value),
    }
}

/// The pair, without a name, of a parameter that is the whole query as JSON.
pub(crate) fn json_query_string(value: &Json) -> Pairs {
    vec![(String::new(), encode_query(&value.to_string()))]
}

/// A value as JSON. A text stays unquoted, since it may be JSON already.
pub(crate) fn json(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// The encoded text of a path parameter; empty if the value is undefined.
pub(crate) fn segment(name: &str, style: PathStyle, value: &Json) -> String {
    let text = match style {
        PathStyle::Simple { explode } => match value {
            Json::Array(_) | Json::Object(_) => line(value, encode_query, explode, ","),
            value => scalar(value).map(encode_segment),
        },
        PathStyle::Label { explode } => {
            let (encode, separator): (Encode, _) = if explode {
                (encode_dots, ".")
            } else {
                (encode_query, ",")
            };
            line(value, encode, explode, separator).map(|text| format!(".{text}"))
        }
        PathStyle::Matrix { explode: true } => {
            let pairs = exploded(name, encode_query, value);
            Some(
                pairs
                    .iter()
                    .map(|(name, text)| parameter(name, text))
                    .collect(),
            )
        }
        PathStyle::Matrix { explode: false } => {
            let text = line(value, encode_query, false, ",");
            text.map(|text| parameter(name, &text))
        }
        PathStyle::Json => Some(encode_query(&value.to_string())),
    };
    text.unwrap_or_default()
}

/// Encodes dots, too, since they separate items here.
fn encode_dots(text: &str) -> String {
    encode_query(text).replace('.', "%2E")
}

/// `;name=value`, or `;name` if the value is empty.
fn parameter(name: &str, text: &str) -> String {
    let equals = if text.is_empty() { "" } else { "=" };
    format!(";{}{equals}{text}", encode_query(name))
}

/// The value of a header, which is not encoded.
pub(crate) fn header(explode: bool, value: &Json) -> Option<String> {
    line(value, str::to_owned, explode, ",")
}

/// JSON in ASCII: other characters are escaped.
pub(crate) fn json_header(value: &Json) -> String {
    let mut text = String::new();
    for character in value.to_string().chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            let units = character.encode_utf16(&mut [0; 2]).to_vec();
            text.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}

/// The encoded pairs of a cookie parameter.
pub(crate) fn cookie(name: &str, style: QueryStyle, value: &Json) -> Vec<String> {
    let pairs = query(name, style, false, value);
    pairs
        .into_iter()
        .map(|(name, value)| format!("{}={value}", encode_query(&name)))
        .collect()
}

/// The pairs of a cookie parameter that are not encoded.
pub(crate) fn plain_cookie(name: &str, explode: bool, value: &Json) -> Vec<String> {
    let pairs = pairs(name, QueryStyle::Form { explode }, value).into_iter();
    pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect()
}

/// A value with separators between its items, or `None` if it is undefined. An object is written as
/// `key=value` pairs if exploded, and otherwise as a list of keys and values.
fn line(value: &Json, encode: Encode, explode: bool, separator: &str) -> Option<String> {
    let parts: Vec<String> = match value {
        Json::Array(items) => items
            .iter()
            .filter_map(scalar)
            .map(|it| encode(&it))
            .collect(),
        Json::Object(members) => {
            let equals = if explode { "=" } else { separator };
            let text = |(key, value): (&String, &Json)| {
                let (key, value) = (encode(key), encode(&scalar(value)?));
                Some(format!("{key}{equals}{value}"))
            };
            members.iter().filter_map(text).collect()
        }
        value => scalar(value).map(|it| encode(&it)).into_iter().collect(),
    };
    (!parts.is_empty()).then(|| parts.join(separator))
}

/// A single value as a string. Lists and objects become JSON, and `null` is undefined.
fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        value => Some(value.to_string()),
    }
}
