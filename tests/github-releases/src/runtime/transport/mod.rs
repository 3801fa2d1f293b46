// Written by `cargo xtask codegen`, the same for every API.

//! Transports, which send a request and receive its response.

#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod client_transport;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod progress;
pub(crate) mod proxy;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod reqwest;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod response_body;
pub(crate) mod route;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod runtime_clients;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod timed_body;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod tls;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod worker;

#[cfg(any(feature = "async", feature = "blocking"))]
use std::future::Future;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::pin::Pin;
use std::time::Duration;

#[cfg(any(feature = "async", feature = "blocking"))]
use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::error::ErrorKind;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::request_body::RequestBody;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::transport::response_body::ResponseBody;

/// Sends one request and receives one response.
///
/// By default a client uses `reqwest`. A custom transport can replace it, for another network stack
/// or for tests. It serves async and blocking calls; the latter run on the client's background
/// runtime, where tokio is available. A custom transport must keep these guarantees of the client:
///
/// - It follows no redirect, sends no request twice, and adds no credentials.
/// - It enforces the [`Limits`], from connecting to the last byte of the body.
/// - It connects only to the host of the request, or to a proxy.
/// - It logs no value of a header that is marked sensitive.
///
/// # Wrapping a transport
///
/// A transport that contains another one can see and change each attempt. It is set by
/// `ClientBuilder::wrap_transport`. It implements `send`, and `open` if responses or request bodies
/// are streamed. What it is for:
///
/// - It adds headers, such as a `traceparent`, in `send` before the inner `send`. Each attempt is a
///   request of its own.
/// - It signs the request, whose headers, URL and body are final: credentials have been added, and
///   nothing but `Host` and `Content-Length` follows. A header with a signature is marked with
///   `HeaderValue::set_sensitive`, so that it is not logged.
/// - It records the response of each attempt, also of those that are retried. For the outcome of
///   calls, there is `ClientBuilder::observer`.
///
/// The example `wrap_transport` of the repository shows all three.
///
/// The guarantees above are those of the whole: a wrapper calls the inner transport at most once. It
/// returns the errors of the inner transport as they are, since they say whether the request was
/// sent, and for an error of its own before that, it returns one of
/// [`TransportError::config`] or adds [`TransportError::unsent`]. A response that it makes up is
/// handled like one of the API. Secrets that it adds are not redacted from error messages of an API
/// that repeats them; those of the client are.
///
/// The body of the response may be compressed with gzip, with `Content-Encoding: gzip`. The client
/// decompresses it.
#[cfg(any(feature = "async", feature = "blocking"))]
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and waits for the whole response, whatever its status.
    ///
    /// # Errors
    ///
    /// If there is no response, or only part of one.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + '_>>;

    /// Sends the request and waits for the head of the response, whose body arrives later. The
    /// client calls it if the response or the body of the request is streamed.
    ///
    /// By default it uses [`send`](Self::send): it waits for the whole response, and a streamed
    /// request body is an error.
    ///
    /// [`Limits::timeout`] limits the time until a 2xx response begins, and then the time between
    /// two chunks of its body. A response with another status must be complete within it. The limit
    /// starts again with each chunk of a streamed request body that is sent, but
    /// [`Limits::deadline`] does not.
    ///
    /// # Errors
    ///
    /// If no response begins, or if a response with another status is not complete.
    fn open(
        &self,
        request: http::Request<RequestBody>,
        limits: Limits,
    ) -> Pin<
        Box<dyn Future<Output = Result<http::Response<ResponseBody>, TransportError>> + Send + '_>,
    > {
        Box::pin(async move {
            let (head, outgoing) = request.into_parts();
            let request = http::Request::from_parts(head, outgoing.into_bytes()?);
            let response = self.send(request, limits).await?;
            Ok(response.map(ResponseBody::from))
        })
    }
}

/// The limits on one attempt.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// The time from connecting to the last byte of the response. It is never zero.
    pub timeout: Duration,
    /// The time that is left for the call, from connecting to the last byte of the response. It is
    /// at least `timeout`, and matters where that starts again.
    pub deadline: Duration,
    /// The size of the response body, in bytes.
    pub body: usize,
}

/// The error of a [`Transport`]: there is no response, or only part of one.
#[derive(Debug)]
pub struct TransportError {
    kind: ErrorKind,
    message: &'static str,
    is_unsent: bool,
    head: Option<Box<(StatusCode, HeaderMap)>>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    fn new(kind: ErrorKind, message: &'static str) -> Self {
        Self {
            kind,
            message,
            is_unsent: false,
            head: None,
            source: None,
        }
    }

    /// No connection was made, so nothing was sent.
    #[must_use]
    pub fn connect(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut fault = Self::new(ErrorKind::Connect, "there is no connection to the API");
        fault.source = Some(source.into());
        fault.unsent()
    }

    /// A time limit passed. For the limit on connecting, add [`unsent`](Self::unsent).
    #[must_use]
    pub fn timeout() -> Self {
        Self::new(ErrorKind::Timeout, "the API did not respond in time")
    }

    /// The connection broke, or the server does not speak HTTP.
    #[must_use]
    pub fn transport(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut fault = Self::new(ErrorKind::Transport, "the exchange with the API broke off");
        fault.source = Some(source.into());
        fault
    }

    /// The source of the request body failed.
    #[must_use]
    pub fn body_source(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let message = "the body of the request cannot be read";
        let mut fault = Self::new(ErrorKind::Transport, message);
        fault.source = Some(source.into());
        fault
    }

    /// The response body is larger than [`Limits::body`].
    #[must_use]
    pub fn body_too_large() -> Self {
        Self::new(
            ErrorKind::BodyTooLarge,
            "the response is larger than the client will hold",
        )
    }

    /// The transport cannot send such a request.
    #[must_use]
    pub fn config(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut fault = Self::new(ErrorKind::Config, "the request cannot be sent");
        fault.source = Some(source.into());
        fault.unsent()
    }

    /// Nothing of the request was sent, so it may be repeated.
    #[must_use]
    pub fn unsent(mut self) -> Self {
        self.is_unsent = true;
        self
    }

    /// The head of the response has arrived. If its status is 2xx, the API has applied the request.
    #[must_use]
    pub fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.head = Some(Box::new((status, headers)));
        self
    }

    /// An async call was polled outside of a tokio runtime.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn no_runtime() -> Self {
        let message = "the request cannot be sent: a tokio runtime has to poll the call";
        Self::new(ErrorKind::Config, message).unsent()
    }

    /// A blocking call was made on a thread that polls futures.
    #[cfg(feature = "blocking")]
    pub(crate) fn async_code() -> Self {
        let message = "the request cannot be sent: async code must not make a blocking call \
                       (make an async call, or use `spawn_blocking`)";
        Self::new(ErrorKind::Config, message).unsent()
    }

    /// A response is read in another process than the one that sent the request.
    #[cfg(feature = "blocking")]
    pub(crate) fn forked() -> Self {
        let message = "the response cannot be read: it belongs to the process before the fork";
        Self::new(ErrorKind::Config, message)
    }

    pub(crate) fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(crate) fn message(&self) -> &'static str {
        self.message
    }

    pub(crate) fn is_unsent(&self) -> bool {
        self.is_unsent
    }

    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|head| head.0)
    }

    pub(crate) fn into_parts(self) -> TransportErrorParts {
        (self.head.map(|head| *head), self.source)
    }
}

type TransportErrorParts = (
    Option<(StatusCode, HeaderMap)>,
    Option<Box<dyn std::error::Error + Send + Sync>>,
);
