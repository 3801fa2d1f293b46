// Written by hand. Codegen copies it into clients.

//! Reading the source of a request body in chunks.

use std::fmt;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::io;
use std::io::Read;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::pin::Pin;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::task::{Context, Poll, ready};

use bytes::Bytes;
#[cfg(any(feature = "async", feature = "blocking"))]
use futures_core::Stream;
#[cfg(any(feature = "async", feature = "blocking"))]
use tokio::task::{JoinHandle, spawn_blocking};

/// The maximum size of a chunk: 64 KiB.
#[cfg(any(feature = "async", feature = "blocking"))]
const CHUNK_SIZE: usize = 64 << 10;

/// A source of a request body, while it is read.
pub(crate) enum BodySource {
    Bytes(Bytes),
    Reader(Box<dyn Read + Send>),
    /// A reader that another thread reads from, since it may block.
    #[cfg(any(feature = "async", feature = "blocking"))]
    Reading(JoinHandle<(Box<dyn Read + Send>, io::Result<Bytes>)>),
    #[cfg(any(feature = "async", feature = "blocking"))]
    Stream(Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>),
}

impl fmt::Debug for BodySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodySource").finish_non_exhaustive()
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl BodySource {
    /// The next chunk, which is not empty. `None` is the end.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            let chunk = match self {
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
                    let Ok((reader, chunk)) = ready!(Pin::new(reading).poll(cx)) else {
                        // The task is never aborted, so it has panicked.
                        *self = Self::Bytes(Bytes::new());
                        return Poll::Ready(Some(Err(io::Error::other("the reader panicked"))));
                    };
                    *self = Self::Reader(reader);
                    match chunk {
                        Ok(chunk) if chunk.is_empty() => None,
                        chunk => Some(chunk),
                    }
                }
                #[cfg(any(feature = "async", feature = "blocking"))]
                Self::Stream(stream) => match ready!(stream.as_mut().poll_next(cx)) {
                    Some(Ok(chunk)) if chunk.is_empty() => continue,
                    chunk => chunk,
                },
            };
            return Poll::Ready(chunk);
        }
    }
}

/// Reads one chunk, of at most [`CHUNK_SIZE`] bytes.
#[cfg(any(feature = "async", feature = "blocking"))]
fn read(mut reader: Box<dyn Read + Send>) -> (Box<dyn Read + Send>, io::Result<Bytes>) {
    let mut buffer = vec![0; CHUNK_SIZE];
    let outcome = loop {
        match reader.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            outcome => break outcome,
        }
    };
    let chunk = outcome.map(|count| {
        buffer.truncate(count);
        buffer.into()
    });
    (reader, chunk)
}

/// The chunks of an async reader.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) struct Chunks(Pin<Box<dyn tokio::io::AsyncRead + Send>>);

#[cfg(any(feature = "async", feature = "blocking"))]
impl Chunks {
    pub(crate) fn new(reader: impl tokio::io::AsyncRead + Send + 'static) -> Self {
        Self(Box::pin(reader))
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut buffer = vec![0; CHUNK_SIZE];
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
