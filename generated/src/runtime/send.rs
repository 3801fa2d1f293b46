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
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::exchange::Exchange;
use crate::runtime::outgoing::Outgoing;
use crate::runtime::received::Received;
#[cfg(feature = "blocking")]
use crate::runtime::redact::Redactor;
use crate::runtime::settings::Settings;
use crate::runtime::stream::incoming::{Incoming, collect};
use crate::runtime::transport::{Fault, Limits, Transport};

/// What a response begins with that is streamed: the exchange, the head, and the body to come.
pub(crate) type Begun = (Exchange, Parts, Incoming);

impl ClientCore {
    /// Makes a call over the async pool.
    #[cfg(feature = "async")]
    pub(crate) async fn send(self, draft: Draft) -> Result<Received, Error> {
        let settings = self.settings();
        send(settings, settings.pools.shared(), &draft).await
    }

    /// The same for a response that is streamed.
    #[cfg(feature = "async")]
    pub(crate) async fn open(self, draft: Draft) -> Result<Begun, Error> {
        let settings = self.settings();
        open(settings, settings.pools.shared(), &draft).await
    }

    /// Makes a call over the blocking pool, and blocks the thread.
    #[cfg(feature = "blocking")]
    pub(crate) fn send_blocking(&self, draft: &Draft) -> Result<Received, Error> {
        let settings = self.settings();
        let pool = settings.pools.blocking(settings.api)?;
        pool.background
            .block_on(send(settings, &*pool.transport, draft))
            .map_err(|fault| refused(fault, settings.api))?
    }

    /// The same for a response that is streamed.
    #[cfg(feature = "blocking")]
    pub(crate) fn open_blocking(&self, draft: &Draft) -> Result<(Arc<Background>, Begun), Error> {
        let settings = self.settings();
        let pool = settings.pools.blocking(settings.api)?;
        let begun = pool
            .background
            .block_on(open(settings, &*pool.transport, draft))
            .map_err(|fault| refused(fault, settings.api))??;
        Ok((pool.background, begun))
    }
}

/// A blocking call was refused before it began.
#[cfg(feature = "blocking")]
fn refused(fault: Fault, api: &'static Api) -> Error {
    Error::fault(fault, api, &Redactor::default())
}

/// Sends attempts until there is a 2xx response, or an error that is not retried.
async fn send(
    settings: &Arc<Settings>,
    transport: &dyn Transport,
    draft: &Draft,
) -> Result<Received, Error> {
    let mut exchange = Exchange::begin(settings, draft, settings.provider.is_some())?;
    loop {
        provide(settings, &mut exchange).await?;
        let (request, limits) = exchange.attempt()?;
        let attempt = send_once(transport, request, limits);
        let outcome = exchange.trace.attempt(exchange.attempts, attempt).await;
        match exchange.settle(outcome) {
            ControlFlow::Break(result) => return result,
            ControlFlow::Continue(wait) => settings.clock.pause(wait).await,
        }
    }
}

/// The same for a response that is streamed: it ends with the head of a 2xx response.
async fn open(
    settings: &Arc<Settings>,
    transport: &dyn Transport,
    draft: &Draft,
) -> Result<Begun, Error> {
    let mut exchange = Exchange::begin(settings, draft, settings.provider.is_some())?;
    loop {
        provide(settings, &mut exchange).await?;
        let (request, limits) = exchange.attempt()?;
        let attempt = open_once(transport, request, limits);
        match exchange.trace.attempt(exchange.attempts, attempt).await {
            Opened::Begun(head, incoming) => {
                exchange.opened(&head);
                return Ok((exchange, head, incoming));
            }
            Opened::Ended(outcome) => match exchange.unopened(outcome) {
                ControlFlow::Break(error) => return Err(error),
                ControlFlow::Continue(wait) => settings.clock.pause(wait).await,
            },
        }
    }
}

/// Asks the provider for credentials, if the client has one and the next attempt needs some.
async fn provide(settings: &Settings, exchange: &mut Exchange) -> Result<(), Error> {
    let Some((provider, demand)) = settings.provider.as_ref().zip(exchange.demand()) else {
        return Ok(());
    };
    let provided = provider(demand).await;
    exchange.provide(provided)
}

/// A request whose body is in memory needs only the method that every transport has.
async fn send_once(
    transport: &dyn Transport,
    request: http::Request<Outgoing>,
    limits: Limits,
) -> Result<http::Response<Bytes>, Fault> {
    if request.body().is_in_memory() {
        let (head, body) = request.into_parts();
        let request = http::Request::from_parts(head, body.into_bytes()?);
        return transport.send(request, limits).await;
    }
    collect(transport.open(request, limits).await?, limits.body).await
}

/// The outcome of an attempt whose response is to be streamed.
enum Opened {
    /// The head of a 2xx response. The body follows.
    Begun(Parts, Incoming),
    /// A fault, or a whole response of another status.
    Ended(Result<http::Response<Bytes>, Fault>),
}

async fn open_once(
    transport: &dyn Transport,
    request: http::Request<Outgoing>,
    limits: Limits,
) -> Opened {
    let response = match transport.open(request, limits).await {
        Ok(response) => response,
        Err(fault) => return Opened::Ended(Err(fault)),
    };
    if response.status().is_success() {
        let (head, incoming) = response.into_parts();
        return Opened::Begun(head, incoming);
    }
    Opened::Ended(collect(response, limits.body).await)
}
