// Written by hand. Codegen copies it into clients.

//! Streamed responses of blocking calls.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};

use crate::runtime::background::Background;
use crate::runtime::error::Error;
use crate::runtime::request::Request;
use crate::runtime::stream::StreamFormat;
use crate::runtime::stream::state::StreamState;
use crate::runtime::transport::response_body::ResponseBody;

/// The items of a streamed response.
///
/// `next` blocks the thread until the next item has arrived. Dropping it closes the connection.
///
/// If an item cannot be decoded, it is an error, and the iterator continues. After any other error
/// the iterator ends: the request is not sent again, since part of the response has been read, and
/// [`Error::applied`] is `Yes`.
///
/// `deadline` limits the time until the response begins. After that, `timeout` is an idle timeout:
/// it limits the time between two chunks. The duration of a stream is not limited. The
/// client's `body_limit` applies to each item.
#[must_use = "dropping it closes the connection"]
pub struct ResponseIter<I> {
    state: StreamState<I>,
    body: ResponseBody,
    background: Arc<Background>,
}

impl<I> ResponseIter<I> {
    pub(crate) fn new(
        state: StreamState<I>,
        body: ResponseBody,
        background: Arc<Background>,
    ) -> Self {
        Self {
            state,
            body,
            background,
        }
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
}

impl<I> Iterator for ResponseIter<I> {
    type Item = Result<I, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.state.next() {
                return Some(item);
            }
            if self.state.is_over() {
                return None;
            }
            let chunk = self.background.block_on(self.body.next());
            self.state
                .push(chunk.unwrap_or_else(|fault| Some(Err(fault))));
        }
    }
}

impl<I> fmt::Debug for ResponseIter<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseIter")
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

impl<T: 'static> Request<T> {
    /// Sends the request and blocks the thread until the head of the response has arrived. Its
    /// items are then streamed.
    ///
    /// # Errors
    ///
    /// Those of [`send_blocking`](Self::send_blocking).
    pub fn send_stream_blocking<I: 'static>(
        mut self,
        format: &'static StreamFormat<I>,
    ) -> Result<ResponseIter<I>, Error> {
        self.builder.stream(format.accept, format.stream_field);
        let (background, (exchange, head, body)) = self.client.open_blocking(&self.builder)?;
        let state = StreamState::begin(exchange, head, format)?;
        Ok(ResponseIter::new(state, body, background))
    }
}
