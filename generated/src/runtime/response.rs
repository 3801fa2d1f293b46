// Written by `cargo xtask codegen`, the same for every API.

//! A response with its decoded value.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::runtime::raw_response::RawResponse;

/// A response with its decoded value.
#[derive(Clone)]
#[must_use]
pub struct Response<T> {
    value: T,
    raw: RawResponse,
    request_id: Option<String>,
    attempts: u32,
    elapsed: Duration,
}

impl<T> Response<T> {
    pub(crate) fn new(
        value: T,
        raw: RawResponse,
        request_id: Option<String>,
        attempts: u32,
        elapsed: Duration,
    ) -> Self {
        Self {
            value,
            raw,
            request_id,
            attempts,
            elapsed,
        }
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, without the rest.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status of the response: a 2xx, or that of a redirect that is a result.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.raw.status
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.raw.headers
    }

    /// The id of the request in the vendor's logs, for their support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The number of attempts: 1 if the first one succeeded.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The duration of the call, including all attempts and the waits between them.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The body of the response, decompressed.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.raw.body
    }

    /// The errors in the envelope of the response. Entries that do not deserialize as `E` are left
    /// out.
    #[must_use]
    pub fn errors_as<E: DeserializeOwned>(&self) -> Vec<E> {
        self.raw.errors_as()
    }

    /// The messages in the envelope of the response. Entries that do not deserialize as `M` are
    /// left out.
    #[must_use]
    pub fn messages_as<M: DeserializeOwned>(&self) -> Vec<M> {
        self.raw.messages_as()
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
