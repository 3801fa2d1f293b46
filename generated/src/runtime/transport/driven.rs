// Written by hand, unlike `src/api`.

//! The transport of the blocking client: that of the async one, driven by a
//! runtime of its own.
//!
//! One way to the network for both clients means that they classify faults,
//! keep time and log alike, by having the same code.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::coop;

use crate::runtime::blocking::Transport;
use crate::runtime::error::Error;
use crate::runtime::outgoing::Outgoing;
use crate::runtime::stream::blocking::Incoming;
use crate::runtime::transport::reqwest::Reqwest;
use crate::runtime::transport::{Fault, Limits};

/// Sends with `reqwest`, and waits.
pub(crate) struct Driven {
    background: Arc<Background>,
    transport: Reqwest,
}

/// The runtime, for as long as a client or the body of an answer needs it.
struct Background {
    /// There is one until it is dropped.
    runtime: Option<Runtime>,
}

impl Driven {
    pub(crate) fn new(transport: Reqwest) -> Result<Self, Error> {
        // The thread looks after connections between the calls: one that the
        // server has closed is not to be taken for the next call.
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name(concat!(env!("CARGO_PKG_NAME"), "-blocking"))
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| {
            Error::config(format!("the client has no thread to work on: {error}"))
        })?;
        let runtime = Some(runtime);
        Ok(Self {
            background: Arc::new(Background { runtime }),
            transport,
        })
    }
}

impl Background {
    /// Waits for a future, unless others wait for this thread.
    fn wait<T>(&self, future: impl Future<Output = T>) -> Result<T, Fault> {
        let runtime = self.runtime.as_ref().filter(|it| !is_async_here(it));
        let runtime = runtime.ok_or_else(Fault::async_code)?;
        Ok(runtime.block_on(future))
    }
}

impl Transport for Driven {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Fault> {
        self.background
            .wait(self.transport.exchange(request, limits))?
    }

    fn open(
        &self,
        request: http::Request<Outgoing>,
        limits: Limits,
    ) -> Result<http::Response<Incoming>, Fault> {
        let response = self
            .background
            .wait(self.transport.open(request, limits))??;
        let background = Arc::clone(&self.background);
        Ok(response.map(|mut pieces| {
            let next = move || match background.wait(pieces.next()) {
                Ok(piece) => piece,
                Err(fault) => Some(Err(fault)),
            };
            Incoming::new(std::iter::from_fn(next))
        }))
    }
}

/// Whether this thread is polling futures, which would all wait for this call.
///
/// A thread that may block (`spawn_blocking`) belongs to a runtime as well, so
/// that is no sign. But only who is polled has a budget of tokio's, which ends.
fn is_async_here(runtime: &Runtime) -> bool {
    Handle::try_current().is_ok() && (has_budget() || is_refused(runtime))
}

/// Whether tokio lets the code that runs here go on for so long only.
///
/// It is spent in finding out, which the error that follows makes up for.
fn has_budget() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    // tokio counts a budget in a byte.
    (0..=u8::MAX).any(|_| match coop::poll_proceed(&mut context) {
        Poll::Ready(step) => {
            step.made_progress();
            false
        }
        Poll::Pending => true,
    })
}

/// Whether tokio refuses to block this thread.
///
/// It says so by a panic and on standard error, so this is asked last, for
/// futures that are polled without a budget.
fn is_refused(runtime: &Runtime) -> bool {
    catch_unwind(AssertUnwindSafe(|| runtime.block_on(async {}))).is_err()
}

impl Drop for Background {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Without waiting for it, which async code must not do.
            runtime.shutdown_background();
        }
    }
}
