// Written by hand. Codegen copies it into clients.

//! Errors: what happened, and whether the API has applied the request.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::LazyLock;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::runtime::api::Api;
use crate::runtime::cause::Cause;
use crate::runtime::decode::{self, DecodeError};
use crate::runtime::error_entry::{self, ErrorEntry};
use crate::runtime::from_response::FromResponse;
use crate::runtime::raw_response::RawResponse;
use crate::runtime::redact::Redactor;
use crate::runtime::string_newtype::Violation;
use crate::runtime::transport::TransportError;

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting, a credential or a value cannot be used. Nothing was sent, and another attempt
    /// would fail, too.
    Config,
    /// No connection was made: the name was not resolved, the connection was refused, or the TLS
    /// handshake failed.
    Connect,
    /// A time limit passed: on connecting, on the attempt, or on the call.
    Timeout,
    /// The connection broke, or the server does not speak HTTP.
    Transport,
    /// The response is a redirect that is not a result of the operation. Redirects are never
    /// followed: they could lead the request and its credentials to another host.
    Redirect,
    /// The status of the response is not 2xx.
    Status,
    /// The status of the response is 2xx, but its envelope reports a failure.
    Api,
    /// The status of the response is 2xx, but its body does not match the specification.
    Decode,
    /// The body of the response is larger than the limit of the client, by default 8 MiB.
    BodyTooLarge,
}

/// Whether the API has applied a request.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Applied {
    /// Not applied: nothing was sent, or the API refused the request. Statuses that refuse are 401,
    /// 405, 411, 413, 414, 415, 417, 421, 426, 428, 429 and 431, as HTTP defines them, and those
    /// that the specification lists.
    No,
    /// Unknown. Ask the API before you send the request again.
    Maybe,
    /// Applied: the status of the response is 2xx, but the client could not use its body.
    Yes,
}

/// Why a call failed.
///
/// `Display` shows the operation, the status, what the API reports, and the id of the request:
/// `pets.get: 404 Not Found: No such pet (not_found) [request 8f1c]`. `Display`, `Debug` and the sources never show a credential, a header, a query or a body. Those
/// of the response are in [`headers`](Self::headers) and [`body`](Self::body).
///
/// [`applied`](Self::applied) says whether the API has applied the request, over all attempts.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    /// The name of the operation, if the error is about one.
    operation: Option<&'static str>,
    /// Empty if the status of the response says all.
    message: String,
    applied: Applied,
    attempts: u32,
    response: Option<RawResponse>,
    /// The first errors that the response reports, redacted.
    entries: Vec<String>,
    /// Redacted.
    request_id: Option<String>,
    retry_after: Option<Duration>,
    path: Option<String>,
    source: Option<Cause>,
}

