// Written by hand, unlike `src/api`.

//! How a request gets to the API and its answer back.

#[cfg(feature = "blocking")]
pub(crate) mod driven;
pub(crate) mod proxy;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod reqwest;

#[cfg(feature = "async")]
use std::future::Future;
#[cfg(feature = "async")]
use std::pin::Pin;
use std::time::Duration;

#[cfg(feature = "async")]
use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::base_url::BaseUrl;
use crate::runtime::error::ErrorKind;
#[cfg(feature = "async")]
use crate::runtime::outgoing::Outgoing;
#[cfg(feature = "async")]
use crate::runtime::stream::pieces::Incoming;
use crate::runtime::transport::proxy::ProxyChoice;

/// Sends one request and brings back one answer.
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
#[cfg(feature = "async")]
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and waits for the whole answer, whatever its status.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if there is no answer, or not all of one.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, Fault>> + Send + '_>>;

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
        request: http::Request<Outgoing>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Incoming>, Fault>> + Send + '_>> {
        Box::pin(async move {
            let (head, outgoing) = request.into_parts();
            let request = http::Request::from_parts(head, outgoing.into_bytes()?);
            let response = self.send(request, limits).await?;
            Ok(response.map(Incoming::from))
        })
    }
}

/// What one attempt may take.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// The time from connecting to the last byte of the body. It is not zero.
    pub timeout: Duration,
    /// The size of the body in bytes.
    pub body: usize,
}

/// Why a transport has no answer, or not all of one.
#[derive(Debug)]
pub struct Fault {
    kind: ErrorKind,
    what: &'static str,
    is_unsent: bool,
    head: Option<Box<(StatusCode, HeaderMap)>>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Fault {
    fn new(kind: ErrorKind, what: &'static str) -> Self {
        Self {
            kind,
            what,
            is_unsent: false,
            head: None,
            source: None,
        }
    }

    /// There was no connection, so nothing was sent.
    #[must_use]
    pub fn connect(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut fault = Self::new(ErrorKind::Connect, "there is no connection to the API");
        fault.source = Some(source.into());
        fault.unsent()
    }

    /// Time ran out. If it was the time for connecting, add [`unsent`](Self::unsent).
    #[must_use]
    pub fn timeout() -> Self {
        Self::new(ErrorKind::Timeout, "the API did not answer in time")
    }

    /// The connection broke, or what came over it was not HTTP.
    #[must_use]
    pub fn transport(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut fault = Self::new(ErrorKind::Transport, "the exchange with the API broke off");
        fault.source = Some(source.into());
        fault
    }

    /// The body of the request broke off, since its source did.
    #[must_use]
    pub fn unreadable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let what = "the body of the request cannot be read";
        let mut fault = Self::new(ErrorKind::Transport, what);
        fault.source = Some(source.into());
        fault
    }

    /// The body is larger than [`Limits::body`].
    #[must_use]
    pub fn body_too_large() -> Self {
        Self::new(
            ErrorKind::BodyTooLarge,
            "the answer is larger than the client will hold",
        )
    }

    /// The transport cannot send such a request, here or at all.
    #[must_use]
    pub fn config(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut fault = Self::new(ErrorKind::Config, "the request cannot be sent");
        fault.source = Some(source.into());
        fault.unsent()
    }

    /// Nothing of the request has been sent, for certain: it may be sent again.
    #[must_use]
    pub fn unsent(mut self) -> Self {
        self.is_unsent = true;
        self
    }

    /// The status and the headers had arrived already: with a 2xx the request
    /// was applied.
    #[must_use]
    pub fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.head = Some(Box::new((status, headers)));
        self
    }

    /// The async client was called where nothing drives it.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn no_runtime() -> Self {
        let what = "the request cannot be sent: a tokio runtime has to poll the call";
        Self::new(ErrorKind::Config, what).unsent()
    }

    /// The blocking client was called where it would hold up others.
    #[cfg(feature = "blocking")]
    pub(crate) fn async_code() -> Self {
        let what = "the request cannot be sent: async code must not call the blocking client \
                    (take the async one, or `spawn_blocking`)";
        Self::new(ErrorKind::Config, what).unsent()
    }

    pub(crate) fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(crate) fn what(&self) -> &'static str {
        self.what
    }

    pub(crate) fn is_unsent(&self) -> bool {
        self.is_unsent
    }

    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|head| head.0)
    }

    pub(crate) fn into_parts(self) -> FaultParts {
        (self.head.map(|head| *head), self.source)
    }
}

type FaultParts = (
    Option<(StatusCode, HeaderMap)>,
    Option<Box<dyn std::error::Error + Send + Sync>>,
);

/// How a client gets to the network.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) proxy: ProxyChoice,
}

/// How a client that the caller brings nothing for gets to its host.
pub(crate) struct Route {
    pub(crate) connect_timeout: Duration,
    /// The URL of a proxy.
    pub(crate) proxy: Option<String>,
}

impl Network {
    /// The way to this host. No proxy has any business with loopback.
    pub(crate) fn route(&self, base: &BaseUrl) -> Route {
        let variable = |name: &str| Some(std::env::var_os(name)?.to_string_lossy().into_owned());
        let proxy = || self.proxy.settle(base.is_https(), base.host(), variable);
        Route {
            connect_timeout: self.connect_timeout.unwrap_or(CONNECT_TIMEOUT),
            proxy: if base.is_loopback { None } else { proxy() },
        }
    }
}

/// The limit on connecting, unless the caller sets one.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection may lie idle. Briefly: one that the server has closed
/// in the meantime cannot be told from one that took the request.
pub(crate) const IDLE: Duration = Duration::from_secs(3);
