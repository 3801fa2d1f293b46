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

use crate::runtime::auth::Credentials;
use crate::runtime::builder::ClientBuilder;
use crate::runtime::call::Call;
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::exchange::{Exchange, Reply};
use crate::runtime::response::Response;
use crate::runtime::settings::Settings;
use crate::runtime::transport::Transport;

/// A client of the API, whose calls are futures.
///
/// It is cheap to clone, and clones share connections, credentials and the
/// budget of retries. Calls need a tokio runtime with time and I/O enabled,
/// unless the client has a [`Transport`] and a [`Clock`](crate::Clock) that do not.
#[derive(Clone)]
pub struct Client {
    settings: Arc<Settings>,
    transport: Arc<dyn Transport>,
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

    pub(crate) fn new(settings: Settings, transport: Arc<dyn Transport>) -> Self {
        Self {
            settings: Arc::new(settings),
            transport,
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

impl<T> Call<Client, T> {
    /// The future of an operation's `send`. One type for all of them spares
    /// the user's compiler the state of an `async fn` for each.
    pub(crate) fn sending(self) -> Sending<T> {
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
        exchange(self.client, self.draft).await?.decode(operation)
    }

    /// The request as it would be sent now, but for the credentials.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config) if some value cannot be sent.
    pub fn to_request(&self) -> Result<Request<Bytes>, Error> {
        let settings = &self.client.settings;
        self.draft.to_request(&settings.base, &settings.layer)
    }
}

async fn exchange(client: Client, draft: Draft) -> Result<Reply, Error> {
    let mut exchange = Exchange::begin(&client.settings, &draft)?;
    loop {
        let (request, limits) = exchange.attempt()?;
        let sending = client.transport.send(request, limits);
        let outcome = exchange
            .trace
            .attempt_async(exchange.attempts, sending)
            .await;
        match exchange.settle(outcome) {
            ControlFlow::Break(result) => return result,
            ControlFlow::Continue(wait) => client.settings.clock.pause_async(wait).await,
        }
    }
}
