// Written by hand. Codegen copies it into clients.

//! The tokio runtime that drives blocking calls.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Waker};

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::coop;

use crate::runtime::api::Api;
use crate::runtime::error::Error;
use crate::runtime::transport::TransportError;

/// A tokio runtime with one worker thread. It lives as long as a client or a response body uses it.
pub(crate) struct Background {
    /// `None` only in `drop`.
    runtime: Option<Runtime>,
    /// The process that has started the runtime.
    pub(crate) process: u32,
}

impl Background {
    pub(crate) fn start(api: &Api) -> Result<Self, Error> {
        // The worker thread drives the connections, also of a response that is read later.
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name(format!("{}-blocking", api.package))
            .enable_all()
            .build();
        let runtime = runtime
            .map_err(|error| Error::config(format!("the client cannot start a thread: {error}")))?;
        Ok(Self {
            runtime: Some(runtime),
            process: std::process::id(),
        })
    }

    /// Whether the threads of the runtime exist. A forked process does not inherit them.
    pub(crate) fn has_threads(&self) -> bool {
        self.process == std::process::id()
    }

    /// Blocks the thread until the future is ready. Fails if tokio polls futures on this thread, or
    /// if nothing would drive the future.
    pub(crate) fn block_on<T>(&self, future: impl Future<Output = T>) -> Result<T, TransportError> {
        if !self.has_threads() {
            return Err(TransportError::forked());
        }
        let runtime = self.runtime.as_ref().filter(|it| !is_async_context(it));
        let runtime = runtime.ok_or_else(TransportError::async_code)?;
        Ok(runtime.block_on(future))
    }
}

/// Whether this thread polls futures, which a blocking call would stop.
///
/// A thread of `spawn_blocking` has a runtime handle, too. But only futures that are polled have a
/// limited cooperative budget.
fn is_async_context(runtime: &Runtime) -> bool {
    Handle::try_current().is_ok() && (has_budget() || refuses_to_block(runtime))
}

/// Whether this code has a limited cooperative budget of tokio's.
///
/// The check uses the budget up, which is acceptable, since an error follows.
fn has_budget() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    // tokio stores the budget in a byte.
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
/// tokio refuses with a panic, whose message appears on standard error. So this check comes last:
/// it is for futures that are polled without a budget.
fn refuses_to_block(runtime: &Runtime) -> bool {
    catch_unwind(AssertUnwindSafe(|| runtime.block_on(async {}))).is_err()
}

impl Drop for Background {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else {
            return;
        };
        if self.has_threads() {
            // Waiting for the runtime would panic in async code.
            runtime.shutdown_background();
        } else {
            // Its threads cannot stop, and may have held locks.
            std::mem::forget(runtime);
        }
    }
}
