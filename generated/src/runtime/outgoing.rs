// Written by hand, unlike `src/api`.

//! The body of a request, as a transport receives it.

use std::fmt;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::io;
use std::sync::{Arc, Mutex};

use bytes::Bytes;

use crate::runtime::contents::Contents;
use crate::runtime::feed::Feed;
use crate::runtime::transport::Fault;

/// The body of a request, as a transport receives it.
///
/// It implements `http_body::Body`, which `hyper` and `reqwest` take. A clone starts at the
/// beginning.
#[derive(Default)]
pub struct Outgoing {
    parts: Arc<[Contents]>,
    reading: Reading,
}

/// The progress of reading a body.
#[derive(Default)]
struct Reading {
    /// The number of parts whose reading has started.
    begun: usize,
    /// The part that is being read. The mutex makes the body `Sync`, which a reader need not be.
    feed: Mutex<Option<Feed>>,
    /// The number of bytes of that part that have been read.
    count: u64,
}

impl Outgoing {
    /// A body of several parts, one after another.
    pub(crate) fn new(parts: Vec<Contents>) -> Self {
        Self {
            parts: parts.into(),
            ..Self::default()
        }
    }

    /// The whole body.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if it is not in memory.
    pub fn into_bytes(self) -> Result<Bytes, Fault> {
        let parts: Option<Vec<&[u8]>> = self
            .parts
            .iter()
            .map(|part| part.as_bytes().map(Bytes::as_ref))
            .collect();
        let parts = parts.ok_or_else(|| Fault::config("the body is read while it is sent"))?;
        match &*self.parts {
            [whole] => Ok(whole.as_bytes().cloned().unwrap_or_default()),
            _ => Ok(parts.concat().into()),
        }
    }

    /// The length in bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.parts.iter().map(Contents::known_length).sum()
    }

    /// Whether the whole body is in memory.
    #[must_use]
    pub fn is_in_memory(&self) -> bool {
        self.parts.iter().all(|part| part.as_bytes().is_some())
    }

    /// Whether the body can be sent: a source that can be read once may have been read.
    pub(crate) fn is_there(&self) -> bool {
        self.parts.iter().all(Contents::is_there)
    }
}

impl Clone for Outgoing {
    fn clone(&self) -> Self {
        Self {
            parts: Arc::clone(&self.parts),
            ..Self::default()
        }
    }
}

impl From<Bytes> for Outgoing {
    fn from(bytes: Bytes) -> Self {
        Self::new(vec![bytes.into()])
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<io::Result<http_body::Frame<Bytes>>>> {
        let Self { parts, reading } = &mut *self;
        let feed = reading.feed.get_mut();
        let feed = feed.unwrap_or_else(std::sync::PoisonError::into_inner);
        loop {
            let Some(source) = feed else {
                let Some(part) = parts.get(reading.begun) else {
                    return std::task::Poll::Ready(None);
                };
                *feed = Some(part.feed()?);
                (reading.begun, reading.count) = (reading.begun + 1, 0);
                continue;
            };
            let piece = std::task::ready!(source.poll_next(cx)).transpose()?;
            let announced = parts[reading.begun - 1].known_length();
            let Some(piece) = within(announced, reading.count, piece)? else {
                *feed = None;
                continue;
            };
            reading.count += piece.len() as u64;
            if announced == Some(reading.count) {
                *feed = None;
            }
            return std::task::Poll::Ready(Some(Ok(http_body::Frame::data(piece))));
        }
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.length().map_or_else(
            http_body::SizeHint::default,
            http_body::SizeHint::with_exact,
        )
    }
}

/// Holds a source to its length, which the request has announced. Further bytes are ignored.
#[cfg(any(feature = "async", feature = "blocking"))]
fn within(announced: Option<u64>, count: u64, piece: Option<Bytes>) -> io::Result<Option<Bytes>> {
    let Some(announced) = announced else {
        return Ok(piece);
    };
    if piece.is_none() && count < announced {
        let why = format!("it has {count} bytes, and its length is set to {announced}");
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, why));
    }
    Ok(piece.map(|mut piece| {
        piece.truncate(usize::try_from(announced - count).unwrap_or(usize::MAX));
        piece
    }))
}
