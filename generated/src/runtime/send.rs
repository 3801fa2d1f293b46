// Written by hand, unlike `src/api`.

//! The loop over the attempts of a call. It is the same for async and blocking calls, and does not
//! depend on the type of the response.

use std::ops::ControlFlow;
use std::sync::Arc;

use bytes::Bytes;
use http::response::Parts;

#[cfg(feature = "blocking")]
use crate::runtime::api::Api;
#[cfg(feature = "blocking")]
use crate::runtime::background::Background;
use crate::runtime::client::ClientCore;
use crate::runtime::error::Error;
use crate::runtime::exchange::Exchange;
#[cfg(feature = "blocking")]
use crate::runtime::redact::Redactor;
use crate::runtime::request_body::RequestBody;
use crate::runtime::request_builder::RequestBuilder;
use crate::runtime::settings::Settings;
use crate::runtime::stream::response_body::{ResponseBody, collect};
use crate::runtime::transport::timed_body::TimedBody;
use crate::runtime::transport::{Limits, Transport, TransportError};
use crate::runtime::undecoded_response::UndecodedResponse;

/// A streamed response that has begun: the exchange, the head, and the body, which is not read yet.
pub(crate) type StreamStart = (Exchange, Parts, ResponseBody);

impl ClientCore {
    /// Makes a call on the current runtime.
    #[cfg(feature = "async")]
    pub(crate) async fn send(self, builder: RequestBuilder) -> Result<UndecodedResponse, Error> {
        let settings = self.settings();
        send(settings, settings.transport.get(), &builder).await
    }

    /// Like [`send`](Self::send), for a streamed response.
    #[cfg(feature = "async")]
    pub(crate) async fn open(self, builder: RequestBuilder) -> Result<StreamStart, Error> {
        let settings = self.settings();
        open(settings, settings.transport.get(), &builder).await
    }

    /// Makes a call on the background runtime, and blocks the thread.
    #[cfg(feature = "blocking")]
    pub(crate) fn send_blocking(
        &self,
        builder: &RequestBuilder,
    ) -> Result<UndecodedResponse, Error> {
        let settings = self.settings();
        let background = settings.transport.background(settings.api)?;
        background
            .block_on(send(settings, settings.transport.get(), builder))
            .map_err(|fault| not_started(fault, settings.api))?
    }

    /// Like [`send_blocking`](Self::send_blocking), for a streamed response.
    #[cfg(feature = "blocking")]
    pub(crate) fn open_blocking(
        &self,
        builder: &RequestBuilder,
    ) -> Result<(Arc<Background>, StreamStart), Error> {
        let settings = self.settings();
        let background = settings.transport.background(settings.api)?;
        let begun = background
            .block_on(open(settings, settings.transport.get(), builder))
            .map_err(|fault| not_started(fault, settings.api))??;
        Ok((background, begun))
    }
}

/// The error of a blocking call that did not start.
#[cfg(feature = "blocking")]
fn not_started(fault: TransportError, api: &'static Api) -> Error {
    Error::from_transport(fault, api, &Redactor::default())
}

/// Sends attempts until there is a 2xx response, or an error that is not retried.
async fn send(
    settings: &Arc<Settings>,
    transport: &dyn Transport,
    builder: &RequestBuilder,
) -> Result<UndecodedResponse, Error> {
    let mut exchange = Exchange::begin(settings, builder, settings.provider.is_some())?;
    loop {
        request_credentials(settings, &mut exchange).await?;
        let (request, limits) = exchange.attempt()?;
        let attempt = send_once(transport, request, limits);
        let outcome = exchange.trace.attempt(exchange.attempts, attempt).await;
        match exchange.finish_attempt(outcome) {
            ControlFlow::Break(result) => return result,
            ControlFlow::Continue(delay) => settings.clock.sleep(delay).await,
        }
    }
}

/// Like [`send`], for a streamed response: returns with the head of a 2xx response.
async fn open(
    settings: &Arc<Settings>,
    transport: &dyn Transport,
    builder: &RequestBuilder,
) -> Result<StreamStart, Error> {
    let mut exchange = Exchange::begin(settings, builder, settings.provider.is_some())?;
    loop {
        request_credentials(settings, &mut exchange).await?;
        let (request, limits) = exchange.attempt()?;
        let attempt = open_once(transport, request, limits);
        match exchange.trace.attempt(exchange.attempts, attempt).await {
            StreamAttempt::Started(head, body) => {
                exchange.stream_started(&head);
                return Ok((exchange, head, body));
            }
            StreamAttempt::Finished(outcome) => match exchange.finish_stream_attempt(outcome) {
                ControlFlow::Break(error) => return Err(error),
                ControlFlow::Continue(delay) => settings.clock.sleep(delay).await,
            },
        }
    }
}

/// Asks the provider for credentials, if the client has one and the next attempt needs some.
async fn request_credentials(settings: &Settings, exchange: &mut Exchange) -> Result<(), Error> {
    let Some((provider, auth_request)) = settings.provider.as_ref().zip(exchange.auth_request())
    else {
        return Ok(());
    };
    let provided = provider(auth_request).await;
    exchange.set_provided_credentials(provided)
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
    let response = match tokio::runtime::Handle::try_current() {
        Ok(_) => response.map(|body| TimedBody::within_attempt(body, progress, limits)),
        // A custom transport needs no runtime, but the timer does.
        Err(_) => response,
    };
    collect(response, limits.body).await
}

/// The result of an attempt whose response is to be streamed.
enum StreamAttempt {
    /// A 2xx response has begun.
    Started(Parts, ResponseBody),
    /// There was no response, or a whole one with another status.
    Finished(Result<http::Response<Bytes>, TransportError>),
}

async fn open_once(
    transport: &dyn Transport,
    request: http::Request<RequestBody>,
    limits: Limits,
) -> StreamAttempt {
    let response = match transport.open(request, limits).await {
        Ok(response) => response,
        Err(fault) => return StreamAttempt::Finished(Err(fault)),
    };
    if response.status().is_success() {
        let (head, body) = response.into_parts();
        return StreamAttempt::Started(head, body);
    }
    StreamAttempt::Finished(collect(response, limits.body).await)
}
