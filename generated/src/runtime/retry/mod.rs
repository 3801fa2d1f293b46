// Written by hand, unlike `src/api`.

//! What is sent again, and when.

pub(crate) mod after;
pub(crate) mod budget;

use std::time::Duration;

use http::StatusCode;

use crate::runtime::api::{Endpoint, Repeat};
use crate::runtime::error::{Applied, Error, ErrorKind};

/// What is sent again, and when.
///
/// By default a request is sent again up to twice, and only where that cannot
/// do the work twice: if its method is idempotent or the specification marks
/// the operation as safe to repeat, after a failed connection, a timeout, and a
/// status of 408, 409, 429 or 5xx; otherwise only what the API has surely not
/// applied, which is what was never sent or was refused with a 429.
///
/// A `Retry-After` (or `retry-after-ms`) is waited for in full. Otherwise the
/// wait before retry *n* is a random share of `min(8 s, 0.5 s · 2ⁿ)`, with *n*
/// counted from 0. An answer with `x-should-retry: false` is never asked again.
///
/// All calls of a client draw on one budget of retries, which holds ten at
/// first and at most, and of which every success pays back a tenth of one: so
/// an outage cannot multiply the traffic.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Retry {
    retries: u32,
    base: Duration,
    cap: Duration,
    /// The share of a wait that is left to chance.
    jitter: f64,
    longest_wait: Duration,
    any_method: bool,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            retries: 2,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(8),
            jitter: 1.0,
            longest_wait: Duration::from_secs(60),
            any_method: false,
        }
    }
}

impl Retry {
    /// Nothing is sent again.
    pub fn never() -> Self {
        Self::default().retries(0)
    }

    /// Every method is treated as one that is safe to repeat, even where the
    /// first attempt may have been applied.
    ///
    /// An `x-should-retry: true` makes any error worth another attempt then,
    /// and waits are up to a quarter shorter than their full length.
    pub fn any_method() -> Self {
        Self {
            any_method: true,
            jitter: 0.25,
            ..Self::default()
        }
    }

    /// Sends a request again at most so often; twice by default.
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// The full wait before the first retry, doubled before each further one;
    /// 0.5 s by default.
    pub fn base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// The longest wait of the client's own choosing; 8 s by default.
    pub fn cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// The share of a wait that is left to chance, from 0 to 1; all of it by default.
    pub fn jitter(mut self, share: f64) -> Self {
        self.jitter = if share.is_nan() {
            1.0
        } else {
            share.clamp(0.0, 1.0)
        };
        self
    }

    /// The longest wait that the API may ask for; 60 s by default. Asked for
    /// more, the call ends, with the wait in [`Error::retry_after`].
    pub fn longest_wait(mut self, longest_wait: Duration) -> Self {
        self.longest_wait = longest_wait;
        self
    }

    /// How long to wait before retry number `retries_made`, if there is to be
    /// one. `chance` is from 0 up to 1.
    pub(crate) fn plan(
        &self,
        endpoint: &Endpoint,
        error: &Error,
        retries_made: u32,
        chance: impl FnOnce() -> f64,
    ) -> Option<Duration> {
        if retries_made >= self.retries || !self.permits(endpoint, error) {
            return None;
        }
        match error.retry_after().filter(|wait| !wait.is_zero()) {
            Some(wait) => Some(wait).filter(|wait| *wait <= self.longest_wait),
            None => Some(self.backoff(retries_made, chance())),
        }
    }

    fn backoff(&self, retries_made: u32, chance: f64) -> Duration {
        let factor = 2_u32.checked_pow(retries_made).unwrap_or(u32::MAX);
        let full = self.base.saturating_mul(factor).min(self.cap);
        let share = 1.0 - self.jitter * chance.clamp(0.0, 1.0);
        // Not `mul_f64`, which panics where this errs: at the ends of the range.
        Duration::try_from_secs_f64(full.as_secs_f64() * share).unwrap_or(full)
    }

    fn permits(&self, endpoint: &Endpoint, error: &Error) -> bool {
        let advice = error
            .headers()
            .get("x-should-retry")
            .map(http::HeaderValue::as_bytes);
        if advice == Some(b"false") || !may_pass(error) {
            return false;
        }
        let repeatable = match endpoint.repeat {
            Repeat::Safe => true,
            Repeat::Never => false,
            Repeat::ByMethod | Repeat::Refused503 => {
                self.any_method || endpoint.method.is_idempotent()
            }
        };
        if repeatable {
            return error.is_retryable() || (self.any_method && advice == Some(b"true"));
        }
        error.applied() == Applied::No || is_refusal(endpoint, error)
    }
}

/// Whether another attempt could end otherwise at all.
fn may_pass(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::Status
    )
}

/// A 503 that says when to come back has refused the request, where the
/// specification says so.
fn is_refusal(endpoint: &Endpoint, error: &Error) -> bool {
    endpoint.repeat == Repeat::Refused503
        && error.status() == Some(StatusCode::SERVICE_UNAVAILABLE)
        && error.retry_after().is_some()
}
