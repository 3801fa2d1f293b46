// Written by hand, unlike `src/api`.

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
    /// `None` only while it is dropped.
    runtime: Option<Runtime>,
}

impl Background {
    pub(crate) fn start(api: &Api) -> Result<Self, Error> {
        // Between calls the thread watches idle connections: one that the server has closed must
        // not be used for the next call.
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name(format!("{}-blocking", api.package))
            .enable_all()
            .build();
        let runtime = runtime
            .map_err(|error| Error::config(format!("the client cannot start a thread: {error}")))?;
        Ok(Self {
            runtime: Some(runtime),
        })
    }

    /// Blocks the thread until the future is ready, unless tokio polls futures on this thread.
    pub(crate) fn block_on<T>(&self, future: impl Future<Output = T>) -> Result<T, TransportError> {
        let runtime = self.runtime.as_ref().filter(|it| !is_async_context(it));
        let runtime = runtime.ok_or_else(TransportError::async_code)?;
        Ok(runtime.block_on(future))
    }
}

/// Whether this thread polls futures, all of which would wait for a blocking call.
///
/// A thread that may block (`spawn_blocking`) has a runtime handle as well. But only futures that
/// are polled have a cooperative budget, and it runs out.
fn is_async_context(runtime: &Runtime) -> bool {
    Handle::try_current().is_ok() && (has_budget() || refuses_to_block(runtime))
}

/// Whether the running code has a cooperative budget of tokio's.
///
/// The check uses it up. The error that follows outweighs that.
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
/// tokio refuses by a panic, which appears on standard error. So this check is the last one, for
/// futures that are polled without a budget.
fn refuses_to_block(runtime: &Runtime) -> bool {
    catch_unwind(AssertUnwindSafe(|| runtime.block_on(async {}))).is_err()
}

impl Drop for Background {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // It does not wait for the runtime, which async code must not do.
            runtime.shutdown_background();
        }
    }
}
