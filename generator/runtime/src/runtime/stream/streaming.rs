// Written by hand. Codegen copies it into clients.

//! Streamed responses of async calls.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use crate::runtime::error::Error;
use crate::runtime::request::Request;
use crate::runtime::sending::Sending;
use crate::runtime::stream::StreamFormat;
use crate::runtime::stream::state::StreamState;
use crate::runtime::transport::response_body::ResponseBody;

/// The items of a streamed response.
///
/// It is a [`Stream`]; [`next`](Self::next) needs no other crate. Dropping it closes the
/// connection.
///
/// If an item cannot be decoded, it is an error, and the stream continues. After any other error
/// the stream ends: the request is not sent again, since part of the response has been read, and
/// [`Error::applied`] is `Yes`.
///
/// `deadline` limits the time until the response begins. After that, `timeout` is an idle timeout:
/// it limits the time between two chunks. The duration of a stream is not limited. The
/// client's `body_limit` applies to each item.
#[must_use = "dropping it closes the connection"]
pub struct ResponseStream<I> {
    state: StreamState<I>,
    body: ResponseBody,
}

impl<I> ResponseStream<I> {
    pub(crate) fn new(state: StreamState<I>, body: ResponseBody) -> Self {
        Self { state, body }
    }

    /// The status of the response, a 2xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.state.head().status
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.state.head().headers
    }

    /// Waits for the next item. `None` is the end.
    ///
    /// If the future is dropped, no item is lost.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

/// Items are not pinned.
impl<I> Unpin for ResponseStream<I> {}

impl<I> Stream for ResponseStream<I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.state.next() {
                return Poll::Ready(Some(item));
            }
            if self.state.is_over() {
                return Poll::Ready(None);
            }
            let chunk = ready!(self.body.poll_next(context));
            self.state.push(chunk);
        }
    }
}

impl<I> fmt::Debug for ResponseStream<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseStream")
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

impl<T: 'static> Request<T> {
    /// Sends the request and waits for the head of the response, whose items are then streamed.
    pub fn send_stream<I: 'static>(
        mut self,
        format: &'static StreamFormat<I>,
    ) -> Sending<ResponseStream<I>> {
        self.builder.stream(format.accept, format.stream_field);
        Sending(Box::pin(async move {
            let (exchange, head, body) = self.client.open(&self.builder).await?;
            Ok(ResponseStream::new(
                StreamState::begin(exchange, head, format)?,
                body,
            ))
        }))
    }
}
