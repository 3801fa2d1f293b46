// Written by hand, unlike `src/api`.

//! What went wrong, and what became of the request.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::api::API;
use crate::runtime::answer::{self, Answer};
use crate::runtime::decode::{self, Undecoded};
use crate::runtime::failure::Failure;
use crate::runtime::redact::Redactor;
use crate::runtime::text::Violation;
use crate::runtime::transport::Fault;

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The call was refused before anything was sent: a setting, a credential
    /// or a value is not usable. Sending it again changes nothing.
    Config,
    /// There was no connection: the name was not resolved, the connection was
    /// refused, or TLS was not agreed upon.
    Connect,
    /// A time limit passed: of connecting, of the attempt, or of the call.
    Timeout,
    /// The connection broke, or what came over it was not HTTP.
    Transport,
    /// The answer points elsewhere. Redirects are never followed: one could
    /// take the request and its credentials to another host.
    Redirect,
    /// The answer has a status that is not a 2xx.
    Status,
    /// The answer has a status of 2xx, and says that the call has failed.
    Api,
    /// The answer has a status of 2xx, and is not what the specification says.
    Decode,
    /// The answer is larger than the client is willing to hold.
    BodyTooLarge,
}

/// Whether the API has done what it was asked to do.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Applied {
    /// It has not, for certain: nothing was sent, or it was refused with a 429.
    No,
    /// Nobody can tell from here. Ask the API before you send it again.
    Maybe,
    /// It has: the answer has a status of 2xx, only the client could not make use of it.
    Yes,
}

/// Why a call has no value to return.
///
/// Its text says what happened: the status, the API's own error codes and
/// messages, and the id of the request. Neither the text, nor `Debug`, nor a
/// source shows a credential, a header, a query or a body;
/// [`headers`](Self::headers) and [`body`](Self::body) have those of the answer.
///
/// [`applied`](Self::applied) tells whether the request has taken effect, over
/// all attempts.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    what: String,
    applied: Applied,
    attempts: u32,
    status: Option<StatusCode>,
    headers: HeaderMap,
    body: Bytes,
    /// The API's own words, made safe to show.
    said: Vec<String>,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    path: Option<String>,
    source: Option<Cause>,
}

impl Error {
    fn new(kind: ErrorKind, what: impl Into<String>, applied: Applied) -> Self {
        Self(Box::new(Inner {
            kind,
            what: what.into(),
            applied,
            attempts: 0,
            status: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            said: Vec::new(),
            request_id: None,
            retry_after: None,
            path: None,
            source: None,
        }))
    }

    /// What kind of thing went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the API has done what it was asked to do.
    #[must_use]
    pub fn applied(&self) -> Applied {
        self.0.applied
    }

    /// How often the request was sent, or was on its way to be.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The headers of the answer; none if there was no answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The body of the answer, unpacked; empty if not all of it arrived.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// The body of the answer as a type of your own.
    ///
    /// # Errors
    ///
    /// The body is not JSON of that form.
    pub fn body_as<T: DeserializeOwned>(&self) -> Result<T, Self> {
        let answer = self.answer(self.0.status.unwrap_or_default());
        decode::json(&answer).map_err(|undecoded| {
            let mut error = Self::undecoded(undecoded, answer, &Redactor::default());
            error.0.applied = self.0.applied;
            error.0.attempts = self.0.attempts;
            error
        })
    }

    /// What the specification says of such an answer.
    pub(crate) fn failure<F: Failure>(&self) -> Option<F> {
        F::read(&self.answer(self.0.status?)).ok()
    }

    fn answer(&self, status: StatusCode) -> Answer {
        Answer {
            status,
            headers: self.0.headers.clone(),
            body: self.0.body.clone(),
        }
    }

    /// What names the request in the vendor's logs: quote it to their support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How long the API asks to be left alone.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Where in the JSON of the answer decoding failed: `result.variants[0]`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Whether the same call may fare better later: there was no connection or
    /// it broke, time ran out, or the status was 408, 409, 429 or a 5xx.
    ///
    /// It does not say that repeating is safe: [`applied`](Self::applied) does.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => true,
            ErrorKind::Status => self.0.status.is_some_and(is_transient),
            _ => false,
        }
    }

    /// The entries of a list in the body that have the form of an `E`.
    pub(crate) fn entries<E: DeserializeOwned>(&self, key: &str) -> Vec<E> {
        answer::entries(&self.0.body, key)
    }

    /// What happened, without the particulars of an answer.
    pub(crate) fn what(&self) -> &str {
        &self.0.what
    }
}

/// A status that another attempt may turn into a better one.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 409 | 429 | 500..=599)
}

