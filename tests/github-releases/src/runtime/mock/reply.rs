// Written by `cargo xtask codegen`, the same for every API.

//! Replies of a mock.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Response, StatusCode};
use serde::Serialize;
use serde_json::Value;

use crate::runtime::mock::operation::error_body;
use crate::runtime::mock::{MockCore, Outcome, Reply};
use crate::runtime::operation::Call;

/// A reply to an operation. The last method of the chain adds it to the mock: `reply`, `reply_json`,
/// `reply_bytes`, `example`, `fail`, `fail_json` or `disconnect`.
#[must_use = "the mock has no reply before the last method of the chain"]
pub struct MockReply<'m, C> {
    mock: &'m MockCore,
    call: PhantomData<fn(C)>,
    delay: Duration,
    status: Option<StatusCode>,
    headers: HeaderMap,
    /// Why the reply cannot be sent.
    invalid: Option<String>,
}

impl<'m, C: Call> MockReply<'m, C> {
    pub(super) fn new(mock: &'m MockCore) -> Self {
        Self {
            mock,
            call: PhantomData,
            delay: Duration::ZERO,
            status: None,
            headers: HeaderMap::new(),
            invalid: None,
        }
    }

    /// Delays the reply, by the time of tokio, which a test can pause. A delay beyond the time limit
    /// of the attempt is a timeout.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Sets the status, instead of that of the successful response in the specification.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
            }
            _ => self.invalid = Some(format!("the header `{name}` cannot be sent")),
        }
        self
    }

    /// Replies with the value that the call is to return. The mock adds the envelope of the API.
    ///
    /// A call that returns bytes or an enum of responses has no such reply: use
    /// [`reply_json`](Self::reply_json) or [`reply_bytes`](Self::reply_bytes).
    pub fn reply(self, value: impl Borrow<C::Output>)
    where
        C::Output: Serialize,
    {
        match serde_json::to_string(value.borrow()) {
            Ok(json) => self.value(&json),
            Err(error) => self.add(Outcome::Invalid(format!(
                "the reply cannot be serialized: {error}"
            ))),
        }
    }

    /// Replies with the JSON of the value that the call is to return. The mock adds the envelope of
    /// the API.
    pub fn reply_json(self, value: impl Into<Value>) {
        let value: Value = value.into();
        self.value(&value.to_string());
    }

    /// Replies with a whole body, of this media type. The mock adds no envelope.
    pub fn reply_bytes(self, media_type: &str, body: impl Into<Bytes>) {
        let mut response = Response::new(body.into());
        if let Some(operation) = self.mock.operation(C::OPERATION.name) {
            *response.status_mut() = StatusCode::from_u16(operation.status).unwrap_or_default();
        }
        self.header(CONTENT_TYPE.as_str(), media_type)
            .response(response);
    }

    /// Replies with the example of the specification. Where it has none, codegen has made one of
    /// the schema.
    pub fn example(self) {
        let name = C::OPERATION.name;
        let example = self.mock.operation(name).and_then(|it| it.example);
        match example {
            Some(json) => self.value(json),
            None => self.add(Outcome::Invalid(format!("`{name}` has no example"))),
        }
    }

    /// Replies with an error response of the API, which has one error with this message.
    pub fn fail(self, status: StatusCode, message: &str) {
        let body = error_body(self.mock.api.envelope.as_ref(), status, message);
        self.fail_json(status, body);
    }

    /// Replies with an error response with this body. The mock adds no envelope.
    pub fn fail_json(self, status: StatusCode, body: impl Into<Value>) {
        let body: Value = body.into();
        let reply = self.status(status);
        reply.reply_bytes("application/json", body.to_string());
    }

    /// Breaks the connection after the request has been sent, so that it is unknown whether the API
    /// has applied it.
    pub fn disconnect(self) {
        self.add(Outcome::Disconnect);
    }

    /// Replies with a value, which is JSON text.
    fn value(self, json: &str) {
        let name = C::OPERATION.name;
        match self.mock.operation(name) {
            Some(operation) => {
                let response = operation.response(json, self.mock.api.envelope.as_ref());
                self.response(response);
            }
            None => self.add(Outcome::Invalid(format!("the mock does not know `{name}`"))),
        }
    }

    fn response(mut self, mut response: Response<Bytes>) {
        let status = self.status.unwrap_or(response.status());
        *response.status_mut() = status;
        response
            .headers_mut()
            .extend(std::mem::take(&mut self.headers));
        self.add(Outcome::Response(response));
    }

    fn add(self, outcome: Outcome) {
        let reply = Reply {
            delay: self.delay,
            outcome: self.invalid.map_or(outcome, Outcome::Invalid),
            is_used: false,
        };
        let mut state = self.mock.state();
        let replies = state.replies.entry(C::OPERATION.name).or_default();
        replies.push_back(reply);
    }
}

impl<C: Call> fmt::Debug for MockReply<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockReply")
            .field("operation", &C::OPERATION.name)
            .field("delay", &self.delay)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
