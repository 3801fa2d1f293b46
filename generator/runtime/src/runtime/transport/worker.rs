// Written by hand. Codegen copies it into clients.

//! Running an attempt on a thread that polls the sockets.

use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;

use tokio::runtime::worker_index;
use tokio::task::JoinHandle;

use crate::runtime::trace;
use crate::runtime::transport::TransportError;

/// Runs an attempt on a worker thread of the runtime. The task that drives its connection runs
/// there, too: another thread, such as that of `block_on`, would wait for it at each step. Also,
/// only a worker that yields polls the sockets.
///
/// The attempt is boxed: otherwise rustc would check its nested futures at each use.
pub(crate) async fn on_worker<T: Send + 'static>(
    attempt: Pin<Box<dyn Future<Output = Result<T, TransportError>> + Send>>,
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

#[cfg(test)]
#[cfg(feature = "blocking")]
mod tests {
    use std::future::{Future, pending, poll_fn};
    use std::pin::pin;
    use std::task::Poll;

    use tokio::runtime::{Builder, Runtime, worker_index};
    use tokio::sync::oneshot;

    use super::on_worker;

    fn one_worker() -> Runtime {
        let runtime = Builder::new_multi_thread().worker_threads(1).build();
        runtime.expect("the runtime starts")
    }

    #[test]
    fn an_attempt_that_is_polled_elsewhere_runs_on_a_worker() {
        let index = one_worker().block_on(on_worker(Box::pin(async { Ok(worker_index()) })));
        assert_eq!(index.expect("the attempt ends"), Some(0));
    }

    #[test]
    fn dropping_the_future_ends_the_attempt() {
        let (held, ended) = oneshot::channel::<()>();
        let attempt = async move {
            let _held = held;
            pending().await
        };
        let ended = one_worker().block_on(async {
            {
                let mut attempt = pin!(on_worker::<()>(Box::pin(attempt)));
                let poll = poll_fn(|context| Poll::Ready(attempt.as_mut().poll(context)));
                assert!(poll.await.is_pending());
            }
            ended.await
        });
        assert!(ended.is_err());
    }

    #[test]
    #[should_panic(expected = "of the attempt")]
    fn a_panic_of_the_attempt_is_one_of_the_call() {
        let attempt = on_worker::<()>(Box::pin(async { panic!("of the attempt") }));
        let _ = one_worker().block_on(attempt);
    }
}
