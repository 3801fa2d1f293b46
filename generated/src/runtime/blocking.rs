// Written by hand, unlike `src/api`.

//! The client whose calls block the thread.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

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
use crate::runtime::provider::BlockingProvider;
use crate::runtime::response::Response;
use crate::runtime::settings::Settings;
use crate::runtime::stream::Streamed;
use crate::runtime::stream::blocking::whole;
use crate::runtime::stream::flow::Flow;
use crate::runtime::stream::pieces::Opened;
use crate::runtime::transport::{Fault, Limits};

pub use crate::runtime::page::blocking::{ItemIter, PageIter};
pub use crate::runtime::stream::blocking::{Incoming, Streaming};

/// Sends one request and brings back one answer, blocking the thread.
///
/// The client has one; another can take its place, for a network or a test of
/// your own. These promises rest with it then:
///
/// - It follows no redirect, sends no request twice, and adds no credentials.
/// - It keeps to the [`Limits`], from connecting to the last byte of the body.
/// - It goes to no other host than the request says, a proxy's excepted.
/// - What it logs has no value of a header that is marked sensitive.
///
/// The body it returns may still be packed with gzip, with its
/// `Content-Encoding` standing; the client unpacks it.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and waits for the whole answer, whatever its status.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if there is no answer, or not all of one.
    fn send(&self, request: Request<Bytes>, limits: Limits)
    -> Result<http::Response<Bytes>, Fault>;

    /// Sends the request and gives the body of the answer as it arrives, for
    /// calls whose answer is a stream, or whose body is read while it is sent.
    /// Without a method of its own a transport sends what lies in memory, and
    /// waits for the whole answer.
    ///
    /// The time limit bounds the time until a 2xx begins, and from then on each
    /// silence. An answer of any other status is wanted as a whole, within it.
    /// It begins anew with each piece of the body that is sent.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if no answer begins, or one of another status breaks off.
    fn open(
        &self,
        request: Request<Outgoing>,
        limits: Limits,
    ) -> Result<http::Response<Incoming>, Fault> {
        let (head, outgoing) = request.into_parts();
        let request = Request::from_parts(head, outgoing.into_bytes()?);
        let response = self.send(request, limits)?;
        Ok(response.map(Incoming::from))
    }
}

/// A client of the API, whose calls block the thread.
///
/// It is cheap to clone, and clones share connections, credentials and the
/// budget of retries. It has one thread of its own, which looks after the
/// connections, and ends with the last clone.
///
/// In async code use the client at the root of this crate: this one would hold
/// up all tasks of the thread. Where tokio polls futures, its calls end in a
/// [`Config`](crate::ErrorKind::Config) error that says so, with nothing sent;
/// in tokio's `spawn_blocking` it is welcome.
#[derive(Clone)]
pub struct Client {
    settings: Arc<Settings>,
    transport: Arc<dyn Transport>,
    provider: Option<BlockingProvider>,
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
        provider: Option<BlockingProvider>,
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
    fn provide(&self, exchange: &mut Exchange) -> Result<(), Error> {
        let Some((provider, demand)) = self.provider.as_ref().zip(exchange.demand()) else {
            return Ok(());
        };
        let provided = provider(demand);
        exchange.provide(provided)
    }

    /// Sends attempts until one of them brings an answer, or there is to be no other.
    pub(crate) fn ask(&self, draft: &Draft) -> Result<Reply, Error> {
        let mut exchange = Exchange::begin(&self.settings, draft, self.provider.is_some())?;
        loop {
            self.provide(&mut exchange)?;
            let (request, limits) = exchange.attempt()?;
            let sending = || send_once(&*self.transport, request, limits);
            let outcome = exchange.trace.attempt(exchange.attempts, sending);
            match exchange.settle(outcome) {
                ControlFlow::Break(result) => return result,
                ControlFlow::Continue(wait) => self.settings.clock.pause(wait),
            }
        }
    }

    /// The same for an answer that comes piece by piece: it has begun.
    fn open(&self, draft: &Draft) -> Result<(Exchange, Parts, Incoming), Error> {
        let mut exchange = Exchange::begin(&self.settings, draft, self.provider.is_some())?;
        loop {
            self.provide(&mut exchange)?;
            let (request, limits) = exchange.attempt()?;
            let opening = || open_once(&*self.transport, request, limits);
            match exchange.trace.attempt(exchange.attempts, opening) {
                Opened::Begun(head, incoming) => {
                    exchange.opened(&head);
                    return Ok((exchange, head, incoming));
                }
                Opened::Ended(outcome) => match exchange.unopened(outcome) {
                    ControlFlow::Break(error) => return Err(error),
                    ControlFlow::Continue(wait) => self.settings.clock.pause(wait),
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

impl<T, M> Call<Client, T, M> {
    /// Sends the request and waits for what the call returns.
    ///
    /// # Errors
    ///
    /// See [`Error`], and [`Error::applied`] for whether the call took effect.
    pub fn send(self) -> Result<T, Error> {
        self.send_with_response().map(Response::into_value)
    }

    /// Sends the request and waits for what the call returns, with the status,
    /// the headers and the body it came in.
    ///
    /// # Errors
    ///
    /// See [`Error`], and [`Error::applied`] for whether the call took effect.
    pub fn send_with_response(self) -> Result<Response<T>, Error> {
        self.client.ask(&self.draft)?.decode(self.operation)
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
    pub fn send_stream(mut self) -> Result<Streaming<I>, Error> {
        let streams = &self.operation.mode;
        self.draft.stream(streams.media_type, streams.switch);
        let (exchange, head, incoming) = self.client.open(&self.draft)?;
        Ok(Streaming::new(
            Flow::begin(exchange, head, streams)?,
            incoming,
        ))
    }
}

/// What lies in memory goes the way that any transport has.
fn send_once(
    transport: &dyn Transport,
    request: Request<Outgoing>,
    limits: Limits,
) -> Result<http::Response<Bytes>, Fault> {
    if request.body().is_in_memory() {
        let (head, body) = request.into_parts();
        let request = Request::from_parts(head, body.into_bytes()?);
        return transport.send(request, limits);
    }
    whole(transport.open(request, limits)?, limits.body)
}

fn open_once(
    transport: &dyn Transport,
    request: Request<Outgoing>,
    limits: Limits,
) -> Opened<Incoming> {
    let response = match transport.open(request, limits) {
        Ok(response) => response,
        Err(fault) => return Opened::Ended(Err(fault)),
    };
    if response.status().is_success() {
        let (head, incoming) = response.into_parts();
        return Opened::Begun(head, incoming);
    }
    Opened::Ended(whole(response, limits.body))
}

impl<T, I> Call<Client, T, Paged<T, I>> {
    /// The pages of the list, from the one that this call asks for.
    pub fn pages(self) -> PageIter<T, I> {
        let paged = &self.operation.mode;
        let pager = Pager::new(paged.next, paged.list, self.draft);
        PageIter::new(self.client, self.operation, pager)
    }

    /// The items of the list, from the page that this call asks for.
    pub fn items(self) -> ItemIter<T, I> {
        ItemIter::new(self.pages())
    }
}
