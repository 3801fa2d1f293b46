// Written by hand. Codegen copies it into clients.

//! Observers of calls, for metrics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode};

use crate::runtime::error::{Error, ErrorKind};
use crate::runtime::operation::Endpoint;

/// Observes the calls of a client, for metrics.
///
/// Its methods run on the thread of the call, which waits for them. A panic in them is caught and
/// does not affect the call. They are not called for a call that fails before its first attempt,
/// nor for the end of a call whose future is dropped.
pub trait Observer: Send + Sync + 'static {
    /// An attempt has ended. If [`CallEvent::retry_in`] is set, another one follows.
    fn attempted(&self, event: &CallEvent<'_>) {
        let _ = event;
    }

    /// A call has ended.
    fn finished(&self, event: &CallEvent<'_>) {
        let _ = event;
    }
}

/// An event of a call. It contains no credential, no URL and no body.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CallEvent<'e> {
    /// The name of the operation: `pets.list`.
    pub operation: &'static str,
    /// The method of the request.
    pub method: &'e Method,
    /// The path template of the operation: `/pets/{id}`.
    pub path_template: &'static str,
    /// The number of attempts so far.
    pub attempts: u32,
    /// The status of the response, if there was one.
    pub status: Option<StatusCode>,
    /// The kind of the error, if there was one.
    pub error: Option<ErrorKind>,
    /// The id of the request in the vendor's logs.
    pub request_id: Option<&'e str>,
    /// The time since the call began.
    pub elapsed: Duration,
    /// The delay before the next attempt, if there is one.
    pub retry_in: Option<Duration>,
}

impl<'e> CallEvent<'e> {
    pub(crate) fn new(endpoint: &'e Endpoint, attempts: u32, elapsed: Duration) -> Self {
        Self {
            operation: endpoint.name,
            method: &endpoint.method,
            path_template: endpoint.path,
            attempts,
            status: None,
            error: None,
            request_id: None,
            elapsed,
            retry_in: None,
        }
    }

    pub(crate) fn responded(mut self, status: StatusCode, request_id: Option<&'e str>) -> Self {
        self.status = Some(status);
        self.request_id = request_id;
        self
    }

    pub(crate) fn failed(mut self, error: &'e Error) -> Self {
        self.error = Some(error.kind());
        self.status = error.status();
        self.request_id = error.request_id();
        self
    }
}

/// The observer of a client, if it has one.
#[derive(Clone, Default)]
pub(crate) struct ObserverHandle(Option<Arc<dyn Observer>>);

impl ObserverHandle {
    pub(crate) fn of(observer: impl Observer) -> Self {
        Self(Some(Arc::new(observer)))
    }

    pub(crate) fn attempted(&self, event: &CallEvent<'_>) {
        self.notify(|observer| observer.attempted(event));
    }

    pub(crate) fn finished(&self, event: &CallEvent<'_>) {
        self.notify(|observer| observer.finished(event));
    }

    fn notify(&self, notify: impl FnOnce(&dyn Observer)) {
        if let Some(observer) = &self.0 {
            // A panic of an observer must not affect the call.
            let _ = catch_unwind(AssertUnwindSafe(|| notify(&**observer)));
        }
    }
}
