// Written by hand. Codegen copies it into clients.

//! The send methods of a request.

#[cfg(feature = "async")]
use std::fmt;
#[cfg(feature = "async")]
use std::future::Future;
#[cfg(feature = "async")]
use std::pin::Pin;
#[cfg(feature = "async")]
use std::task::{Context, Poll};

use crate::runtime::error::Error;
use crate::runtime::request::Request;
use crate::runtime::response::Response;

/// The future of a call.
///
/// Nothing is sent before it is polled. If it is dropped, the call ends.
#[cfg(feature = "async")]
#[must_use = "nothing is sent before it is awaited"]
pub struct Sending<T>(pub(crate) Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>);

#[cfg(feature = "async")]
impl<T> Future for Sending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

#[cfg(feature = "async")]
impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}

/// Async calls. They require a tokio runtime with time and I/O enabled, unless the client has a
/// custom transport and clock that do not.
#[cfg(feature = "async")]
impl<T: 'static> Request<T> {
    /// Sends the request and waits for the response.
    ///
    /// The future fails with an [`Error`]; see [`Error::applied`] for whether the API has applied
    /// the request.
    pub fn send(self) -> Sending<T> {
        self.sending(Response::into_value)
    }

    /// Like [`send`](Self::send), with the status, the headers and the body of the response.
    pub fn send_with_response(self) -> Sending<Response<T>> {
        self.sending(|response| response)
    }

    fn sending<V: 'static>(self, convert: fn(Response<T>) -> V) -> Sending<V> {
        Sending(Box::pin(async move {
            let received = self.client.send(&self.builder).await?;
            received.decode(self.decode).map(convert)
        }))
    }
}

/// Blocking calls. A background tokio runtime, which the first of them starts, runs the same code
/// as for async calls, including a custom transport, clock or credential provider.
#[cfg(feature = "blocking")]
impl<T: 'static> Request<T> {
    /// Sends the request and blocks the thread until the response has arrived.
    ///
    /// # Errors
    ///
    /// See [`Error`], and [`Error::applied`] for whether the API has applied the request. In async
    /// code it is a [`Config`](crate::runtime::ErrorKind::Config) error, and nothing is sent, since
    /// async code must not block; use `spawn_blocking` there.
    pub fn send_blocking(self) -> Result<T, Error> {
        self.send_with_response_blocking().map(Response::into_value)
    }

    /// Like [`send_blocking`](Self::send_blocking), with the status, the headers and the body of
    /// the response.
    ///
    /// # Errors
    ///
    /// Those of [`send_blocking`](Self::send_blocking).
    pub fn send_with_response_blocking(self) -> Result<Response<T>, Error> {
        let received = self.client.send_blocking(&self.builder)?;
        received.decode(self.decode)
    }
}
