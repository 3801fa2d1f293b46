// Written by `cargo xtask codegen`, the same for every API.

//! The limits of a client on its own requests, which all of its clones share.

mod headers;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::{HeaderMap, StatusCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::runtime::clock::Clock;
use crate::runtime::settings::MAX_TIMEOUT;

/// A number of requests in any period of this length.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[must_use]
pub struct RateLimit {
    requests: usize,
    period: Duration,
}

impl RateLimit {
    /// At most this number of requests in any period of this length. The number is at least 1.
    pub const fn new(requests: usize, period: Duration) -> Self {
        Self {
            requests: if requests == 0 { 1 } else { requests },
            period,
        }
    }
}

/// The limits of a client on the number and the rate of its requests.
#[derive(Default)]
pub(crate) struct Throttle {
    concurrency: Option<Arc<Semaphore>>,
    rate: Option<Rate>,
}

/// The permission to send one request. Dropping it lets another request begin.
pub(crate) type Permit = Option<OwnedSemaphorePermit>;

/// A request would have to wait for longer than its call has time.
pub(crate) struct TooLong;

impl Throttle {
    pub(crate) fn new(concurrency: Option<usize>, rate: Option<RateLimit>) -> Self {
        let permits = |most: usize| most.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            concurrency: concurrency.map(|most| Arc::new(Semaphore::new(permits(most)))),
            rate: rate.map(Rate::new),
        }
    }

    /// Whether there is any limit.
    pub(crate) fn is_limited(&self) -> bool {
        self.concurrency.is_some() || self.rate.is_some()
    }

    /// Waits until another request may be sent. Requests wait in the order in which they came. If
    /// the future is dropped, the next one takes its turn. It fails at once if the rate permits no
    /// request within `remaining`.
    pub(crate) async fn admit(
        &self,
        clock: &dyn Clock,
        remaining: Duration,
    ) -> Result<Permit, TooLong> {
        let until = clock.now() + remaining.min(MAX_TIMEOUT);
        // The rate comes second: a request that it has counted is sent at once.
        let permit = match &self.concurrency {
            // The semaphore is never closed.
            Some(permits) => Arc::clone(permits).acquire_owned().await.ok(),
            None => None,
        };
        if let Some(rate) = &self.rate {
            rate.wait(clock, until).await?;
        }
        Ok(permit)
    }

    /// Heeds what a response says about the limits of the API.
    pub(crate) fn observe(&self, clock: &dyn Clock, status: StatusCode, headers: &HeaderMap) {
        if let Some(rate) = &self.rate
            && let Some(pause) = headers::pause(status, headers, clock.system_time())
        {
            rate.pause(clock.now() + pause.min(MAX_TIMEOUT));
        }
    }
}

/// The state of a rate limit.
struct Rate {
    limit: RateLimit,
    /// The times of the requests in the last period. The lock is the queue: tokio's is fair.
    sent: tokio::sync::Mutex<VecDeque<Instant>>,
    /// Until when the API accepts no further requests.
    paused_until: Mutex<Option<Instant>>,
}

impl Rate {
    fn new(limit: RateLimit) -> Self {
        Self {
            limit,
            sent: tokio::sync::Mutex::default(),
            paused_until: Mutex::default(),
        }
    }

    async fn wait(&self, clock: &dyn Clock, until: Instant) -> Result<(), TooLong> {
        let mut sent = self.sent.lock().await;
        loop {
            let now = clock.now();
            let next = self.next(&mut sent, now);
            if next <= now {
                sent.push_back(now);
                return Ok(());
            }
            if next >= until {
                return Err(TooLong);
            }
            clock.sleep(next - now).await;
        }
    }

    /// The time from which the next request may be sent.
    fn next(&self, sent: &mut VecDeque<Instant>, now: Instant) -> Instant {
        let period = self.limit.period.min(MAX_TIMEOUT);
        while sent.front().is_some_and(|first| *first + period <= now) {
            sent.pop_front();
        }
        let is_full = sent.len() >= self.limit.requests;
        let free = sent
            .front()
            .filter(|_| is_full)
            .map(|first| *first + period);
        let paused = *self.paused();
        free.max(paused).unwrap_or(now)
    }

    fn pause(&self, until: Instant) {
        let mut paused = self.paused();
        *paused = (*paused).max(Some(until));
    }

    fn paused(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
