// Written by hand. Codegen copies it into clients.

//! Paths and queries with percent-encoded values.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::runtime::error::Error;
use crate::runtime::string_newtype::path_segment_problem;

/// All characters except those of a segment: `pchar` (RFC 3986, 3.3) without `%`.
const SEGMENT: &AsciiSet = &QUERY
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// All characters except the unreserved ones (RFC 3986, 2.3).
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The characters of a segment that separate the parameters of a query.
const SEPARATORS: &AsciiSet = &CONTROLS.add(b'&').add(b'+').add(b';').add(b'=');

/// The URL of a path template on a server: the parameters of the template, which may have a query,
/// are replaced with encoded values.
///
/// A value in the path becomes one segment, or a part of one. Empty values, `.` and `..` are
/// refused there, and so are segments that become `.` or `..`: URLs are normalised, so the request
/// would go to another path.
pub(crate) fn expand(
    server: &str,
    template: &str,
    values: &[(&'static str, String)],
) -> Result<String, Error> {
    let length: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut url = String::with_capacity(server.len() + template.len() + length);
    url.push_str(server);
    let mut is_query = false;
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        let Some((_, value)) = values.iter().find(|(given, _)| *given == name) else {
            return Err(Error::config(format!(
                "the path parameter `{name}` is not set"
            )));
        };
        url.push_str(before);
        is_query |= before.contains('?');
        if is_query {
            url.extend(utf8_percent_encode(value, SEPARATORS));
        } else {
            if let Some(problem) = path_segment_problem(value) {
                let why = format!("the path parameter `{name}` {problem}");
                return Err(Error::config(why));
            }
            url.push_str(value);
        }
        rest = after;
    }
    url.push_str(rest);
    let path = url[server.len()..].split('?').next().unwrap_or_default();
    if path.split('/').any(is_relative) {
        return Err(Error::config(
            "the path has a relative segment (`.` or `..`)",
        ));
    }
    Ok(url)
}

/// Whether a segment is `.` or `..`, with encoded dots or not.
fn is_relative(segment: &str) -> bool {
    strip_dot(segment).is_some_and(|rest| rest.is_empty() || strip_dot(rest) == Some(""))
}

fn strip_dot(text: &str) -> Option<&str> {
    text.strip_prefix('.').or_else(|| text.strip_prefix("%2E"))
}

/// Encodes a value for a segment.
pub(crate) fn encode_segment(text: String) -> String {
    let encoded = match Cow::from(utf8_percent_encode(&text, SEGMENT)) {
        Cow::Borrowed(same) if same.len() == text.len() => None,
        encoded => Some(encoded.into_owned()),
    };
    encoded.unwrap_or(text)
}

/// Encodes a name or a value for a query.
pub(crate) fn encode_query(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, QUERY)).into_owned()
}

/// Encodes a value for a query with `allowReserved`. Reserved characters that do not end the value
/// and percent-encoded characters are left as they are.
pub(crate) fn encode_reserved(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, after) = rest.split_at(at);
        encoded.push_str(&encode_but_reserved(before));
        let end = match after.as_bytes() {
            [_, a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => 3,
            _ => 1,
        };
        let (percent, after) = after.split_at(end);
        encoded.push_str(if end == 3 { percent } else { "%25" });
        rest = after;
    }
    encoded + &encode_but_reserved(rest)
}

fn encode_but_reserved(text: &str) -> String {
    const RESERVED: &AsciiSet = &SEGMENT
        .add(b'&')
        .remove(b'/')
        .remove(b'?')
        .remove(b'[')
        .remove(b']');
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Removes the pairs with one of these names from the query of a URL.
pub(crate) fn without(url: &str, names: &[&str]) -> String {
    let Some((path, query)) = url.split_once('?') else {
        return url.to_owned();
    };
    let is_kept = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !names.iter().any(|other| encode_query(other) == name)
    };
    let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
    let mark = if kept.is_empty() { "" } else { "?" };
    format!("{path}{mark}{}", kept.join("&"))
}

/// Adds pairs with encoded values to a URL, which may have a query. A pair without a name is only
/// its value.
pub(crate) fn append_encoded<'a>(
    url: &mut String,
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) {
    for (name, value) in pairs {
        url.push(if url.contains('?') { '&' } else { '?' });
        if !name.is_empty() {
            url.push_str(&encode_query(name));
            url.push('=');
        }
        url.push_str(value);
    }
}

/// Adds pairs to a URL, which may have a query.
pub(crate) fn append_query<'a>(
    url: &mut String,
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) {
    for (name, value) in pairs {
        append_encoded(url, [(name, encode_query(value).as_str())]);
    }
}
