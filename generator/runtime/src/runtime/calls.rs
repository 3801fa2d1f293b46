// Written by hand. Codegen copies it into clients.

//! The calls in flight, for the end of a client.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::sync::Notify;

use crate::runtime::error::Error;

/// The calls in flight of a client.
#[derive(Default)]
pub(crate) struct Calls {
    count: AtomicUsize,
    is_closed: AtomicBool,
    /// Notified when there are no more calls.
    ended: Notify,
}

/// A call in flight. Dropping it ends the call.
pub(crate) struct OpenCall(Arc<Calls>);

impl Calls {
    /// Starts a call, unless the client has been shut down.
    pub(crate) fn start(self: &Arc<Self>) -> Result<OpenCall, Error> {
        // It is counted before the client is closed, or it sees that the client is.
        self.count.fetch_add(1, Ordering::SeqCst);
        let call = OpenCall(Arc::clone(self));
        if self.is_closed.load(Ordering::SeqCst) {
            return Err(Error::config("the client has been shut down"));
        }
        Ok(call)
    }

    /// Refuses further calls, and waits until those in flight have ended.
    pub(crate) async fn shut_down(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        loop {
            let ended = self.ended.notified();
            if self.count.load(Ordering::SeqCst) == 0 {
                return;
            }
            ended.await;
        }
    }
}

impl Drop for OpenCall {
    fn drop(&mut self) {
        if self.0.count.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.ended.notify_waiters();
        }
    }
}