impl Error {
    fn new(kind: ErrorKind, message: impl Into<String>, applied: Applied) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            message: message.into(),
            applied,
            attempts: 0,
            response: None,
            entries: Vec::new(),
            request_id: None,
            retry_after: None,
            path: None,
            source: None,
        }))
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The name of the operation that failed, such as `pets.get`. `None` if the error is not about
    /// a call.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Whether the API has applied the request.
    #[must_use]
    pub fn applied(&self) -> Applied {
        self.0.applied
    }

    /// The number of attempts, including one that made no connection.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|response| response.status)
    }

    /// The headers of the response; empty if there was none.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        static NONE: LazyLock<HeaderMap> = LazyLock::new(HeaderMap::new);
        let response = self.0.response.as_ref();
        response.map_or(&NONE, |response| &response.headers)
    }

    /// The body of the response, decompressed; empty if not all of it arrived.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        let response = self.0.response.as_ref();
        response.map_or(&[], |response| &response.body)
    }

    /// Decodes the body of the response as JSON.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if the body is not JSON of type `T`.
    pub fn body_as<T: DeserializeOwned>(&self) -> Result<T, Self> {
        decode::json(self.body()).map_err(|undecoded| {
            let redactor = Redactor::default();
            let mut error = Self::not_decoded(undecoded, &redactor);
            if let Some(response) = &self.0.response {
                error = error.with_response(response.clone(), &redactor);
            }
            error.0.operation = self.0.operation;
            error.0.applied = self.0.applied;
            error.0.attempts = self.0.attempts;
            error
        })
    }

    /// The body of the response, as the type that the specification declares for error responses.
    /// `None` if there was no response, or if the body does not match the type.
    #[must_use]
    pub fn details<F: FromResponse>(&self) -> Option<F> {
        F::from_response(self.0.response.as_ref()?).ok()
    }

    /// The errors that the response reports, of any shape: those of its envelope, or else those in
    /// `error`, `errors` and `detail`. For an API without an envelope, also the body itself if it is
    /// a problem (RFC 9457) or has a `message`. Empty if there was no response.
    #[must_use]
    pub fn errors(&self) -> Vec<ErrorEntry> {
        let response = self.0.response.as_ref();
        response.map(error_entry::entries).unwrap_or_default()
    }

    /// The errors in the envelope of the response. Entries that do not deserialize as `E` are left
    /// out.
    #[must_use]
    pub fn errors_as<E: DeserializeOwned>(&self) -> Vec<E> {
        let response = self.0.response.as_ref();
        response.map(RawResponse::errors_as).unwrap_or_default()
    }

    /// The messages in the envelope of the response. Entries that do not deserialize as `M` are
    /// left out.
    #[must_use]
    pub fn messages_as<M: DeserializeOwned>(&self) -> Vec<M> {
        let response = self.0.response.as_ref();
        response.map(RawResponse::messages_as).unwrap_or_default()
    }

    /// The id of the request in the vendor's logs, for their support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The delay that the API asks for, by `Retry-After` or `retry-after-ms`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The path in the JSON of the response where decoding failed: `result.variants[0]`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Whether the same call may succeed later: there was no connection or it broke, a time limit
    /// passed, or the status was 408, 409, 429 or 5xx.
    ///
    /// It does not say whether a repetition is safe: see [`applied`](Self::applied).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => true,
            ErrorKind::Status => self.status().is_some_and(is_transient),
            _ => false,
        }
    }

    /// The message, without what the response contains.
    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }
}

/// The statuses by which a server refuses a request before it applies it, whatever the API: RFC
/// 9110, 15.5.2 (401), 15.5.6 (405), 15.5.16 (415), 15.5.18 (417), 15.5.20 (421) and 15.5.22 (426),
/// RFC 6585 (428, 429, 431).
const REFUSED: &[u16] = &[401, 405, 411, 413, 414, 415, 417, 421, 426, 428, 429, 431];

/// Whether the status may be another one in another attempt.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 409 | 429 | 500..=599)
}

