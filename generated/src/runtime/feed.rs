// Written by hand, unlike `src/api`.

//! A source that is being read: piece by piece, as the connection takes them.

use std::fmt;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::io;
use std::io::Read;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::pin::Pin;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::task::{Context, Poll, ready};

use bytes::Bytes;
#[cfg(feature = "async")]
use futures_core::Stream;
#[cfg(any(feature = "async", feature = "blocking"))]
use tokio::task::{JoinHandle, spawn_blocking};

/// The most bytes of a piece.
#[cfg(any(feature = "async", feature = "blocking"))]
const PIECE: usize = 64 << 10;

/// A source that is being read.
pub(crate) enum Feed {
    Bytes(Bytes),
    Reader(Box<dyn Read + Send>),
    /// A reader that is at work elsewhere, since it may block.
    #[cfg(any(feature = "async", feature = "blocking"))]
    Reading(JoinHandle<(Box<dyn Read + Send>, io::Result<Bytes>)>),
    #[cfg(feature = "async")]
    Stream(Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>),
}

impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feed").finish_non_exhaustive()
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl Feed {
    /// The next piece, which is not empty; `None` is the end.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            let piece = match self {
                Self::Bytes(bytes) => {
                    let bytes = std::mem::take(bytes);
                    return Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)));
                }
                Self::Reader(reader) => {
                    let reader = std::mem::replace(reader, Box::new(io::empty()));
                    *self = Self::Reading(spawn_blocking(|| read(reader)));
                    continue;
                }
                Self::Reading(reading) => {
                    let Ok((reader, piece)) = ready!(Pin::new(reading).poll(cx)) else {
                        // It is never aborted.
                        *self = Self::Bytes(Bytes::new());
                        return Poll::Ready(Some(Err(io::Error::other("the reader panicked"))));
                    };
                    *self = Self::Reader(reader);
                    match piece {
                        Ok(piece) if piece.is_empty() => None,
                        piece => Some(piece),
                    }
                }
                #[cfg(feature = "async")]
                Self::Stream(stream) => match ready!(stream.as_mut().poll_next(cx)) {
                    Some(Ok(piece)) if piece.is_empty() => continue,
                    piece => piece,
                },
            };
            return Poll::Ready(piece);
        }
    }
}

/// Reads once, however little that gives.
#[cfg(any(feature = "async", feature = "blocking"))]
fn read(mut reader: Box<dyn Read + Send>) -> (Box<dyn Read + Send>, io::Result<Bytes>) {
    let mut buffer = vec![0; PIECE];
    let outcome = loop {
        match reader.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            outcome => break outcome,
        }
    };
    let piece = outcome.map(|count| {
        buffer.truncate(count);
        buffer.into()
    });
    (reader, piece)
}

/// The pieces of an async reader.
#[cfg(feature = "async")]
pub(crate) struct Pieces(Pin<Box<dyn tokio::io::AsyncRead + Send>>);

#[cfg(feature = "async")]
impl Pieces {
    pub(crate) fn new(reader: impl tokio::io::AsyncRead + Send + 'static) -> Self {
        Self(Box::pin(reader))
    }
}

#[cfg(feature = "async")]
impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut buffer = vec![0; PIECE];
        let mut filled = tokio::io::ReadBuf::new(&mut buffer);
        let outcome = ready!(self.0.as_mut().poll_read(cx, &mut filled));
        let count = filled.filled().len();
        Poll::Ready(match outcome {
            Ok(()) if count == 0 => None,
            Ok(()) => {
                buffer.truncate(count);
                Some(Ok(buffer.into()))
            }
            Err(error) => Some(Err(error)),
        })
    }
}
