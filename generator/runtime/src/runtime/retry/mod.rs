// Written by hand. Codegen copies it into clients.

//! The retry policy.

pub(crate) mod budget;
pub(crate) mod retry_after;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::runtime::error::{Applied, Error, ErrorKind};

/// The retry policy: which requests are repeated, and when.
///
/// By default a request is repeated at most twice, and only if that cannot apply it twice. If the
/// method is idempotent (RFC 9110, 9.2.2), or the specification marks the operation as safe to
/// repeat, it is repeated after a failed connection, a timeout, and a status of 408, 409, 429 or
/// 5xx. Otherwise it is repeated only if the API has certainly not applied it: if nothing was sent,
/// or after a 429.
///
/// The client waits for the full time of a `Retry-After` (or `retry-after-ms`). Otherwise the delay
/// before retry *n* is a random share of `min(8 s, 0.5 s · 2ⁿ)`, where *n* starts at 0. A response
/// with `x-should-retry: false` is never retried.
///
/// All calls of a client share a budget of ten retries, so that an outage does not multiply the
/// traffic. Each success restores a tenth of a retry, up to ten. A retry after a delay that the API
/// asks for costs nothing. The client's builder sets the budget with `retry_budget`.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Retry {
    max_retries: u32,
    base_delay: Duration,
    max_delay: Duration,
    /// The random share of a delay.
    jitter: f64,
    max_retry_after: Duration,
    any_method: bool,
    decide: Option<Decide>,
}

/// The function of [`Retry::decide`].
#[derive(Clone)]
struct Decide(Arc<DecideFn>);

type DecideFn = dyn Fn(&Error, bool) -> bool + Send + Sync;

impl fmt::Debug for Decide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// Functions are equal if they are the same one.
impl PartialEq for Decide {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            max_retries: 2,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
            jitter: 1.0,
            max_retry_after: Duration::from_secs(60),
            any_method: false,
            decide: None,
        }
    }
}

impl Retry {
    /// Never retries.
    pub fn never() -> Self {
        Self::default().max_retries(0)
    }

    /// Retries any method, even if the API may have applied an earlier attempt.
    ///
    /// With `x-should-retry: true` any error status is retried. Delays are at most a quarter
    /// shorter than their full length.
    pub fn any_method() -> Self {
        Self {
            any_method: true,
            jitter: 0.25,
            ..Self::default()
        }
    }

    /// The maximum number of retries of a call; 2 by default.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// The full delay before the first retry; 0.5 s by default. It doubles with each further retry.
    pub fn base_delay(mut self, base_delay: Duration) -> Self {
        self.base_delay = base_delay;
        self
    }

    /// The maximum delay if the API does not ask for one; 8 s by default.
    pub fn max_delay(mut self, max_delay: Duration) -> Self {
        self.max_delay = max_delay;
        self
    }

    /// The random share of a delay, from 0 to 1; 1 by default.
    pub fn jitter(mut self, share: f64) -> Self {
        self.jitter = if share.is_nan() {
            1.0
        } else {
            share.clamp(0.0, 1.0)
        };
        self
    }

    /// The maximum delay that the API may ask for; 60 s by default. If it asks for more, the call
    /// fails at once, with the delay in [`Error::retry_after`].
    pub fn max_retry_after(mut self, max_retry_after: Duration) -> Self {
        self.max_retry_after = max_retry_after;
        self
    }

    /// Replaces the decision whether to retry after an error. The function is given the error and
    /// the decision of this policy.
    ///
    /// It is asked after each failed attempt: after a transport error, and after an error response,
    /// including a redirect that is not a result of the operation. It can retry a 404 for what was
    /// created a moment ago, for example. The maximum number of retries, the budget and the
    /// deadline hold in any case. If it returns `true` after an error whose
    /// [`applied`](Error::applied) is not `No`, the API may apply the request twice.
    pub fn decide(mut self, decide: impl Fn(&Error, bool) -> bool + Send + Sync + 'static) -> Self {
        self.decide = Some(Decide(Arc::new(decide)));
        self
    }

    /// The delay before the next retry, if there is one. `random` returns a number in `0.0..1.0`.
    pub(crate) fn delay(
        &self,
        is_idempotent: bool,
        error: &Error,
        retries_made: u32,
        random: impl FnOnce() -> f64,
    ) -> Option<Duration> {
        if retries_made >= self.max_retries || !self.decides(is_idempotent, error) {
            return None;
        }
        match error.retry_after().filter(|delay| !delay.is_zero()) {
            Some(delay) => Some(delay).filter(|delay| *delay <= self.max_retry_after),
            None => Some(self.backoff(retries_made, random())),
        }
    }

    fn backoff(&self, retries_made: u32, random: f64) -> Duration {
        let factor = 2_u32.checked_pow(retries_made).unwrap_or(u32::MAX);
        let full = self.base_delay.saturating_mul(factor).min(self.max_delay);
        let share = 1.0 - self.jitter * random.clamp(0.0, 1.0);
        // `mul_f64` would panic at the ends of the range.
        Duration::try_from_secs_f64(full.as_secs_f64() * share).unwrap_or(full)
    }

    fn decides(&self, is_idempotent: bool, error: &Error) -> bool {
        let is_permitted = self.permits(is_idempotent, error);
        match &self.decide {
            Some(decide) => decide.0(error, is_permitted),
            None => is_permitted,
        }
    }

    fn permits(&self, is_idempotent: bool, error: &Error) -> bool {
        let advice = error
            .headers()
            .get("x-should-retry")
            .map(http::HeaderValue::as_bytes);
        if advice == Some(b"false") || !is_transient_kind(error) {
            return false;
        }
        if self.any_method || is_idempotent {
            return error.is_retryable() || (self.any_method && advice == Some(b"true"));
        }
        error.is_retryable() && error.applied() == Applied::No
    }
}

/// Whether another attempt may succeed after an error of this kind.
fn is_transient_kind(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::Status
    )
}