/// Constructors.
impl Error {
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message, Applied::No)
    }

    /// The credential provider failed.
    pub(crate) fn provider_failed(
        source: &(dyn std::error::Error + 'static),
        redactor: &Redactor,
    ) -> Self {
        let message = "the credential provider has no credentials for this call";
        let mut error = Self::new(ErrorKind::Config, message, Applied::No);
        error.0.source = Some(Cause::new(source, redactor));
        error
    }

    /// A time limit had passed before an attempt could begin.
    pub(crate) fn timed_out(message: &str) -> Self {
        Self::new(ErrorKind::Timeout, message, Applied::No)
    }

    pub(crate) fn from_transport(
        fault: TransportError,
        refused: &[RangeInclusive<u16>],
        api: &'static Api,
        redactor: &Redactor,
    ) -> Self {
        let applied = match fault.status() {
            Some(status) if status.is_success() => Applied::Yes,
            Some(status) => applied(status, refused),
            None if fault.is_unsent() => Applied::No,
            None => Applied::Maybe,
        };
        let error = Self::new(fault.kind(), fault.message(), applied);
        let (head, source) = fault.into_parts();
        let mut error = match head {
            Some((status, headers)) => {
                let response = RawResponse {
                    api,
                    status,
                    headers,
                    body: Bytes::new(),
                    location: None,
                };
                error.with_response(response, redactor)
            }
            None => error,
        };
        error.0.source = source.map(|source| Cause::new(source.as_ref(), redactor));
        error
    }

    /// The error of a response whose status is not 2xx.
    pub(crate) fn from_status(
        response: RawResponse,
        refused: &[RangeInclusive<u16>],
        redactor: &Redactor,
    ) -> Self {
        let status = response.status;
        let redirected = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
        let (kind, message) = if redirected {
            (
                ErrorKind::Redirect,
                "the API returned a redirect, which is not followed",
            )
        } else {
            (ErrorKind::Status, "")
        };
        Self::new(kind, message, applied(status, refused)).with_response(response, redactor)
    }

    /// The error of a 2xx response that was not decoded.
    pub(crate) fn from_decode(
        undecoded: DecodeError,
        response: RawResponse,
        redactor: &Redactor,
    ) -> Self {
        Self::not_decoded(undecoded, redactor).with_response(response, redactor)
    }

    fn not_decoded(undecoded: DecodeError, redactor: &Redactor) -> Self {
        let (path, why) = match undecoded {
            DecodeError::Unsuccessful => {
                let message = "the API says that the call has failed";
                return Self::new(ErrorKind::Api, message, Applied::Maybe);
            }
            DecodeError::Malformed { path, why } => (redactor.line(&path, 200), why),
        };
        let subject = match path.as_str() {
            "" => "the body".to_owned(),
            path => format!("`{path}`"),
        };
        let message = format!("the response is not what the specification says: {subject} {why}");
        let mut error = Self::new(ErrorKind::Decode, message, Applied::Yes);
        error.0.path = Some(path).filter(|path| !path.is_empty());
        error
    }

    fn with_response(mut self, response: RawResponse, redactor: &Redactor) -> Self {
        let inner = &mut *self.0;
        inner.entries = error_entry::lines(&response, redactor);
        inner.request_id = redactor.request_id(response.api, &response.headers);
        inner.response = Some(response);
        self
    }

    pub(crate) fn with_operation(mut self, name: &'static str) -> Self {
        self.0.operation = Some(name).filter(|name| !name.is_empty());
        self
    }

    pub(crate) fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    /// Adds the number of attempts, and whether the API has applied an earlier one.
    pub(crate) fn after_attempts(mut self, attempts: u32, earlier: Applied) -> Self {
        self.0.attempts = attempts;
        self.0.applied = self.0.applied.max(earlier);
        self
    }
}

/// Whether the API has applied a request, by a status that is not 2xx.
fn applied(status: StatusCode, refused: &[RangeInclusive<u16>]) -> Applied {
    let code = status.as_u16();
    if REFUSED.contains(&code) || refused.iter().any(|range| range.contains(&code)) {
        Applied::No
    } else {
        Applied::Maybe
    }
}

/// A status with its reason, if it has one.
fn status_line(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("{} {reason}", status.as_u16()),
        None => status.as_str().to_owned(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let parts = [
            inner.operation.map(str::to_owned),
            self.status().map(status_line),
            Some(inner.message.clone()),
            Some(inner.entries.join("; ")),
        ];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        f.write_str(&parts.collect::<Vec<_>>().join(": "))?;
        if let Some(id) = &inner.request_id {
            write!(f, " [request {id}]")?;
        }
        Ok(())
    }
}

/// Shows the fields without secrets.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("Error")
            .field("operation", &inner.operation)
            .field("kind", &inner.kind)
            .field("message", &inner.message)
            .field("status", &self.status())
            .field("errors", &inner.entries)
            .field("applied", &inner.applied)
            .field("attempts", &inner.attempts)
            .field("request_id", &inner.request_id)
            .field("retry_after", &inner.retry_after)
            .field("path", &inner.path)
            .field("source", &inner.source)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|cause| cause as _)
    }
}

impl From<Violation> for Error {
    fn from(violation: Violation) -> Self {
        Self::config(format!("a request cannot be built: {violation}"))
    }
}
