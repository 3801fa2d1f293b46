// Written by hand, unlike `src/api`.

//! Answers as the types of their operations: the last step of a call, and the
//! only one that knows the type.
//!
//! Each operation names one of these functions. They are given answers with a
//! status of 2xx only, and read them strictly.

use std::collections::HashMap;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::api::API;
use crate::runtime::answer::Answer;
use crate::runtime::api::Envelope;
use crate::runtime::stream::ServerSentEvent;
use crate::runtime::stream::frames::Frame;

/// Why there is no value.
#[derive(Debug)]
pub(crate) enum Undecoded {
    /// The answer is well-formed, and says that the call has failed.
    Refused,
    /// The answer is not what the specification says.
    Malformed {
        /// Where in the JSON, as in `result.variants[0]`. Empty: all of it.
        path: String,
        /// In what way. It quotes nothing of the answer.
        why: String,
    },
}

/// The body is the value.
pub(crate) fn json<T: DeserializeOwned>(answer: &Answer) -> Result<T, Undecoded> {
    parse(utf8(&answer.body)?, "")
}

/// The value is the result in an envelope.
pub(crate) fn enveloped<T: DeserializeOwned>(answer: &Answer) -> Result<T, Undecoded> {
    let Some(envelope) = &API.envelope else {
        return json(answer);
    };
    let fields = fields(utf8(&answer.body)?)?;
    check_success(envelope, &fields)?;
    match fields.get(envelope.result) {
        Some(raw) => parse(raw.get(), envelope.result),
        None => Err(malformed(envelope.result, "is missing")),
    }
}

/// The value is the result in an envelope, and an empty body is none.
pub(crate) fn optional_enveloped<T: DeserializeOwned>(
    answer: &Answer,
) -> Result<Option<T>, Undecoded> {
    if answer.body.is_empty() {
        Ok(None)
    } else {
        enveloped(answer).map(Some)
    }
}

/// There is no value: the envelope says whether the call went well, if one came.
pub(crate) fn acknowledged(answer: &Answer) -> Result<(), Undecoded> {
    match &API.envelope {
        Some(envelope) if !answer.body.is_empty() => {
            check_success(envelope, &fields(utf8(&answer.body)?)?)
        }
        _ => Ok(()),
    }
}

fn check_success(
    envelope: &Envelope,
    fields: &HashMap<String, &RawValue>,
) -> Result<(), Undecoded> {
    let success = fields.get(envelope.success).copied();
    let success = success.map(|raw| parse::<Option<bool>>(raw.get(), envelope.success));
    if success.transpose()?.flatten() == Some(false) {
        return Err(Undecoded::Refused);
    }
    Ok(())
}

/// The body is the value, and an empty one is none.
pub(crate) fn optional<T: DeserializeOwned>(answer: &Answer) -> Result<Option<T>, Undecoded> {
    if answer.body.is_empty() {
        Ok(None)
    } else {
        json(answer).map(Some)
    }
}

/// The body is a text of UTF-8.
pub(crate) fn text(answer: &Answer) -> Result<String, Undecoded> {
    utf8(&answer.body).map(str::to_owned)
}

/// The body is the value, byte for byte.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is that of its siblings"
)]
pub(crate) fn bytes(answer: &Answer) -> Result<Bytes, Undecoded> {
    Ok(answer.body.clone())
}

/// There is no value: whatever came is fine.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is that of its siblings"
)]
pub(crate) fn empty(_answer: &Answer) -> Result<(), Undecoded> {
    Ok(())
}

/// A piece of a stream is the value.
pub(crate) fn item<T: DeserializeOwned>(frame: &Frame) -> Result<Option<T>, Undecoded> {
    parse(utf8(&frame.data)?, "").map(Some)
}

/// The data of an event is the value. `[DONE]`, which is no JSON, is how many
/// APIs say that a stream is over.
pub(crate) fn event<T: DeserializeOwned>(
    frame: &Frame,
) -> Result<Option<ServerSentEvent<T>>, Undecoded> {
    if frame.data == "[DONE]" {
        return Ok(None);
    }
    let data = parse(utf8(&frame.data)?, "")?;
    Ok(Some(frame.event(data)))
}

/// The data of an event is a text.
pub(crate) fn text_event(frame: &Frame) -> Result<Option<ServerSentEvent<String>>, Undecoded> {
    let data = utf8(&frame.data)?.to_owned();
    Ok(Some(frame.event(data)))
}

/// The specification gives answers of this status no form.
pub(crate) fn unexpected() -> Undecoded {
    malformed("", "has a status that the specification does not know")
}

/// JSON is UTF-8. A byte order mark before it is forbidden, and happens.
fn utf8(body: &[u8]) -> Result<&str, Undecoded> {
    let text = std::str::from_utf8(body).map_err(|_| malformed("", "is not UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn parse<T: DeserializeOwned>(json: &str, prefix: &str) -> Result<T, Undecoded> {
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

/// The fields of an object, each value as the text it is. Names are not borrowed:
/// they may be written with escapes.
fn fields(json: &str) -> Result<HashMap<String, &RawValue>, Undecoded> {
    serde_json::from_str(json).map_err(|error| malformed("", &reason(&error)))
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

/// The words of `serde_json`, less those that it quotes from the answer.
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
