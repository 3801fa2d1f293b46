// Written by `cargo xtask codegen`, the same for every API.

//! The responses of operations, as constants of generated code.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use http::{Response, StatusCode};
use serde_json::{Map, Value, json};

use crate::runtime::api::Envelope;

/// The successful response of an operation.
///
/// Generated code writes it as a struct literal over one of the bases, such as
/// `..MockOperation::JSON`.
#[derive(Debug)]
pub struct MockOperation {
    /// The name of the operation: `images.v1.edit`.
    pub name: &'static str,
    /// The path of the request builder in the crate: `images::v1::Edit`.
    pub builder: &'static str,
    /// The status of the response.
    pub status: u16,
    /// Its `Content-Type`, if it has a body.
    pub content_type: &'static str,
    /// How its body contains the value.
    pub format: MockFormat,
    /// An example of the value, as JSON.
    pub example: Option<&'static str>,
}

/// How the body of a response contains the value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MockFormat {
    /// As JSON.
    Json,
    /// As JSON; null is an empty body.
    OptionalJson,
    /// As JSON in the API's envelope.
    Enveloped,
    /// As JSON in the API's envelope; null is an empty body.
    OptionalEnveloped,
    /// A string is the body.
    Text,
    /// A string is the header `Location`.
    Redirect,
    /// There is no body.
    Empty,
}

impl MockOperation {
    const fn new(status: u16, format: MockFormat, example: Option<&'static str>) -> Self {
        Self {
            name: "",
            builder: "",
            status,
            content_type: "application/json",
            format,
            example,
        }
    }

    /// The response is JSON.
    pub const JSON: Self = Self::new(200, MockFormat::Json, None);

    /// The response is JSON or empty.
    pub const OPTIONAL_JSON: Self = Self::new(200, MockFormat::OptionalJson, None);

    /// The response is JSON in the API's envelope.
    pub const ENVELOPED: Self = Self::new(200, MockFormat::Enveloped, None);

    /// The response is the API's envelope without a result.
    pub const ENVELOPE_ONLY: Self = Self::new(200, MockFormat::Enveloped, Some("null"));

    /// The response is JSON in the API's envelope, or empty.
    pub const OPTIONAL_ENVELOPED: Self = Self::new(200, MockFormat::OptionalEnveloped, None);

    /// The response is text or bytes.
    pub const TEXT: Self = Self::new(200, MockFormat::Text, None);

    /// The response is a redirect.
    pub const REDIRECT: Self =
        Self::new(302, MockFormat::Redirect, Some("\"https://example.com/\""));

    /// The response has no body.
    pub const EMPTY: Self = Self::new(204, MockFormat::Empty, Some("null"));

    /// A response with a value, which is JSON text.
    pub(crate) fn response(&self, json: &str, envelope: Option<&Envelope>) -> Response<Bytes> {
        let text = || serde_json::from_str(json).unwrap_or_else(|_| json.to_owned());
        let is_null = json == "null";
        let body = match self.format {
            MockFormat::Empty | MockFormat::Redirect => String::new(),
            MockFormat::OptionalJson | MockFormat::OptionalEnveloped if is_null => String::new(),
            MockFormat::Json | MockFormat::OptionalJson => json.to_owned(),
            MockFormat::Enveloped | MockFormat::OptionalEnveloped => match envelope {
                Some(envelope) => enveloped(json, envelope),
                None => json.to_owned(),
            },
            MockFormat::Text => text(),
        };
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or_default();
        let header = match self.format {
            MockFormat::Redirect => Some((LOCATION, HeaderValue::try_from(text()))),
            _ if response.body().is_empty() => None,
            _ => Some((CONTENT_TYPE, HeaderValue::try_from(self.content_type))),
        };
        if let Some((name, Ok(value))) = header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// A successful response in an envelope. The value is not parsed, since that would change its
/// numbers.
fn enveloped(json: &str, envelope: &Envelope) -> String {
    let messages = envelope.messages.map(|key| format!("{}:[],", json!(key)));
    format!(
        "{{{}:true,{}:[],{}{}:{json}}}",
        json!(envelope.success),
        json!(envelope.errors),
        messages.unwrap_or_default(),
        json!(envelope.result),
    )
}

/// The body of an error response.
pub(crate) fn error_body(envelope: Option<&Envelope>, status: StatusCode, message: &str) -> Value {
    let Some(envelope) = envelope else {
        return json!({"message": message});
    };
    let mut entry = Map::new();
    if let Some(key) = envelope.error_code {
        entry.insert(key.to_owned(), json!(status.as_u16()));
    }
    let key = envelope.error_message.unwrap_or("message");
    entry.insert(key.to_owned(), json!(message));
    let mut body = Map::new();
    body.insert(envelope.success.to_owned(), json!(false));
    body.insert(envelope.errors.to_owned(), json!([entry]));
    if let Some(key) = envelope.messages {
        body.insert(key.to_owned(), json!([]));
    }
    body.insert(envelope.result.to_owned(), Value::Null);
    Value::Object(body)
}
