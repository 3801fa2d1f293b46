// Written by hand, unlike `src/api`.

//! The client whose calls are futures.

use std::fmt;
use std::future::Future;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Request;
use http::response::Parts;

use crate::runtime::auth::Credentials;
use crate::runtime::builder::ClientBuilder;
use crate::runtime::call::Call;
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::exchange::{Exchange, Reply};
use crate::runtime::outgoing::Outgoing;
use crate::runtime::page::Paged;
use crate::runtime::page::pager::Pager;
use crate::runtime::page::streaming::{ItemStream, PageStream};
use crate::runtime::provider::Provider;
use crate::runtime::response::Response;
use crate::runtime::settings::Settings;
use crate::runtime::stream::Streamed;
use crate::runtime::stream::flow::Flow;
use crate::runtime::stream::pieces::{Incoming, Opened, whole};
use crate::runtime::stream::streaming::Streaming;
use crate::runtime::transport::{Fault, Limits, Transport};

/// A client of the API, whose calls are futures.
///
/// It is cheap to clone, and clones share connections, credentials and the
/// budget of retries. Calls need a tokio runtime with time and I/O enabled,
/// unless the client has a [`Transport`] and a [`Clock`](crate::Clock) that do not.
#[derive(Clone)]
pub struct Client {
    settings: Arc<Settings>,
    transport: Arc<dyn Transport>,
    provider: Option<Provider>,
}

impl Client {
    /// Starts a client with nothing set.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new()
    }

    /// A client with credentials and base URL from the environment.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config) if credentials are there by half, or
    /// have a form that cannot be sent, and so for the base URL. If there are no
    /// credentials at all, it is the calls that say so.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().from_env().build()
    }

    /// Replaces the credentials, of all clones and from the next call on.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config) if they cannot be sent; the client
    /// keeps those it had.
    pub fn set_auth(&self, auth: impl Into<Credentials>) -> Result<(), Error> {
        self.settings.set_auth(auth.into())
    }

    pub(crate) fn new(
        settings: Settings,
        transport: Arc<dyn Transport>,
        provider: Option<Provider>,
    ) -> Self {
        Self {
            settings: Arc::new(settings),
            transport,
            provider,
        }
    }
}

impl Client {
    /// Asks for credentials, where somebody is there to be asked.
    async fn provide(&self, exchange: &mut Exchange) -> Result<(), Error> {
        let Some((provider, demand)) = self.provider.as_ref().zip(exchange.demand()) else {
            return Ok(());
        };
        let provided = provider(demand).await;
        exchange.provide(provided)
    }

    /// Sends attempts until one of them brings an answer, or there is to be no other.
    pub(crate) async fn ask(self, draft: Draft) -> Result<Reply, Error> {
        let mut exchange = Exchange::begin(&self.settings, &draft, self.provider.is_some())?;
        loop {
            self.provide(&mut exchange).await?;
            let (request, limits) = exchange.attempt()?;
            let sending = send_once(&*self.transport, request, limits);
            let outcome = exchange
                .trace
                .attempt_async(exchange.attempts, sending)
                .await;
            match exchange.settle(outcome) {
                ControlFlow::Break(result) => return result,
                ControlFlow::Continue(wait) => self.settings.clock.pause_async(wait).await,
            }
        }
    }

    /// The same for an answer that comes piece by piece: it has begun.
    async fn open(self, draft: Draft) -> Result<(Exchange, Parts, Incoming), Error> {
        let mut exchange = Exchange::begin(&self.settings, &draft, self.provider.is_some())?;
        loop {
            self.provide(&mut exchange).await?;
            let (request, limits) = exchange.attempt()?;
            let opening = open_once(&*self.transport, request, limits);
            let attempts = exchange.attempts;
            match exchange.trace.attempt_async(attempts, opening).await {
                Opened::Begun(head, incoming) => {
                    exchange.opened(&head);
                    return Ok((exchange, head, incoming));
                }
                Opened::Ended(outcome) => match exchange.unopened(outcome) {
                    ControlFlow::Break(error) => return Err(error),
                    ControlFlow::Continue(wait) => self.settings.clock.pause_async(wait).await,
                },
            }
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(f)
    }
}

/// A call on its way: a future of what it returns.
///
/// Nothing is sent before it is polled, and it ends with the call if it is
/// dropped.
#[must_use = "nothing is sent before it is awaited"]
pub struct Sending<T>(Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>);

impl<T> Future for Sending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}

