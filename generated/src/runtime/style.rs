// Written by hand, unlike `src/api`.

//! Parameters that are lists or objects, or may be: how they are written
//! (OpenAPI, "Style Values").

use serde_json::Value;

use crate::runtime::path::{encode_query, encode_reserved};

/// Where a parameter goes, and how it is written there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Style {
    /// Into the query.
    Query(Query),
    /// Into the path.
    Path(Path),
    /// Into a header: `simple`.
    Header {
        /// `key=value` instead of `key,value`.
        explode: bool,
    },
    /// Into the header `Cookie`: `form`.
    Cookie,
}

/// The styles, each under one word; `EXPLODED` is `explode: true`.
impl Style {
    pub(crate) const FORM: Self = Self::Query(Query::Form { explode: false });
    pub(crate) const FORM_EXPLODED: Self = Self::Query(Query::Form { explode: true });
    pub(crate) const RESERVED: Self = Self::Query(Query::Reserved);
    pub(crate) const SPACES: Self = Self::Query(Query::Spaces);
    pub(crate) const PIPES: Self = Self::Query(Query::Pipes);
    pub(crate) const DEEP: Self = Self::Query(Query::Deep);
    pub(crate) const JSON: Self = Self::Query(Query::Json);
    pub(crate) const SIMPLE: Self = Self::Path(Path::Simple { explode: false });
    pub(crate) const SIMPLE_EXPLODED: Self = Self::Path(Path::Simple { explode: true });
    pub(crate) const LABEL: Self = Self::Path(Path::Label { explode: false });
    pub(crate) const LABEL_EXPLODED: Self = Self::Path(Path::Label { explode: true });
    pub(crate) const MATRIX: Self = Self::Path(Path::Matrix { explode: false });
    pub(crate) const MATRIX_EXPLODED: Self = Self::Path(Path::Matrix { explode: true });
    pub(crate) const HEADER: Self = Self::Header { explode: false };
    pub(crate) const HEADER_EXPLODED: Self = Self::Header { explode: true };
    pub(crate) const COOKIE: Self = Self::Cookie;
}

/// The styles of the query.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Query {
    /// `form`: `ids=1&ids=2`, or `ids=1,2`.
    Form {
        /// One pair for each item.
        explode: bool,
    },
    /// `form` with `allowReserved`: what has a meaning in URLs is kept as it is.
    Reserved,
    /// `spaceDelimited`: `ids=1%202`.
    Spaces,
    /// `pipeDelimited`: `ids=1%7C2`.
    Pipes,
    /// `deepObject`: `filter[name]=a`.
    Deep,
    /// `content`: the value as JSON.
    Json,
}

/// The styles of the path.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Path {
    /// `1,2`
    Simple {
        /// `key=value` instead of `key,value`.
        explode: bool,
    },
    /// `.1.2`
    Label {
        /// `.1.2` instead of `.1,2`.
        explode: bool,
    },
    /// `;ids=1,2`
    Matrix {
        /// `;ids=1;ids=2` instead of `;ids=1,2`.
        explode: bool,
    },
}

/// The pairs of a query: names as they are, values encoded.
pub(crate) fn pairs(name: &str, style: Query, value: &Value) -> Vec<(String, String)> {
    let joined = |separator| {
        let parts: Vec<String> = flat(value).iter().map(|part| encode_query(part)).collect();
        vec![(name.to_owned(), parts.join(separator))]
    };
    match (style, value) {
        (_, Value::Null) => Vec::new(),
        (Query::Json, value) => vec![(name.to_owned(), encode_query(&value.to_string()))],
        (Query::Deep, Value::Object(_)) => deep(name, value),
        (Query::Form { explode: false }, Value::Array(_) | Value::Object(_)) => joined(","),
        (Query::Spaces, Value::Array(_) | Value::Object(_)) => joined("%20"),
        (Query::Pipes, Value::Array(_) | Value::Object(_)) => joined("%7C"),
        (_, Value::Array(items)) => items
            .iter()
            .map(|item| (name.to_owned(), encoded(style, item)))
            .collect(),
        (_, Value::Object(members)) => members
            .iter()
            .map(|(key, value)| (key.clone(), encoded(style, value)))
            .collect(),
        (_, value) => vec![(name.to_owned(), encoded(style, value))],
    }
}

fn encoded(style: Query, value: &Value) -> String {
    match style {
        Query::Reserved => encode_reserved(&scalar(value)),
        _ => encode_query(&scalar(value)),
    }
}

/// `name[key]`, as deep as the value goes.
fn deep(name: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| deep(&format!("{name}[{key}]"), value))
            .collect(),
        Value::Array(items) => items.iter().flat_map(|item| deep(name, item)).collect(),
        value => vec![(name.to_owned(), encode_query(&scalar(value)))],
    }
}

