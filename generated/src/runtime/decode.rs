// Written by hand, unlike `src/api`.

//! Decoding of JSON, and of the pieces of a stream.
//!
//! Errors say where decoding failed and what was expected, and quote nothing of the response.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::runtime::stream::ServerSentEvent;
use crate::runtime::stream::frames::Frame;

/// Why a response was not decoded.
#[derive(Debug)]
#[non_exhaustive]
pub enum Undecoded {
    /// The response is well-formed, and its envelope says that the call failed.
    Refused,
    /// The response has another form than the specification says.
    #[non_exhaustive]
    Malformed {
        /// The place in the JSON, as in `result.variants[0]`. Empty: the whole body.
        path: String,
        /// The difference. It quotes nothing of the response.
        why: String,
    },
}

/// The body is JSON.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Undecoded> {
    parse(utf8(body)?, "")
}

/// A frame holds one JSON value.
pub(crate) fn item<T: DeserializeOwned>(frame: &Frame) -> Result<Option<T>, Undecoded> {
    parse(utf8(&frame.data)?, "").map(Some)
}

/// The data of an event is JSON. `[DONE]`, which is not JSON, is how many APIs end a stream.
pub(crate) fn event<T: DeserializeOwned>(
    frame: &Frame,
) -> Result<Option<ServerSentEvent<T>>, Undecoded> {
    if frame.data == "[DONE]" {
        return Ok(None);
    }
    let data = parse(utf8(&frame.data)?, "")?;
    Ok(Some(frame.event(data)))
}

/// The data of an event is text.
pub(crate) fn text_event(frame: &Frame) -> Result<Option<ServerSentEvent<String>>, Undecoded> {
    let data = utf8(&frame.data)?.to_owned();
    Ok(Some(frame.event(data)))
}

/// The body as text. JSON forbids a byte order mark, and some servers send one.
pub(crate) fn utf8(body: &[u8]) -> Result<&str, Undecoded> {
    let text = std::str::from_utf8(body).map_err(|_| malformed("", "is not UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

pub(crate) fn parse<T: DeserializeOwned>(json: &str, prefix: &str) -> Result<T, Undecoded> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        malformed(
            &join(prefix, &error.path().to_string()),
            &reason(error.inner()),
        )
    })?;
    deserializer
        .end()
        .map_err(|error| malformed(prefix, &reason(&error)))?;
    Ok(value)
}

/// The properties of an object, with their values as JSON text. Names are owned, since they may
/// contain escapes.
pub(crate) fn fields(body: &[u8]) -> Result<HashMap<String, &RawValue>, Undecoded> {
    serde_json::from_str(utf8(body)?).map_err(|error| malformed("", &reason(&error)))
}

fn join(prefix: &str, path: &str) -> String {
    match (prefix, path) {
        (prefix, ".") => prefix.to_owned(),
        ("", path) => path.to_owned(),
        (prefix, path) if path.starts_with('[') => format!("{prefix}{path}"),
        (prefix, path) => format!("{prefix}.{path}"),
    }
}

pub(crate) fn malformed(path: &str, why: &str) -> Undecoded {
    Undecoded::Malformed {
        path: path.to_owned(),
        why: why.to_owned(),
    }
}

/// The message of `serde_json`, without what it quotes from the response.
fn reason(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => "ends too early".to_owned(),
        Category::Syntax | Category::Io => {
            format!(
                "is not JSON (line {}, column {})",
                error.line(),
                error.column()
            )
        }
        Category::Data => expectation(&error.to_string()),
    }
}

fn expectation(message: &str) -> String {
    const TYPED: [&str; 3] = ["invalid type: ", "invalid value: ", "invalid length "];
    const NAMED: [&str; 2] = ["missing field `", "duplicate field `"];
    if TYPED.iter().any(|start| message.starts_with(start))
        && let Some((_, expected)) = message.rsplit_once(", expected ")
    {
        let expected = expected.split(" at line ").next().unwrap_or(expected);
        return format!("is not {expected}");
    }
    if NAMED.iter().any(|start| message.starts_with(start))
        && let Some(end) = message.rfind('`')
    {
        return format!("has a {}", &message[..=end]);
    }
    "has a value of another form".to_owned()
}
