// Written by hand, unlike `src/api`.

//! Streams of async calls.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use crate::runtime::error::Error;
use crate::runtime::stream::response_body::Incoming;
use crate::runtime::stream::state::StreamState;

/// The values of a response, as they arrive.
///
/// It is a [`Stream`]. [`next`](Self::next) needs no other crate. Dropping it closes the
/// connection.
///
/// If a value cannot be decoded, the item is an error, and the stream continues. Any other error is
/// the last item: the request is not sent again, since part of the response has been read, and
/// [`Error::applied`] is `Yes`.
///
/// The `deadline` bounds the time until the response begins, and `timeout` bounds each silence
/// after that. A stream may last any time. One value may have at most 8 MiB.
#[must_use = "a stream that is not read is closed"]
pub struct Streaming<I> {
    state: StreamState<I>,
    incoming: Incoming,
}

impl<I> Streaming<I> {
    pub(crate) fn new(state: StreamState<I>, incoming: Incoming) -> Self {
        Self { state, incoming }
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

    /// Waits for the next value. `None` is the end.
    ///
    /// If the future is dropped, no value is lost.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

/// Values are not pinned.
impl<I> Unpin for Streaming<I> {}

impl<I> Stream for Streaming<I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.state.next() {
                return Poll::Ready(Some(item));
            }
            if self.state.is_over() {
                return Poll::Ready(None);
            }
            let chunk = ready!(self.incoming.poll_next(context));
            self.state.push(chunk);
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