/// The text of a form.
pub(crate) fn form(value: &Value) -> String {
    let Value::Object(members) = value else {
        return String::new();
    };
    let pairs = members
        .iter()
        .flat_map(|(name, value)| pairs(name, Query::Form { explode: true }, value));
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{}={value}", encode_query(&name)))
        .collect();
    pairs.join("&")
}

/// The text in a path, which is encoded afterwards.
pub(crate) fn segment(name: &str, style: Path, value: &Value) -> String {
    match style {
        Path::Simple { explode } => listed(value, explode, ",", ","),
        Path::Label { explode } => {
            let separator = if explode { "." } else { "," };
            format!(".{}", listed(value, explode, separator, ","))
        }
        Path::Matrix { explode: true } => {
            let pairs = match value {
                Value::Array(items) => items
                    .iter()
                    .map(|item| format!(";{name}={}", scalar(item)))
                    .collect(),
                Value::Object(members) => members
                    .iter()
                    .map(|(key, value)| format!(";{key}={}", scalar(value)))
                    .collect(),
                value => vec![format!(";{name}={}", scalar(value))],
            };
            pairs.concat()
        }
        Path::Matrix { explode: false } => format!(";{name}={}", listed(value, false, ",", ",")),
    }
}

/// The text of a header.
pub(crate) fn header(explode: bool, value: &Value) -> String {
    listed(value, explode, ",", ",")
}

/// The pairs of a cookie, ready to be sent.
pub(crate) fn cookie(name: &str, value: &Value) -> Vec<String> {
    let pairs = pairs(name, Query::Form { explode: true }, value);
    pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect()
}

/// A list or an object on one line.
fn listed(value: &Value, explode: bool, separator: &str, flat_separator: &str) -> String {
    match value {
        Value::Object(members) if explode => {
            let pairs: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{key}={}", scalar(value)))
                .collect();
            pairs.join(separator)
        }
        Value::Array(_) => flat(value).join(separator),
        value => flat(value).join(flat_separator),
    }
}

/// The items of a list, or the keys and values of an object, one after another.
fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(scalar).collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| [key.clone(), scalar(value)])
            .collect(),
        value => vec![scalar(value)],
    }
}

/// A single value as text; what is none is written as JSON.
fn scalar(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Path, Query, header, pairs, segment};

    fn query(style: Query, value: &Value) -> String {
        let pairs = pairs("color", style, value);
        let pairs: Vec<String> = pairs
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    }

    /// The table of examples in OpenAPI, "Style Examples".
    #[test]
    fn values_are_written_as_the_specification_shows() {
        let array = json!(["blue", "black", "brown"]);
        let object = json!({"B": 150, "G": 200, "R": 100});
        let text = json!("blue");
        let form = |explode| Query::Form { explode };
        assert_eq!(
            query(form(true), &array),
            "color=blue&color=black&color=brown"
        );
        assert_eq!(query(form(false), &array), "color=blue,black,brown");
        assert_eq!(query(form(true), &object), "B=150&G=200&R=100");
        assert_eq!(query(form(false), &object), "color=B,150,G,200,R,100");
        assert_eq!(query(Query::Spaces, &array), "color=blue%20black%20brown");
        assert_eq!(query(Query::Pipes, &array), "color=blue%7Cblack%7Cbrown");
        assert_eq!(
            query(Query::Deep, &object),
            "color[B]=150&color[G]=200&color[R]=100"
        );
        assert_eq!(
            segment("color", Path::Simple { explode: false }, &object),
            "B,150,G,200,R,100"
        );
        assert_eq!(
            segment("color", Path::Simple { explode: true }, &object),
            "B=150,G=200,R=100"
        );
        assert_eq!(
            segment("color", Path::Label { explode: false }, &array),
            ".blue,black,brown"
        );
        assert_eq!(
            segment("color", Path::Label { explode: true }, &array),
            ".blue.black.brown"
        );
        assert_eq!(
            segment("color", Path::Label { explode: true }, &object),
            ".B=150.G=200.R=100"
        );
        assert_eq!(
            segment("color", Path::Matrix { explode: false }, &array),
            ";color=blue,black,brown"
        );
        assert_eq!(
            segment("color", Path::Matrix { explode: true }, &array),
            ";color=blue;color=black;color=brown"
        );
        assert_eq!(
            segment("color", Path::Matrix { explode: true }, &object),
            ";B=150;G=200;R=100"
        );
        assert_eq!(
            segment("color", Path::Matrix { explode: true }, &text),
            ";color=blue"
        );
        assert_eq!(header(true, &object), "B=150,G=200,R=100");
    }

    #[test]
    fn a_delimiter_within_a_value_is_not_taken_for_one() {
        let array = json!(["a,b", "c d"]);
        assert_eq!(
            query(Query::Form { explode: false }, &array),
            "color=a%2Cb,c%20d"
        );
    }

    #[test]
    fn null_is_no_parameter() {
        assert_eq!(query(Query::Form { explode: true }, &Value::Null), "");
    }
}
