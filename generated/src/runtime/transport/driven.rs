// Written by hand, unlike `src/api`.

//! The transport of the blocking client: that of the async one, driven by a
//! runtime of its own.
//!
//! One way to the network for both clients means that they classify faults,
//! keep time and log alike, by having the same code.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::coop;

use crate::runtime::blocking::Transport;
use crate::runtime::error::Error;
use crate::runtime::transport::reqwest::Reqwest;
use crate::runtime::transport::{Fault, Limits};

/// Sends with `reqwest`, and waits.
pub(crate) struct Driven {
    /// There is one until it is dropped.
    runtime: Option<Runtime>,
    transport: Reqwest,
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
        Ok(Self {
            runtime: Some(runtime),
            transport,
        })
    }
}

impl Transport for Driven {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Fault> {
        let Some(runtime) = self.runtime.as_ref().filter(|it| !is_async_here(it)) else {
            return Err(Fault::async_code());
        };
        runtime.block_on(self.transport.exchange(request, limits))
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

impl Drop for Driven {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Without waiting for it, which async code must not do.
            runtime.shutdown_background();
        }
    }
}
