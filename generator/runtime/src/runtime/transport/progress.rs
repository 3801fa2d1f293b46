// Written by hand. Codegen copies it into clients.

//! The progress of sending a request, which its body records.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::{Instant, timeout_at};

use crate::runtime::transport::{Limits, TransportError};

/// The progress of sending a request.
pub(crate) struct Progress {
    started: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Whether a connection has begun to read the body, and may have sent the head.
    is_read: bool,
    /// The time of the last chunk of a streamed body.
    last_chunk: Option<Instant>,
    /// The error of the source of the body.
    error: Option<io::Error>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            state: Mutex::default(),
        }
    }
}

impl Progress {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records that a connection reads the body, be it only its length.
    pub(crate) fn record_read(&self) {
        self.state().is_read = true;
    }

    /// Records the time of a chunk of a streamed body, or of its end.
    pub(crate) fn record_chunk(&self) {
        self.state().last_chunk = Some(Instant::now());
    }

    /// Records the error of the source. Returns a copy.
    pub(crate) fn record_error(&self, error: io::Error) -> io::Error {
        let copy = io::Error::new(error.kind(), error.to_string());
        self.state().error = Some(error);
        copy
    }

    /// Forgets who has read the body so far: it was no connection.
    pub(crate) fn forget_reads(&self) {
        self.state().is_read = false;
    }

    /// When the attempt times out. `timeout` starts again with each chunk of a streamed body, and
    /// `deadline` does not.
    pub(crate) fn until(&self, limits: &Limits) -> Instant {
        let last = self.state().last_chunk.unwrap_or(self.started);
        (last + limits.timeout).min(self.started + limits.deadline)
    }

    /// Waits for `work` within the limits. An error is marked as unsent if no connection has read
    /// the body: a connection asks for its length before it sends the head.
    pub(crate) async fn watch<T>(
        &self,
        limits: &Limits,
        mut work: Pin<&mut impl Future<Output = Result<T, TransportError>>>,
    ) -> Result<T, TransportError> {
        let outcome = loop {
            let until = self.until(limits);
            match timeout_at(until, &mut work).await {
                Ok(outcome) => break outcome,
                Err(_) if self.until(limits) > until => {}
                Err(_) => break Err(TransportError::timeout()),
            }
        };
        outcome.map_err(|fault| {
            if self.state().is_read {
                fault
            } else {
                fault.unsent()
            }
        })
    }

    /// The error of the source, if it has failed.
    pub(crate) fn take_error(&self) -> Option<io::Error> {
        self.state().error.take()
    }
}
