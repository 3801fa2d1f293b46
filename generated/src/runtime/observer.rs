// Written by hand, unlike `src/api`.

//! What others are told about calls, for metrics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode};

use crate::runtime::api::Endpoint;
use crate::runtime::error::{Error, ErrorKind};

/// Is told about the calls of a client, for metrics.
///
/// It is called on the thread that makes the call, which waits for it. A panic
/// in it is caught, and changes nothing about the call. It hears nothing of
/// calls that are refused before the first attempt, and not the end of one whose
/// future is dropped.
pub trait Observer: Send + Sync + 'static {
    /// An attempt is over; with [`Observed::retry_in`] there is to be another one.
    fn attempted(&self, event: &Observed<'_>) {
        let _ = event;
    }

    /// A call is over.
    fn finished(&self, event: &Observed<'_>) {
        let _ = event;
    }
}

/// What an [`Observer`] is told. It has no credential, no URL and no body.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Observed<'e> {
    /// The name of the operation: `pets.list`.
    pub operation: &'static str,
    /// The method of the request.
    pub method: &'e Method,
    /// The path of the operation, with the names of its parameters: `/pets/{id}`.
    pub path_template: &'static str,
    /// How often the request has been sent by now.
    pub attempts: u32,
    /// The status of the answer, if there was one.
    pub status: Option<StatusCode>,
    /// What went wrong, if anything did.
    pub error: Option<ErrorKind>,
    /// What names the request in the vendor's logs.
    pub request_id: Option<&'e str>,
    /// The time since the call began.
    pub elapsed: Duration,
    /// The wait before the next attempt, if there is to be one.
    pub retry_in: Option<Duration>,
}

impl<'e> Observed<'e> {
    pub(crate) fn new(endpoint: &'e Endpoint, attempts: u32, elapsed: Duration) -> Self {
        Self {
            operation: endpoint.name,
            method: endpoint.method,
            path_template: endpoint.path,
            attempts,
            status: None,
            error: None,
            request_id: None,
            elapsed,
            retry_in: None,
        }
    }

    pub(crate) fn answered(mut self, status: StatusCode, request_id: Option<&'e str>) -> Self {
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
pub(crate) struct Observers(Option<Arc<dyn Observer>>);

impl Observers {
    pub(crate) fn of(observer: impl Observer) -> Self {
        Self(Some(Arc::new(observer)))
    }

    pub(crate) fn attempted(&self, event: &Observed<'_>) {
        self.tell(|observer| observer.attempted(event));
    }

    pub(crate) fn finished(&self, event: &Observed<'_>) {
        self.tell(|observer| observer.finished(event));
    }

    fn tell(&self, tell: impl FnOnce(&dyn Observer)) {
        if let Some(observer) = &self.0 {
            // An edit that has landed is not lost to a counter that overflows.
            let _ = catch_unwind(AssertUnwindSafe(|| tell(&**observer)));
        }
    }
}
