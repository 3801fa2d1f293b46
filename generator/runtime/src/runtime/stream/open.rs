// Written by hand. Codegen copies it into clients.

//! The loop over the attempts of a call whose response is streamed.

use std::ops::ControlFlow;
use std::sync::Arc;

use bytes::Bytes;
use http::response::Parts;

#[cfg(feature = "blocking")]
use crate::runtime::background::Background;
use crate::runtime::client::ClientCore;
use crate::runtime::error::Error;
use crate::runtime::exchange::Exchange;
use crate::runtime::request_body::RequestBody;
use crate::runtime::request_builder::RequestBuilder;
use crate::runtime::send::{admit, observe, request_credentials};
use crate::runtime::settings::Settings;
use crate::runtime::transport::response_body::{ResponseBody, collect};
use crate::runtime::transport::{Limits, Transport, TransportError};

/// A streamed response that has begun: the exchange, the head, and the body, which is not read yet.
pub(crate) type StreamStart = (Box<Exchange>, Parts, ResponseBody);

impl ClientCore {
    /// Makes a call on the current runtime.
    #[cfg(feature = "async")]
    pub(crate) async fn open(&self, builder: &RequestBuilder) -> Result<StreamStart, Error> {
        let settings = self.settings();
        let outcome = open(settings, settings.transport.get(), builder).await;
        outcome.map_err(|error| error.with_operation(builder.endpoint.name))
    }

    /// Makes a call on the background runtime, and blocks the thread.
    #[cfg(feature = "blocking")]
    pub(crate) fn open_blocking(
        &self,
        builder: &RequestBuilder,
    ) -> Result<(Arc<Background>, StreamStart), Error> {
        let settings = self.settings();
        let call = open(settings, settings.transport.get(), builder);
        self.block_on(call)
            .map_err(|error| error.with_operation(builder.endpoint.name))
    }
}

/// Sends attempts until the head of a 2xx response has arrived, or an error that is not retried.
async fn open(
    settings: &Arc<Settings>,
    transport: &dyn Transport,
    builder: &RequestBuilder,
) -> Result<StreamStart, Error> {
    let call = settings.calls.start()?;
    let mut exchange = Exchange::begin(settings, builder, settings.provider.is_some())?;
    loop {
        let permit = admit(settings, &exchange).await?;
        request_credentials(settings, &mut exchange).await?;
        let (request, limits) = exchange.attempt()?;
        let attempt = open_once(transport, request, limits);
        match exchange.trace.attempt(exchange.attempts, attempt).await {
            StreamAttempt::Started(head, body) => {
                let (clock, headers) = (&*settings.clock, &head.headers);
                settings.throttle.observe(clock, head.status, headers);
                exchange.stream_started(&head);
                return Ok((exchange, head, body.holding(permit, call)));
            }
            StreamAttempt::Finished(outcome) => {
                drop(permit);
                observe(settings, &outcome);
                match exchange.finish_stream_attempt(outcome) {
                    ControlFlow::Break(error) => return Err(error),
                    ControlFlow::Continue(delay) => settings.clock.sleep(delay).await,
                }
            }
        }
    }
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
