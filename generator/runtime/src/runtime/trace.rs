// Written by hand. Codegen copies it into clients.

//! Tracing: one span for each call, without secrets and bodies.
//!
//! Without the feature `tracing` all methods do nothing.

use std::future::Future;
use std::time::Duration;

use crate::runtime::error::Error;
use crate::runtime::observer::CallEvent;
use crate::runtime::operation::Endpoint;

/// Runs a future in the current span, also on another thread.
#[cfg(feature = "tracing")]
pub(crate) fn in_current_span<F: Future>(future: F) -> impl Future<Output = F::Output> {
    tracing::Instrument::in_current_span(future)
}

/// Without the feature `tracing` there are no spans.
#[cfg(not(feature = "tracing"))]
pub(crate) fn in_current_span<F: Future>(future: F) -> F {
    future
}

/// The span of a call.
#[derive(Clone)]
pub(crate) struct Trace {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Trace {
    pub(crate) fn begin(endpoint: &Endpoint) -> Self {
        let span = tracing::info_span!(
            "call",
            operation = endpoint.name,
            http.request.method = endpoint.method.as_str(),
            url.template = endpoint.path,
            attempts = tracing::field::Empty,
            http.response.status_code = tracing::field::Empty,
            request_id = tracing::field::Empty,
            elapsed_ms = tracing::field::Empty,
        );
        Self { span }
    }

    /// Runs an attempt in the span.
    pub(crate) fn attempt<F: Future>(
        &self,
        attempts: u32,
        send: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        self.span.record("attempts", attempts);
        tracing::Instrument::instrument(send, self.span.clone())
    }

    pub(crate) fn retrying(&self, error: &Error, wait: Duration) {
        self.span
            .in_scope(|| tracing::info!(%error, ?wait, "trying again"));
    }

    /// Records the result of the last attempt. A field is recorded only once.
    pub(crate) fn ended(&self, event: &CallEvent<'_>) {
        let status = event.status.map(|status| status.as_u16());
        self.span.record("http.response.status_code", status);
        self.span.record("request_id", event.request_id);
        let elapsed = u64::try_from(event.elapsed.as_millis()).unwrap_or(u64::MAX);
        self.span.record("elapsed_ms", elapsed);
    }

    pub(crate) fn failed(&self, error: &Error) {
        self.span.in_scope(|| tracing::info!(%error, "failed"));
    }
}

#[cfg(not(feature = "tracing"))]
#[expect(
    clippy::unused_self,
    reason = "the signatures are the same with the feature"
)]
impl Trace {
    pub(crate) fn begin(_: &Endpoint) -> Self {
        Self {}
    }

    pub(crate) fn attempt<F: Future>(
        &self,
        _: u32,
        send: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        send
    }

    pub(crate) fn retrying(&self, _: &Error, _: Duration) {}

    pub(crate) fn ended(&self, _: &CallEvent<'_>) {}

    pub(crate) fn failed(&self, _: &Error) {}
}
