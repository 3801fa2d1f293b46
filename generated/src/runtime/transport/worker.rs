// Written by `cargo xtask codegen`, the same for every API.

//! Running an attempt on a thread that polls the sockets.

use std::future::Future;
use std::panic::resume_unwind;

use tokio::runtime::worker_index;
use tokio::task::JoinHandle;

use crate::runtime::trace;
use crate::runtime::transport::TransportError;

/// Runs an attempt on a worker thread of the runtime. The task that drives its connection runs
/// there, too: another thread, such as that of `block_on`, would wait for it at each step. Also,
/// only a worker that yields polls the sockets.
pub(crate) async fn on_worker<T: Send + 'static>(
    attempt: impl Future<Output = Result<T, TransportError>> + Send + 'static,
) -> Result<T, TransportError> {
    if worker_index().is_some() {
        return attempt.await;
    }
    let mut task = Task(tokio::spawn(trace::in_current_span(attempt)));
    match (&mut task.0).await {
        Ok(outcome) => outcome,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime has ended.
            Err(error) => Err(TransportError::transport(error)),
        },
    }
}

/// A task that ends if this is dropped.
struct Task<T>(JoinHandle<T>);

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
