// Written by hand. Codegen copies it into clients.

//! Decoding of JSON.
//!
//! Errors say where decoding failed and what was expected, and quote nothing of the response.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny,
    IntoDeserializer as _, MapAccess, Visitor,
};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::runtime::api::Envelope;
use crate::runtime::json::WholeNumbers;
use crate::runtime::object::Key;

/// Why a response cannot be decoded.
#[derive(Debug)]
#[non_exhaustive]
pub enum DecodeError {
    /// The envelope of the response reports a failure: `success: false`.
    Unsuccessful,
    /// The response does not match the specification.
    #[non_exhaustive]
    Malformed {
        /// The path in the JSON, such as `result.variants[0]`. Empty for the whole body.
        path: String,
        /// The mismatch. It quotes nothing of the response.
        why: String,
    },
}

/// Decodes a JSON body.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    parse(utf8(body)?, "")
}

/// Decodes text as a value that is a string in JSON.
pub(crate) fn text<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let text: StrDeserializer<'_, serde::de::value::Error> = utf8(body)?.into_deserializer();
    T::deserialize(text).map_err(|error| malformed("", &expectation(&error.to_string())))
}

/// The body as text, without a byte order mark. JSON forbids it (RFC 8259, 8.1), but some servers
/// send one.
pub(crate) fn utf8(body: &[u8]) -> Result<&str, DecodeError> {
    let text = std::str::from_utf8(body).map_err(|_| malformed("", "is not UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

pub(crate) fn parse<T: DeserializeOwned>(json: &str, prefix: &str) -> Result<T, DecodeError> {
    whole(json, WholeNumbers(PhantomData)).or_else(|_| parse_with_path(json, prefix))
}

/// Like [`parse`], and records the path of an error, which takes as long again.
fn parse_with_path<T: DeserializeOwned>(json: &str, prefix: &str) -> Result<T, DecodeError> {
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
    let WithWholeNumbers(value) = value;
    Ok(value)
}

/// Reads the text to its end.
fn whole<'de, S: DeserializeSeed<'de>>(
    json: &'de str,
    seed: S,
) -> Result<S::Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end().map(|()| value)
}

/// Decodes the result in an envelope that reports a success.
pub(crate) fn enveloped<T: DeserializeOwned>(
    body: &[u8],
    envelope: &Envelope,
) -> Result<T, DecodeError> {
    // The order of the properties is unknown. If the result cannot be decoded, or is not one, the
    // envelope is read first.
    if let Ok((Some(value), Some(true) | None)) = whole(utf8(body)?, EnvelopeSeed::new(envelope)) {
        return Ok(value);
    }
    let fields = fields(body)?;
    check_success(&fields, envelope)?;
    match fields.get(envelope.result) {
        Some(raw) => parse(raw.get(), envelope.result),
        None => Err(malformed(envelope.result, "is missing")),
    }
}

/// Checks that an envelope does not report a failure.
pub(crate) fn check_success(
    fields: &BTreeMap<String, Box<RawValue>>,
    envelope: &Envelope,
) -> Result<(), DecodeError> {
    let success = fields.get(envelope.success);
    let success = success.map(|raw| parse::<Option<bool>>(raw.get(), envelope.success));
    if success.transpose()?.flatten() == Some(false) {
        return Err(DecodeError::Unsuccessful);
    }
    Ok(())
}

/// Reads an envelope: the result, and whether it is one.
struct EnvelopeSeed<'e, T> {
    envelope: &'e Envelope,
    result: PhantomData<T>,
}

impl<'e, T> EnvelopeSeed<'e, T> {
    fn new(envelope: &'e Envelope) -> Self {
        Self {
            envelope,
            result: PhantomData,
        }
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for EnvelopeSeed<'_, T> {
    type Value = (Option<T>, Option<bool>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for EnvelopeSeed<'_, T> {
    type Value = (Option<T>, Option<bool>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an envelope")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Self::Value, A::Error> {
        let (mut result, mut success) = (None, None);
        while let Some(Key(key)) = properties.next_key()? {
            if key == self.envelope.result {
                result = Some(properties.next_value_seed(WholeNumbers(PhantomData))?);
            } else if key == self.envelope.success {
                success = properties.next_value()?;
            } else {
                properties.next_value::<IgnoredAny>()?;
            }
        }
        Ok((result, success))
    }
}

/// A value that is read by [`WholeNumbers`].
struct WithWholeNumbers<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for WithWholeNumbers<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(WholeNumbers(deserializer)).map(Self)
    }
}

/// The properties of an object, with their values as JSON text. Names are owned, since escapes in
/// them have to be decoded.
pub(crate) fn fields(body: &[u8]) -> Result<BTreeMap<String, Box<RawValue>>, DecodeError> {
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

pub(crate) fn malformed(path: &str, why: &str) -> DecodeError {
    DecodeError::Malformed {
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
