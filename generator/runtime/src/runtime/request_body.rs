// Written by hand. Codegen copies it into clients.

//! The body of a request, as a [`Transport`](crate::runtime::Transport) receives it.

use std::fmt;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::io;
use std::ops::Deref;
use std::slice;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::sync::OnceLock;
use std::sync::{Arc, Mutex};

use bytes::Bytes;

use crate::runtime::body_source::BodySource;
use crate::runtime::contents::Contents;
use crate::runtime::transport::TransportError;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::transport::progress::Progress;

/// The body of a request, as a transport receives it.
///
/// It implements `http_body::Body`, which `hyper` and `reqwest` take. A clone starts at the
/// beginning.
#[derive(Default)]
pub struct RequestBody {
    parts: Parts,
    reading: Reading,
    /// Recorded if the transport asks for it.
    #[cfg(any(feature = "async", feature = "blocking"))]
    progress: OnceLock<Arc<Progress>>,
}

/// The parts of a body, one after another.
#[derive(Clone)]
pub(crate) enum Parts {
    /// Most bodies have one part, which needs no allocation.
    One(Contents),
    Several(Arc<[Contents]>),
}

impl Default for Parts {
    fn default() -> Self {
        Self::Several(Arc::default())
    }
}

impl From<[Contents; 1]> for Parts {
    fn from([part]: [Contents; 1]) -> Self {
        Self::One(part)
    }
}

impl From<Vec<Contents>> for Parts {
    fn from(parts: Vec<Contents>) -> Self {
        Self::Several(parts.into())
    }
}

impl Deref for Parts {
    type Target = [Contents];

    fn deref(&self) -> &[Contents] {
        match self {
            Self::One(part) => slice::from_ref(part),
            Self::Several(parts) => parts,
        }
    }
}

/// How far a body has been read.
#[derive(Default)]
struct Reading {
    /// The number of parts that have been opened.
    opened: usize,
    /// The part that is read now. The mutex makes the body `Sync`, even if the reader is not.
    source: Mutex<Option<BodySource>>,
    /// The number of bytes read from this part.
    count: u64,
}

impl RequestBody {
    /// A body of several parts, one after another.
    pub(crate) fn new(parts: impl Into<Parts>) -> Self {
        Self {
            parts: parts.into(),
            ..Self::default()
        }
    }

    /// The whole body.
    ///
    /// # Errors
    ///
    /// If the body is streamed.
    pub fn into_bytes(self) -> Result<Bytes, TransportError> {
        let streamed = || TransportError::config("the body is streamed");
        if let [whole] = &*self.parts {
            return whole.as_bytes().cloned().ok_or_else(streamed);
        }
        let parts = self.parts.iter().map(|it| it.as_bytes().map(Bytes::as_ref));
        let parts: Option<Vec<&[u8]>> = parts.collect();
        Ok(parts.ok_or_else(streamed)?.concat().into())
    }

    /// The length in bytes, if known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.parts.iter().map(Contents::known_length).sum()
    }

    /// Whether the whole body is in memory.
    #[must_use]
    pub fn is_in_memory(&self) -> bool {
        self.parts.iter().all(|part| part.as_bytes().is_some())
    }

    /// The progress of sending this body, recorded from the first call of this on.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn progress(&self) -> Arc<Progress> {
        Arc::clone(self.progress.get_or_init(Arc::default))
    }

    /// Whether the body can be sent. A source that can be read once may have been read.
    pub(crate) fn is_available(&self) -> bool {
        self.parts.iter().all(Contents::is_available)
    }
}

impl Clone for RequestBody {
    fn clone(&self) -> Self {
        Self {
            parts: self.parts.clone(),
            ..Self::default()
        }
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self::new([bytes.into()])
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody")
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl RequestBody {
    fn record_read(&self) {
        if let Some(progress) = self.progress.get() {
            progress.record_read();
        }
    }

    fn poll_chunk(
        &mut self,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<io::Result<Bytes>>> {
        let Self { parts, reading, .. } = self;
        let source = reading.source.get_mut();
        let source = source.unwrap_or_else(std::sync::PoisonError::into_inner);
        loop {
            let Some(open) = source else {
                let Some(part) = parts.get(reading.opened) else {
                    return std::task::Poll::Ready(None);
                };
                *source = Some(part.open_source()?);
                (reading.opened, reading.count) = (reading.opened + 1, 0);
                continue;
            };
            let chunk = std::task::ready!(open.poll_next(cx)).transpose()?;
            let announced = parts[reading.opened - 1].known_length();
            let Some(chunk) = enforce_length(announced, reading.count, chunk)? else {
                *source = None;
                continue;
            };
            reading.count += chunk.len() as u64;
            if announced == Some(reading.count) {
                *source = None;
            }
            return std::task::Poll::Ready(Some(Ok(chunk)));
        }
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl http_body::Body for RequestBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<io::Result<http_body::Frame<Bytes>>>> {
        self.record_read();
        let chunk = std::task::ready!(self.poll_chunk(cx));
        let progress = self.progress();
        if !self.is_in_memory() {
            progress.record_chunk();
        }
        let chunk = chunk.map(|it| it.map_err(|error| progress.record_error(error)));
        std::task::Poll::Ready(chunk.map(|it| it.map(http_body::Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.record_read();
        let is_empty = |part: &Contents| part.known_length() == Some(0);
        let source = self.reading.source.lock();
        let source = source.unwrap_or_else(std::sync::PoisonError::into_inner);
        source.is_none() && self.parts[self.reading.opened..].iter().all(is_empty)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.record_read();
        self.length().map_or_else(
            http_body::SizeHint::default,
            http_body::SizeHint::with_exact,
        )
    }
}

/// Enforces the length that the request has announced for a source. Further bytes are ignored.
#[cfg(any(feature = "async", feature = "blocking"))]
fn enforce_length(
    announced: Option<u64>,
    count: u64,
    chunk: Option<Bytes>,
) -> io::Result<Option<Bytes>> {
    let Some(announced) = announced else {
        return Ok(chunk);
    };
    if chunk.is_none() && count < announced {
        let why = format!("it has {count} bytes, and its length is set to {announced}");
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, why));
    }
    Ok(chunk.map(|mut chunk| {
        chunk.truncate(usize::try_from(announced - count).unwrap_or(usize::MAX));
        chunk
    }))
}