impl<T, M> Call<Client, T, M> {
    /// The future of an operation's `send`. One type for all of them spares
    /// the user's compiler the state of an `async fn` for each.
    pub(crate) fn sending(self) -> Sending<T>
    where
        M: Sync,
    {
        Sending(Box::pin(self.send()))
    }

    /// Sends the request and waits for what the call returns.
    ///
    /// # Errors
    ///
    /// See [`Error`], and [`Error::applied`] for whether the call took effect.
    pub async fn send(self) -> Result<T, Error> {
        self.send_with_response().await.map(Response::into_value)
    }

    /// Sends the request and waits for what the call returns, with the status,
    /// the headers and the body it came in.
    ///
    /// # Errors
    ///
    /// See [`Error`], and [`Error::applied`] for whether the call took effect.
    pub async fn send_with_response(self) -> Result<Response<T>, Error> {
        let operation = self.operation;
        self.client.ask(self.draft).await?.decode(operation)
    }

    /// The request as it would be sent now, but for the credentials.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config) if some value cannot be sent, or if
    /// the body is read only while it is sent.
    pub fn to_request(&self) -> Result<Request<Bytes>, Error> {
        let settings = &self.client.settings;
        self.draft.to_whole_request(&settings.base, &settings.layer)
    }
}

impl<T, I> Call<Client, T, Streamed<I>> {
    /// Sends the request and gives what the call returns piece by piece, once
    /// the answer has begun.
    ///
    /// # Errors
    ///
    /// See [`Error`], and [`Error::applied`] for whether the call took effect.
    pub async fn send_stream(mut self) -> Result<Streaming<I>, Error> {
        let streams = &self.operation.mode;
        self.draft.stream(streams.media_type, streams.switch);
        let (exchange, head, incoming) = self.client.open(self.draft).await?;
        Ok(Streaming::new(
            Flow::begin(exchange, head, streams)?,
            incoming,
        ))
    }
}

/// What lies in memory goes the way that any transport has.
async fn send_once(
    transport: &dyn Transport,
    request: Request<Outgoing>,
    limits: Limits,
) -> Result<http::Response<Bytes>, Fault> {
    if request.body().is_in_memory() {
        let (head, body) = request.into_parts();
        let request = Request::from_parts(head, body.into_bytes()?);
        return transport.send(request, limits).await;
    }
    whole(transport.open(request, limits).await?, limits.body).await
}

async fn open_once(
    transport: &dyn Transport,
    request: Request<Outgoing>,
    limits: Limits,
) -> Opened<Incoming> {
    let response = match transport.open(request, limits).await {
        Ok(response) => response,
        Err(fault) => return Opened::Ended(Err(fault)),
    };
    if response.status().is_success() {
        let (head, incoming) = response.into_parts();
        return Opened::Begun(head, incoming);
    }
    Opened::Ended(whole(response, limits.body).await)
}

impl<T, I> Call<Client, T, Paged<T, I>> {
    /// The pages of the list, from the one that this call asks for.
    pub fn pages(self) -> PageStream<T, I> {
        let paged = &self.operation.mode;
        let pager = Pager::new(paged.next, paged.list, self.draft);
        PageStream::new(self.client, self.operation, pager)
    }

    /// The items of the list, from the page that this call asks for.
    pub fn items(self) -> ItemStream<T, I> {
        ItemStream::new(self.pages())
    }
}
