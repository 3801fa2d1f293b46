//! A transport that sends nothing.

use std::cell::RefCell;

use bytes::Bytes;
use http::{Request, Response};

thread_local! {
    static SENT: RefCell<Vec<Request<Bytes>>> = const { RefCell::new(Vec::new()) };
}

/// What would have been sent since this was last asked.
pub(crate) fn sent() -> Vec<Request<Bytes>> {
    SENT.take()
}

/// A transport that has one answer to everything.
pub(crate) struct Fake {
    status: u16,
    body: String,
}

impl Fake {
    pub(crate) fn new(status: u16, body: &str) -> Self {
        let body = body.to_owned();
        Self { status, body }
    }

    pub(crate) fn answer(&self, request: Request<Bytes>) -> Response<Bytes> {
        SENT.with_borrow_mut(|sent| sent.push(request));
        let response = Response::builder().status(self.status);
        response.body(self.body.clone().into()).unwrap()
    }
}

/// The start of a client of a crate, whose every call has this status and body for an answer.
macro_rules! client {
    ($crate_name:ident, $status:expr, $body:expr) => {
        ::$crate_name::Client::builder()
            .base_url("https://example.com")
            .transport($crate::fake::Fake::new($status, $body))
            .retry(::$crate_name::Retry::never())
    };
}

/// Each crate has a `Transport` of its own, which are all alike.
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
                                    ::$crate_name::Fault,
                                >,
                            > + Send
                            + '_,
                    >,
                > {
                    let answer = self.answer(request);
                    Box::pin(async move { Ok(answer) })
                }
            }
        )*
    };
}