/// How errors come into being.
impl Error {
    pub(crate) fn config(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, what, Applied::No)
    }

    /// The caller's program was asked for credentials and has none to give.
    pub(crate) fn unprovided(
        source: &(dyn std::error::Error + 'static),
        redactor: &Redactor,
    ) -> Self {
        let what = "the program has no credentials to give for this call";
        let mut error = Self::new(ErrorKind::Config, what, Applied::No);
        error.0.source = Some(Cause::flatten(source, redactor));
        error
    }

    /// A time limit had passed before an attempt could begin.
    pub(crate) fn out_of_time(what: &str) -> Self {
        Self::new(ErrorKind::Timeout, what, Applied::No)
    }

    pub(crate) fn fault(fault: Fault, redactor: &Redactor) -> Self {
        let applied = match fault.status() {
            Some(status) if status.is_success() => Applied::Yes,
            Some(status) => applied(status),
            None if fault.is_unsent() => Applied::No,
            None => Applied::Maybe,
        };
        let mut error = Self::new(fault.kind(), fault.what(), applied);
        let (head, source) = fault.into_parts();
        error.0.source = source.map(|source| Cause::flatten(source.as_ref(), redactor));
        if let Some((status, headers)) = head {
            let body = Bytes::new();
            error = error.with_answer(
                Answer {
                    status,
                    headers,
                    body,
                },
                redactor,
            );
        }
        error
    }

    /// The error that an answer with a status other than 2xx is.
    pub(crate) fn status_of(answer: Answer, redactor: &Redactor) -> Self {
        let status = answer.status;
        let redirected = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
        let (kind, what) = if redirected {
            (
                ErrorKind::Redirect,
                "the API answered with a redirect, which is not followed",
            )
        } else {
            (ErrorKind::Status, "the API answered with an error")
        };
        Self::new(kind, what, applied(status)).with_answer(answer, redactor)
    }

    /// The error that a 2xx answer is which could not be made use of.
    pub(crate) fn undecoded(undecoded: Undecoded, answer: Answer, redactor: &Redactor) -> Self {
        match undecoded {
            Undecoded::Refused => Self::new(
                ErrorKind::Api,
                "the API says that the call has failed",
                Applied::Maybe,
            )
            .with_answer(answer, redactor),
            Undecoded::Malformed { path, why } => {
                let path = redactor.line(&path, 200);
                let subject = if path.is_empty() {
                    "the body".to_owned()
                } else {
                    format!("`{path}`")
                };
                let what =
                    format!("the answer is not what the specification says: {subject} {why}");
                let mut error =
                    Self::new(ErrorKind::Decode, what, Applied::Yes).with_answer(answer, redactor);
                error.0.path = Some(path).filter(|path| !path.is_empty());
                error
            }
        }
    }

    fn with_answer(mut self, answer: Answer, redactor: &Redactor) -> Self {
        let inner = &mut *self.0;
        inner.said = said(&answer.body, redactor);
        inner.request_id = redactor.request_id(&answer.headers);
        inner.status = Some(answer.status);
        inner.headers = answer.headers;
        inner.body = answer.body;
        self
    }

    pub(crate) fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    /// Sets this attempt among those of its call. What an earlier attempt may
    /// have done is not undone by this one.
    pub(crate) fn after_attempts(mut self, attempts: u32, earlier: Applied) -> Self {
        self.0.attempts = attempts;
        self.0.applied = self.0.applied.max(earlier);
        self
    }
}

/// What a status other than 2xx says about the request having been applied.
fn applied(status: StatusCode) -> Applied {
    if status == StatusCode::TOO_MANY_REQUESTS {
        Applied::No
    } else {
        Applied::Maybe
    }
}

/// The API's own codes and messages.
fn said(body: &[u8], redactor: &Redactor) -> Vec<String> {
    const ENTRIES: usize = 4;
    const LENGTH: usize = 200;
    let Some(envelope) = &API.envelope else {
        return Vec::new();
    };
    let body = answer::lenient(body);
    let entries = body
        .get(envelope.errors)
        .and_then(|errors| errors.as_array());
    let part = |entry: &serde_json::Value, name: Option<&str>| match entry.get(name?)? {
        serde_json::Value::String(text) => Some(redactor.line(text, LENGTH)),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let entry = |entry: &serde_json::Value| {
        let code = part(entry, envelope.error_code);
        let message = part(entry, envelope.error_message);
        let parts: Vec<_> = code.into_iter().chain(message).collect();
        Some(parts.join(": ")).filter(|text| !text.is_empty())
    };
    entries
        .into_iter()
        .flatten()
        .filter_map(entry)
        .take(ENTRIES)
        .collect()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.write_str(&inner.what)?;
        if let Some(status) = inner.status {
            write!(f, " ({status})")?;
        }
        if !inner.said.is_empty() {
            write!(f, ": {}", inner.said.join("; "))?;
        }
        if let Some(id) = &inner.request_id {
            write!(f, " [request {id}]")?;
        }
        Ok(())
    }
}

/// Has what the text has, and the particulars that are safe to show.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("what", &inner.what)
            .field("status", &inner.status)
            .field("said", &inner.said)
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
        Self::config(format!("a value cannot be sent: it {violation}"))
    }
}

/// The text of another library's error.
///
/// Only the text: so nothing that the error holds can get out, and which
/// libraries these are stays an inner affair.
#[derive(Debug)]
struct Cause {
    text: String,
    source: Option<Box<Cause>>,
}

impl Cause {
    fn flatten(error: &(dyn std::error::Error + 'static), redactor: &Redactor) -> Self {
        Self {
            text: redactor.line(&error.to_string(), 400),
            source: error
                .source()
                .map(|source| Box::new(Self::flatten(source, redactor))),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Cause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
