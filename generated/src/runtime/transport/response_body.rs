// Written by `cargo xtask codegen`, the same for every API.

//! The body of a response, while it arrives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::Response;

use crate::runtime::calls::OpenCall;
use crate::runtime::throttle::Permit;
use crate::runtime::transport::TransportError;

/// The body of a response, while it arrives.
pub struct ResponseBody {
    chunks: Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>,
    /// The request and the call count as in flight until the body ends.
    held: Option<(Permit, OpenCall)>,
}

impl ResponseBody {
    /// A body with these chunks.
    pub fn new(chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self {
            chunks: Box::pin(chunks),
            held: None,
        }
    }

    /// Keeps the permit and the call until the body ends.
    pub(crate) fn holding(self, permit: Permit, call: OpenCall) -> Self {
        Self {
            held: Some((permit, call)),
            ..self
        }
    }

    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = self.chunks.as_mut().poll_next(context);
        if matches!(chunk, Poll::Ready(None | Some(Err(_)))) {
            self.held = None;
        }
        chunk
    }

    /// Waits for the next chunk.
    pub(crate) async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_next(context)).await
    }
}

/// A body that is complete.
impl From<Bytes> for ResponseBody {
    fn from(bytes: Bytes) -> Self {
        Self::new(FullBody(Some(bytes)))
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseBody").finish_non_exhaustive()
    }
}

/// One chunk, which is the whole body.
struct FullBody(Option<Bytes>);

impl Stream for FullBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

/// Waits for the whole body, which may have at most `limit` bytes.
pub(crate) async fn collect(
    response: Response<ResponseBody>,
    limit: usize,
) -> Result<Response<Bytes>, TransportError> {
    let (head, body) = response.into_parts();
    match join(body.chunks, limit).await {
        Ok(body) => Ok(Response::from_parts(head, body)),
        Err(fault) => Err(fault.with_head(head.status, head.headers)),
    }
}

/// Waits for all chunks, which may have at most `limit` bytes.
pub(crate) async fn join(
    mut chunks: impl Stream<Item = Result<Bytes, TransportError>> + Unpin,
    limit: usize,
) -> Result<Bytes, TransportError> {
    // The only chunk is the body. Several are copied.
    let mut first = Bytes::new();
    let mut joined = Vec::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut chunks).poll_next(context)).await {
        let chunk = chunk?;
        if first.len().max(joined.len()) + chunk.len() > limit {
            return Err(TransportError::body_too_large());
        }
        if first.is_empty() {
            first = chunk;
        } else {
            if joined.is_empty() {
                joined.extend_from_slice(&first);
            }
            joined.extend_from_slice(&chunk);
        }
    }
    Ok(if joined.is_empty() {
        first
    } else {
        joined.into()
    })
}
