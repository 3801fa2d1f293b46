// Written by hand, unlike `src/api`.

//! A stream for the blocking client.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use crate::runtime::error::Error;
use crate::runtime::stream::flow::Flow;
use crate::runtime::stream::pieces::Gathered;
use crate::runtime::transport::Fault;

/// The body of an answer, as it arrives at the blocking client.
pub struct Incoming(Box<dyn Iterator<Item = Result<Bytes, Fault>> + Send>);

impl Incoming {
    /// A body of pieces that are still to come.
    pub fn new(pieces: impl Iterator<Item = Result<Bytes, Fault>> + Send + 'static) -> Self {
        Self(Box::new(pieces))
    }
}

/// A body that is there already.
impl From<Bytes> for Incoming {
    fn from(bytes: Bytes) -> Self {
        Self::new(std::iter::once(Ok(bytes)))
    }
}

impl Iterator for Incoming {
    type Item = Result<Bytes, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").finish_non_exhaustive()
    }
}

/// Puts the pieces of an answer together again.
pub(crate) fn whole(response: Response<Incoming>, limit: usize) -> Result<Response<Bytes>, Fault> {
    let (head, incoming) = response.into_parts();
    let mut gathered = Gathered::default();
    for piece in incoming {
        if let Err(fault) = gathered.push(piece, limit) {
            return Err(fault.with_head(head.status, head.headers));
        }
    }
    Ok(Response::from_parts(head, gathered.into_bytes()))
}

/// The values of an answer, as they arrive.
///
/// It is an iterator, which waits for each of them. Dropping it hangs up.
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
}

impl<I> Iterator for Streaming<I> {
    type Item = Result<I, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.flow.next() {
                return Some(item);
            }
            if self.flow.is_over() {
                return None;
            }
            let piece = self.incoming.next();
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
