// Written by `cargo xtask codegen`, the same for every API.

//! The loop over the attempts of a call. It is the same for async and blocking calls, and does not
//! depend on the type of the response.

use std::future::Future;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::runtime::Handle;
use tokio::time::timeout;

#[cfg(feature = "blocking")]
use crate::runtime::background::Background;
use crate::runtime::client::ClientCore;
use crate::runtime::error::Error;
use crate::runtime::exchange::Exchange;
#[cfg(feature = "blocking")]
use crate::runtime::redact::Redactor;
use crate::runtime::request_body::RequestBody;
use crate::runtime::request_builder::RequestBuilder;
use crate::runtime::settings::{MAX_TIMEOUT, Settings};
use crate::runtime::throttle::{Permit, TooLong};
use crate::runtime::transport::response_body::{ResponseBody, collect};
use crate::runtime::transport::timed_body::TimedBody;
use crate::runtime::transport::{Limits, Transport, TransportError};
use crate::runtime::undecoded_response::UndecodedResponse;

impl ClientCore {
    /// Makes a call on the current runtime.
    #[cfg(feature = "async")]
    pub(crate) async fn send(&self, builder: &RequestBuilder) -> Result<UndecodedResponse, Error> {
        let settings = self.settings();
        let outcome = send(settings, settings.transport.get(), builder).await;
        outcome.map_err(|error| error.with_operation(builder.endpoint.name))
    }

    /// Makes a call on the background runtime, and blocks the thread.
    #[cfg(feature = "blocking")]
    pub(crate) fn send_blocking(
        &self,
        builder: &RequestBuilder,
    ) -> Result<UndecodedResponse, Error> {
        let settings = self.settings();
        let call = send(settings, settings.transport.get(), builder);
        let outcome = self.block_on(call).map(|(_, response)| response);
        outcome.map_err(|error| error.with_operation(builder.endpoint.name))
    }

    /// Refuses further calls of the client and of all its clones, and waits until those in flight
    /// have ended. A streamed response ends when it is read to its end, or dropped.
    ///
    /// Calls that are made later fail with [`Config`](crate::runtime::ErrorKind::Config).
    #[cfg(feature = "async")]
    pub async fn shutdown(&self) {
        self.settings().calls.shut_down().await;
    }

    /// Like [`shutdown`](Self::shutdown), and blocks the thread.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::runtime::ErrorKind::Config) in async code, which must not be blocked.
    #[cfg(feature = "blocking")]
    pub fn shutdown_blocking(&self) -> Result<(), Error> {
        let ended = async {
            self.settings().calls.shut_down().await;
            Ok(())
        };
        self.block_on(ended).map(|_| ())
    }

    /// Runs a future on the background runtime.
    #[cfg(feature = "blocking")]
    pub(crate) fn block_on<T>(
        &self,
        call: impl Future<Output = Result<T, Error>>,
    ) -> Result<(Arc<Background>, T), Error> {
        let Settings { api, transport, .. } = &**self.settings();
        let not_started = |fault| Error::from_transport(fault, &[], api, &Redactor::default());
        let background = transport.background(api)?;
        let outcome = background.block_on(call).map_err(not_started)??;
        Ok((background, outcome))
    }
}

/// Sends attempts until there is a result, or an error that is not retried.
async fn send(
    settings: &Arc<Settings>,
    transport: &dyn Transport,
    builder: &RequestBuilder,
) -> Result<UndecodedResponse, Error> {
    let _call = settings.calls.start()?;
    let mut exchange = Exchange::begin(settings, builder, settings.provider.is_some())?;
    loop {
        let permit = admit(settings, &exchange).await?;
        request_credentials(settings, &mut exchange).await?;
        let (request, limits) = exchange.attempt()?;
        let attempt = send_once(transport, request, limits);
        let outcome = exchange.trace.attempt(exchange.attempts, attempt).await;
        drop(permit);
        observe(settings, &outcome);
        match exchange.finish_attempt(outcome) {
            ControlFlow::Break(result) => return result,
            ControlFlow::Continue(delay) => settings.clock.sleep(delay).await,
        }
    }
}

/// Waits until the client's own limits permit another request.
pub(crate) async fn admit(settings: &Settings, exchange: &Exchange) -> Result<Permit, Error> {
    if !settings.throttle.is_limited() {
        return Ok(None);
    }
    let remaining = exchange.remaining();
    let turn = settings.throttle.admit(&*settings.clock, remaining);
    match within(remaining, turn).await {
        Some(Ok(permit)) => Ok(permit),
        Some(Err(TooLong)) | None => Err(exchange.throttled()),
    }
}

/// Heeds what a response says about the limits of the API.
pub(crate) fn observe(
    settings: &Settings,
    outcome: &Result<http::Response<Bytes>, TransportError>,
) {
    if let Ok(response) = outcome {
        let (clock, status) = (&*settings.clock, response.status());
        settings.throttle.observe(clock, status, response.headers());
    }
}

/// The output of a future, if it is ready in time. With a custom transport there may be no runtime,
/// which the timer needs.
async fn within<T>(limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    match Handle::try_current() {
        Ok(_) => timeout(limit.min(MAX_TIMEOUT), future).await.ok(),
        Err(_) => Some(future.await),
    }
}

/// Starts the next attempt: asks the provider for credentials, if the client has one and the
/// attempt needs some.
pub(crate) async fn request_credentials(
    settings: &Settings,
    exchange: &mut Exchange,
) -> Result<(), Error> {
    exchange.begin_attempt();
    let Some((provider, (auth_request, limit))) =
        settings.provider.as_ref().zip(exchange.auth_request())
    else {
        return Ok(());
    };
    match within(limit, provider.credentials(auth_request)).await {
        Some(provided) => exchange.set_provided_credentials(provided),
        None => Err(exchange.provider_timed_out()),
    }
}

/// Sends a request. If its body is in memory, [`Transport::send`] suffices, which every transport
/// has.
async fn send_once(
    transport: &dyn Transport,
    request: http::Request<RequestBody>,
    limits: Limits,
) -> Result<http::Response<Bytes>, TransportError> {
    if request.body().is_in_memory() {
        let (head, body) = request.into_parts();
        let request = http::Request::from_parts(head, body.into_bytes()?);
        return transport.send(request, limits).await;
    }
    let progress = request.body().progress();
    let response = transport.open(request, limits).await?;
    let response = match Handle::try_current() {
        Ok(_) => response.map(|body| TimedBody::within_attempt(body, progress, limits)),
        // A custom transport needs no runtime, but the timer does.
        Err(_) => response,
    };
    collect(response, limits.body).await
}
