// Written by hand. Codegen copies it into clients.

//! Response bodies with a time limit.

use std::future::Future as _;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::runtime::transport::progress::Progress;
use crate::runtime::transport::response_body::ResponseBody;
use crate::runtime::transport::{Limits, TransportError};

/// A response body with a time limit.
pub(crate) struct TimedBody {
    body: ResponseBody,
    limit: Limit,
    timer: Pin<Box<Sleep>>,
}

enum Limit {
    /// The whole body is part of the attempt.
    Attempt(Arc<Progress>, Limits),
    /// The time between two chunks.
    Idle(Duration),
}

impl TimedBody {
    /// A body that is complete within the limits of the attempt.
    pub(crate) fn within_attempt(
        body: ResponseBody,
        progress: Arc<Progress>,
        limits: Limits,
    ) -> ResponseBody {
        let timer = Box::pin(sleep_until(progress.until(&limits)));
        ResponseBody::new(Self {
            body,
            limit: Limit::Attempt(progress, limits),
            timer,
        })
    }

    /// A body with this time at most between two chunks.
    pub(crate) fn idle(body: ResponseBody, timeout: Duration) -> ResponseBody {
        ResponseBody::new(Self {
            body,
            limit: Limit::Idle(timeout),
            timer: Box::pin(sleep_until(Instant::now() + timeout)),
        })
    }

    /// Whether the time is over. If not, the task is woken when it may be.
    fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        while self.timer.as_mut().poll(context).is_ready() {
            let until = match &self.limit {
                Limit::Attempt(progress, limits) => progress.until(limits),
                Limit::Idle(_) => return true,
            };
            if until <= Instant::now() {
                return true;
            }
            // The body of the request was still being sent.
            self.timer.as_mut().reset(until);
        }
        false
    }
}

impl Stream for TimedBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let over = Poll::Ready(Some(Err(TransportError::timeout())));
        let Limit::Idle(timeout) = self.limit else {
            // The timer comes first: a body that keeps arriving must end, too.
            return if self.is_over(context) {
                over
            } else {
                self.body.poll_next(context)
            };
        };
        let chunk = self.body.poll_next(context);
        if chunk.is_pending() {
            return if self.is_over(context) { over } else { chunk };
        }
        self.timer.as_mut().reset(Instant::now() + timeout);
        chunk
    }
}
