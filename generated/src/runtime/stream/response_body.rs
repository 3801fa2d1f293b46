// Written by hand, unlike `src/api`.

//! The body of a response, as it arrives.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::Response;

use crate::runtime::transport::Fault;

/// The body of a response, as it arrives.
pub struct Incoming(Pin<Box<dyn Stream<Item = Result<Bytes, Fault>> + Send>>);

impl Incoming {
    /// A body of these chunks.
    pub fn new(chunks: impl Stream<Item = Result<Bytes, Fault>> + Send + 'static) -> Self {
        Self(Box::pin(chunks))
    }

    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Fault>>> {
        self.0.as_mut().poll_next(context)
    }

    /// Waits for the next chunk.
    pub(crate) async fn next(&mut self) -> Option<Result<Bytes, Fault>> {
        std::future::poll_fn(|context| self.poll_next(context)).await
    }
}

/// A body that is complete.
impl From<Bytes> for Incoming {
    fn from(bytes: Bytes) -> Self {
        Self::new(FullBody(Some(bytes)))
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").finish_non_exhaustive()
    }
}

/// One chunk, which is the whole body.
struct FullBody(Option<Bytes>);

impl Stream for FullBody {
    type Item = Result<Bytes, Fault>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

/// Waits for the whole body, which may have at most `limit` bytes.
pub(crate) async fn collect(
    response: Response<Incoming>,
    limit: usize,
) -> Result<Response<Bytes>, Fault> {
    let (head, mut incoming) = response.into_parts();
    let mut body = Vec::new();
    while let Some(chunk) = incoming.next().await {
        let chunk = chunk.and_then(|chunk| {
            let is_too_large = body.len() + chunk.len() > limit;
            (!is_too_large)
                .then_some(chunk)
                .ok_or_else(Fault::body_too_large)
        });
        match chunk {
            Ok(chunk) => body.extend_from_slice(&chunk),
            Err(fault) => return Err(fault.with_head(head.status, head.headers)),
        }
    }
    Ok(Response::from_parts(head, body.into()))
}
