// Written by hand, unlike `src/api`.

//! Bodies on their way, in whichever pieces they travel.

use std::fmt;

use bytes::Bytes;
use http::Response;
use http::response::Parts;

use crate::runtime::transport::Fault;

/// The body of an answer, as it arrives at the async client.
#[cfg(any(feature = "async", feature = "blocking"))]
pub struct Incoming(std::pin::Pin<Box<dyn Pieces>>);

#[cfg(any(feature = "async", feature = "blocking"))]
trait Pieces: futures_core::Stream<Item = Result<Bytes, Fault>> + Send {}

#[cfg(any(feature = "async", feature = "blocking"))]
impl<S: futures_core::Stream<Item = Result<Bytes, Fault>> + Send> Pieces for S {}

#[cfg(any(feature = "async", feature = "blocking"))]
impl Incoming {
    /// A body of pieces that are still to come.
    pub fn new(
        pieces: impl futures_core::Stream<Item = Result<Bytes, Fault>> + Send + 'static,
    ) -> Self {
        Self(Box::pin(pieces))
    }

    pub(crate) fn poll_next(
        &mut self,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Bytes, Fault>>> {
        self.0.as_mut().poll_next(cx)
    }

    /// Waits for the next piece.
    pub(crate) async fn next(&mut self) -> Option<Result<Bytes, Fault>> {
        std::future::poll_fn(|cx| self.poll_next(cx)).await
    }
}

/// A body that is there already.
#[cfg(any(feature = "async", feature = "blocking"))]
impl From<Bytes> for Incoming {
    fn from(bytes: Bytes) -> Self {
        Self::new(Whole(Some(bytes)))
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").finish_non_exhaustive()
    }
}

/// One piece, which is everything.
#[cfg(any(feature = "async", feature = "blocking"))]
struct Whole(Option<Bytes>);

#[cfg(any(feature = "async", feature = "blocking"))]
impl futures_core::Stream for Whole {
    type Item = Result<Bytes, Fault>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take().map(Ok))
    }
}

/// What an attempt has brought that was to bring a stream.
pub(crate) enum Opened<B> {
    /// The head of a 2xx; the body is still to come.
    Begun(Parts, B),
    /// Anything else, and all of it.
    Ended(Result<Response<Bytes>, Fault>),
}

/// Pieces that are put together again.
#[derive(Default)]
pub(crate) struct Gathered(Vec<u8>);

impl Gathered {
    /// Takes a piece, unless it is more than the client will hold.
    pub(crate) fn push(&mut self, piece: Result<Bytes, Fault>, limit: usize) -> Result<(), Fault> {
        let piece = piece?;
        if self.0.len() + piece.len() > limit {
            return Err(Fault::body_too_large());
        }
        self.0.extend_from_slice(&piece);
        Ok(())
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        self.0.into()
    }
}

/// Puts the pieces of an answer together again.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) async fn whole(
    response: Response<Incoming>,
    limit: usize,
) -> Result<Response<Bytes>, Fault> {
    let (head, mut incoming) = response.into_parts();
    let mut gathered = Gathered::default();
    while let Some(piece) = incoming.next().await {
        if let Err(fault) = gathered.push(piece, limit) {
            return Err(fault.with_head(head.status, head.headers));
        }
    }
    Ok(Response::from_parts(head, gathered.into_bytes()))
}
