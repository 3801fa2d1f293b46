// Written by `cargo xtask codegen`, the same for every API.

//! Media types: which of several a response has.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// The longest media type that an error shows.
const SHOWN: usize = 100;

/// The header `Content-Type`.
pub(crate) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}

/// The media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    let subtype = essence.split_once('/').map(|(_, subtype)| subtype);
    subtype.is_some_and(|it| matches!(it, "json" | "x-json") || it.ends_with("+json"))
}

pub(crate) fn is_text(media_type: &str) -> bool {
    let main = essence(media_type).split('/').next();
    main.is_some_and(|main| main.eq_ignore_ascii_case("text")) && !is_json(media_type)
}

/// The media type or range that matches best; the first one of several that match equally well.
pub(crate) fn best<'l>(media_type: &str, listed: &[&'l str]) -> Option<&'l str> {
    let matches = listed.iter().rev();
    let matches = matches.filter_map(|it| Some((precedence(media_type, it)?, *it)));
    let best = matches.max_by_key(|(precedence, _)| *precedence);
    best.map(|(_, listed)| listed)
}

/// The media type of a response if `accept` does not ask for it, for an error.
pub(crate) fn unexpected<'h>(headers: &'h HeaderMap, accept: &str) -> Option<&'h str> {
    let media_type = content_type(headers)?;
    let is_expected = accept
        .split(',')
        .any(|range| precedence(media_type, range).is_some());
    let essence = essence(media_type);
    let is_name = |c: char| c.is_ascii_alphanumeric() || "/!#$&-^_.+".contains(c);
    let is_shown = essence.len() <= SHOWN && !essence.is_empty() && essence.chars().all(is_name);
    (is_shown && !is_expected).then_some(essence)
}

/// How specifically a media type or range matches; `None` if it does not match. A media type with
/// other parameters matches, but less than one without them.
fn precedence(media_type: &str, range: &str) -> Option<(u8, bool, usize)> {
    let (found, listed) = (
        essence(media_type).to_ascii_lowercase(),
        essence(range).to_ascii_lowercase(),
    );
    let specificity = match listed.split_once('/')? {
        ("*", "*") => 0,
        (main, "*") => found.split_once('/').filter(|it| it.0 == main).map(|_| 1)?,
        (main, subtype) => match subtype.strip_prefix('*') {
            Some(suffix) => {
                let found = found.split_once('/').filter(|it| it.0 == main);
                found.filter(|it| it.1.ends_with(suffix)).map(|_| 2)?
            }
            None => (found == listed).then_some(3)?,
        },
    };
    let present: Vec<_> = parameters(media_type).collect();
    let mut required = parameters(range);
    let has_all = required.all(|parameter| present.contains(&parameter));
    Some((specificity, has_all, parameters(range).count()))
}

/// The names and values of the parameters, in lower case and without quotes.
fn parameters(media_type: &str) -> impl Iterator<Item = (String, String)> {
    let mut is_quoted = false;
    let parts = media_type.split(move |c| {
        is_quoted ^= c == '"';
        c == ';' && !is_quoted
    });
    parts.skip(1).filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        Some((name.trim().to_ascii_lowercase(), value.to_ascii_lowercase()))
    })
}
