//! A transport that records requests instead of sending them.

use std::cell::RefCell;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};

thread_local! {
    static SENT: RefCell<Vec<Request<Bytes>>> = const { RefCell::new(Vec::new()) };
}

/// The requests since the last call of this function.
pub(crate) fn sent() -> Vec<Request<Bytes>> {
    SENT.take()
}

/// A transport with the same response to every request.
pub(crate) struct Fake {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Fake {
    pub(crate) fn new(status: u16, body: &str) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: body.to_owned(),
        }
    }

    /// Adds a header to the response.
    pub(crate) fn header(mut self, name: &'static str, value: &'static str) -> Self {
        let name = HeaderName::from_static(name);
        self.headers.append(name, HeaderValue::from_static(value));
        self
    }

    pub(crate) fn respond(&self, request: Request<Bytes>) -> Response<Bytes> {
        SENT.with_borrow_mut(|sent| sent.push(request));
        let mut response = Response::new(self.body.clone().into());
        *response.status_mut() = self.status.try_into().unwrap();
        *response.headers_mut() = self.headers.clone();
        response
    }
}

/// The builder of a crate's client: every response has this status and this body.
macro_rules! client {
    ($crate_name:ident, $status:expr, $body:expr) => {
        ::$crate_name::Client::builder()
            .base_url("https://example.com")
            .transport($crate::fake::Fake::new($status, $body))
            .retry(::$crate_name::Retry::never())
    };
}

/// Each crate has its own `Transport` trait, with the same methods.
macro_rules! transports {
    ($($crate_name:ident)*) => {
        $(
            impl ::$crate_name::Transport for $crate::fake::Fake {
                fn send(
                    &self,
                    request: ::http::Request<::bytes::Bytes>,
                    _limits: ::$crate_name::Limits,
                ) -> ::std::pin::Pin<
                    Box<
                        dyn Future<
                                Output = Result<
                                    ::http::Response<::bytes::Bytes>,
                                    ::$crate_name::TransportError,
                                >,
                            > + Send
                            + '_,
                    >,
                > {
                    let response = self.respond(request);
                    Box::pin(async move { Ok(response) })
                }
            }
        )*
    };
}
