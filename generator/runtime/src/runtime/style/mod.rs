// Written by hand. Codegen copies it into clients.

//! Serialization of parameters that may be lists or objects, in the styles of OpenAPI ("Style
//! Values") and RFC 6570.
//!
//! A separator within an item is percent-encoded. An empty list, an empty object and `null` are
//! undefined values (RFC 6570, 2.3) and are not written.

mod form;
mod setters;

use self::form::form_pairs;
pub(crate) use self::form::is_json;
use crate::runtime::body::{Body, QueryStyle};
use crate::runtime::json::Json;
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{
        Json, PathStyle, QueryStyle, Style, cookie, header, json_header, json_query_string,
        plain_cookie, query, query_string, segment,
    };

    /// The value in the given style, or `None` if it is undefined.
    fn written(style: Style, value: &Value) -> Option<String> {
        let joined = |pairs: Vec<(String, String)>| {
            let pairs: Vec<_> = pairs
                .into_iter()
                .map(|(name, value)| {
                    format!("{}={value}", name.replace('[', "%5B").replace(']', "%5D"))
                })
                .collect();
            pairs.join("&")
        };
        let value = &Json::new(value).unwrap();
        let text = match style {
            Style::Query(style) => joined(query("color", style, false, value)),
            Style::Reserved(style) => joined(query("color", style, true, value)),
            Style::Path(style) => segment("color", style, value),
            Style::Header { explode } => header(explode, value)?,
            Style::JsonHeader => json_header(value),
            Style::Cookie { explode } => {
                cookie("color", QueryStyle::Form { explode }, value).join("; ")
            }
            Style::PlainCookie { explode } => plain_cookie("color", explode, value).join("; "),
            Style::JsonCookie => cookie("color", QueryStyle::Json, value).join("; "),
            Style::QueryString => joined(query_string(value)),
            Style::JsonQueryString => joined(json_query_string(value)),
        };
        Some(text).filter(|text| !text.is_empty())
    }

    #[track_caller]
    fn check(style: Style, value: &Value, want: Option<&str>) {
        let got = written(style, value);
        assert_eq!(got.as_deref(), want, "{style:?} of {value}");
    }

    const FORM: Style = Style::Query(QueryStyle::Form { explode: false });
    const FORM_EXPLODED: Style = Style::Query(QueryStyle::Form { explode: true });
    const SPACE_DELIMITED: Style = Style::Query(QueryStyle::SpaceDelimited);
    const PIPE_DELIMITED: Style = Style::Query(QueryStyle::PipeDelimited);
    const DEEP_OBJECT: Style = Style::Query(QueryStyle::DeepObject);
    const SIMPLE: Style = Style::Path(PathStyle::Simple { explode: false });
    const SIMPLE_EXPLODED: Style = Style::Path(PathStyle::Simple { explode: true });
    const LABEL: Style = Style::Path(PathStyle::Label { explode: false });
    const LABEL_EXPLODED: Style = Style::Path(PathStyle::Label { explode: true });
    const MATRIX: Style = Style::Path(PathStyle::Matrix { explode: false });
    const MATRIX_EXPLODED: Style = Style::Path(PathStyle::Matrix { explode: true });
    const HEADER: Style = Style::Header { explode: false };
    const HEADER_EXPLODED: Style = Style::Header { explode: true };
    const COOKIE: Style = Style::Cookie { explode: false };
    const COOKIE_EXPLODED: Style = Style::Cookie { explode: true };

    /// OpenAPI 3.1.1, "Style Examples": the columns are those of that table. The members of an
    /// object are sorted: B, G, R.
    #[test]
    fn values_are_written_as_in_the_examples_of_openapi() {
        let empty = json!("");
        let string = json!("blue");
        let array = json!(["blue", "black", "brown"]);
        let object = json!({"B": 150, "G": 200, "R": 100});
        #[rustfmt::skip]
        let table = [
            (MATRIX, Some(";color"), ";color=blue", ";color=blue,black,brown", ";color=B,150,G,200,R,100"),
            (MATRIX_EXPLODED, Some(";color"), ";color=blue", ";color=blue;color=black;color=brown", ";B=150;G=200;R=100"),
            (LABEL, Some("."), ".blue", ".blue,black,brown", ".B,150,G,200,R,100"),
            (LABEL_EXPLODED, Some("."), ".blue", ".blue.black.brown", ".B=150.G=200.R=100"),
            (SIMPLE, None, "blue", "blue,black,brown", "B,150,G,200,R,100"),
            (SIMPLE_EXPLODED, None, "blue", "blue,black,brown", "B=150,G=200,R=100"),
            (HEADER, None, "blue", "blue,black,brown", "B,150,G,200,R,100"),
            (HEADER_EXPLODED, None, "blue", "blue,black,brown", "B=150,G=200,R=100"),
            (FORM, Some("color="), "color=blue", "color=blue,black,brown", "color=B,150,G,200,R,100"),
            (FORM_EXPLODED, Some("color="), "color=blue", "color=blue&color=black&color=brown", "B=150&G=200&R=100"),
            (COOKIE, Some("color="), "color=blue", "color=blue,black,brown", "color=B,150,G,200,R,100"),
            (COOKIE_EXPLODED, Some("color="), "color=blue", "color=blue; color=black; color=brown", "B=150; G=200; R=100"),
            (SPACE_DELIMITED, Some("color="), "color=blue", "color=blue%20black%20brown", "color=B%20150%20G%20200%20R%20100"),
            (PIPE_DELIMITED, Some("color="), "color=blue", "color=blue%7Cblack%7Cbrown", "color=B%7C150%7CG%7C200%7CR%7C100"),
            (DEEP_OBJECT, Some("color="), "color=blue", "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown", "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100"),
        ];
        for (style, of_empty, of_string, of_array, of_object) in table {
            check(style, &empty, of_empty);
            check(style, &string, Some(of_string));
            check(style, &array, Some(of_array));
            check(style, &object, Some(of_object));
            // RFC 6570, 2.3: undefined values.
            check(style, &json!([]), None);
            check(style, &json!({}), None);
            check(style, &json!({"R": null}), None);
            check(style, &Value::Null, None);
        }
    }

    #[test]
    fn a_delimiter_within_an_item_is_encoded() {
        let array = json!(["a,b", "c.d;e=f", "g h|i/j", ""]);
        let object = json!({"k=,": ".;"});
        #[rustfmt::skip]
        let table = [
            (MATRIX, ";color=a%2Cb,c.d%3Be%3Df,g%20h%7Ci%2Fj,", ";color=k%3D%2C,.%3B"),
            (MATRIX_EXPLODED, ";color=a%2Cb;color=c.d%3Be%3Df;color=g%20h%7Ci%2Fj;color", ";k%3D%2C=.%3B"),
            (LABEL, ".a%2Cb,c.d%3Be%3Df,g%20h%7Ci%2Fj,", ".k%3D%2C,.%3B"),
            (LABEL_EXPLODED, ".a%2Cb.c%2Ed%3Be%3Df.g%20h%7Ci%2Fj.", ".k%3D%2C=%2E%3B"),
            (SIMPLE, "a%2Cb,c.d%3Be%3Df,g%20h%7Ci%2Fj,", "k%3D%2C,.%3B"),
            (SIMPLE_EXPLODED, "a%2Cb,c.d%3Be%3Df,g%20h%7Ci%2Fj,", "k%3D%2C=.%3B"),
            (FORM, "color=a%2Cb,c.d%3Be%3Df,g%20h%7Ci%2Fj,", "color=k%3D%2C,.%3B"),
            (FORM_EXPLODED, "color=a%2Cb&color=c.d%3Be%3Df&color=g%20h%7Ci%2Fj&color=", "k=,=.%3B"),
            (COOKIE, "color=a%2Cb,c.d%3Be%3Df,g%20h%7Ci%2Fj,", "color=k%3D%2C,.%3B"),
            (SPACE_DELIMITED, "color=a%2Cb%20c.d%3Be%3Df%20g%20h%7Ci%2Fj%20", "color=k%3D%2C%20.%3B"),
            (PIPE_DELIMITED, "color=a%2Cb%7Cc.d%3Be%3Df%7Cg%20h%7Ci%2Fj%7C", "color=k%3D%2C%7C.%3B"),
        ];
        for (style, of_array, of_object) in table {
            check(style, &array, Some(of_array));
            check(style, &object, Some(of_object));
        }
    }

    #[test]
    fn a_value_with_content_is_json() {
        let value = json!({"é": "😀, \""});
        let encoded = "%7B%22%C3%A9%22%3A%22%F0%9F%98%80%2C%20%5C%22%22%7D";
        let in_query = format!("color={encoded}");
        check(Style::Query(QueryStyle::Json), &value, Some(&in_query));
        check(Style::JsonCookie, &value, Some(&in_query));
        check(Style::Path(PathStyle::Json), &value, Some(encoded));
        let escaped = r#"{"\u00e9":"\ud83d\ude00, \""}"#;
        check(Style::JsonHeader, &value, Some(escaped));
    }

    #[test]
    fn allow_reserved_does_not_encode_reserved_characters() {
        let array = json!(["/?:@!$'()*+,;=[]", "100%", "a%2Fb", "x&y#z w"]);
        let want = "color=/?:@!$'()*+,;=[],100%25,a%2Fb,x%26y%23z%20w";
        check(
            Style::Reserved(QueryStyle::Form { explode: false }),
            &array,
            Some(want),
        );
    }
}
