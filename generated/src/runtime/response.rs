// Written by hand, unlike `src/api`.

//! An answer, beside the value that was made of it.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::runtime::answer::{self, Answer};

/// What a call returned, and how it went.
#[derive(Clone)]
#[must_use]
pub struct Response<T> {
    value: T,
    answer: Answer,
    request_id: Option<String>,
    attempts: u32,
    elapsed: Duration,
}

impl<T> Response<T> {
    pub(crate) fn new(
        value: T,
        answer: Answer,
        request_id: Option<String>,
        attempts: u32,
        elapsed: Duration,
    ) -> Self {
        Self {
            value,
            answer,
            request_id,
            attempts,
            elapsed,
        }
    }

    /// What the call returned.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// What the call returned, without the rest.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status of the answer, a 2xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// What names the request in the vendor's logs: quote it to their support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How often the request was sent: 1 if nothing went wrong.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long the call took, all attempts and the waits between them.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The body of the answer, unpacked.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.answer.body
    }

    /// The entries of a list in the body that have the form of an `E`.
    pub(crate) fn entries<E: DeserializeOwned>(&self, key: &str) -> Vec<E> {
        answer::entries(&self.answer.body, key)
    }
}

/// Shows neither headers nor body, which may be private.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts)
            .field("elapsed", &self.elapsed)
            .finish_non_exhaustive()
    }
}
