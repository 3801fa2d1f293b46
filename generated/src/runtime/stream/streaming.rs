// Written by hand, unlike `src/api`.

//! A stream for the async client.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use crate::runtime::error::Error;
use crate::runtime::stream::flow::Flow;
use crate::runtime::stream::pieces::Incoming;

/// The values of an answer, as they arrive.
///
/// It is a [`Stream`], and [`next`](Self::next) is there without any other
/// crate. Dropping it hangs up.
///
/// A value that cannot be decoded is an error of its own, after which the
/// stream goes on. Any other error is the last item: what broke the stream is
/// not mended by sending the request again, since part of the answer is already
/// here. [`Error::applied`] says that the request was.
///
/// Of the client's limits, `deadline` bounds the time until the answer begins
/// and `timeout` each silence from then on, so that a stream may last as long
/// as it has something to say. One value may have 8 MiB.
#[must_use = "what nobody reads does not arrive"]
pub struct Streaming<I: 'static> {
    flow: Flow<I>,
    incoming: Incoming,
}

impl<I> Streaming<I> {
    pub(crate) fn new(flow: Flow<I>, incoming: Incoming) -> Self {
        Self { flow, incoming }
    }

    /// The status of the answer, a 2xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.flow.head().status
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.flow.head().headers
    }

    /// Waits for the next value. `None` is the end.
    ///
    /// Nothing is lost if the future is dropped.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

/// No value is ever pinned.
impl<I> Unpin for Streaming<I> {}

impl<I> Stream for Streaming<I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.flow.next() {
                return Poll::Ready(Some(item));
            }
            if self.flow.is_over() {
                return Poll::Ready(None);
            }
            let piece = ready!(self.incoming.poll_next(cx));
            self.flow.push(piece);
        }
    }
}

impl<I> fmt::Debug for Streaming<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streaming")
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
