// Written by hand, unlike `src/api`.

//! The contents of a file or of a body.

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
#[cfg(any(feature = "async", feature = "blocking"))]
use futures_core::Stream;

#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::feed;
use crate::runtime::feed::Feed;

/// The contents of a file or of a body: bytes in memory, or a source that is read while it is sent,
/// of which only a chunk is in memory.
///
/// Texts and bytes are converted by `into()`. A source that can be read only once is not sent again
/// after it has been read.
///
/// While a source is sent, `timeout` bounds each silence, in which no chunk is sent and no response
/// begins, and `deadline` bounds the start of further attempts. So the time for a large body is not
/// limited as long as chunks are sent.
#[derive(Clone)]
pub struct Contents {
    source: Source,
    length: Option<u64>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    /// It can be read any number of times.
    Made(Arc<dyn Fn() -> io::Result<Feed> + Send + Sync>),
    /// It can be read once.
    Once(Arc<Mutex<Option<Feed>>>),
}

impl Contents {
    /// The file at this path, which is read each time it is sent.
    ///
    /// # Errors
    ///
    /// If there is no such file, or it cannot be read.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let length = fs::File::open(&path)?.metadata()?.len();
        Ok(Self::reader_from(move || fs::File::open(&path)).length(length))
    }

    /// The bytes of a reader, which is read once, on a thread where it may block.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::once(Feed::Reader(Box::new(reader)))
    }

    /// The bytes of readers, one of which the function makes each time the contents are sent.
    pub fn reader_from<R: Read + Send + 'static>(
        make: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        Self::made(move || Ok(Feed::Reader(Box::new(make()?))))
    }

    /// The bytes of a stream, which is read once.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn stream(stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        Self::once(Feed::Stream(Box::pin(stream)))
    }

    /// The bytes of streams, one of which the function makes each time the contents are sent.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn stream_from<S: Stream<Item = io::Result<Bytes>> + Send + 'static>(
        make: impl Fn() -> S + Send + Sync + 'static,
    ) -> Self {
        Self::made(move || Ok(Feed::Stream(Box::pin(make()))))
    }

    /// The bytes of an async reader, which is read once.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn async_reader(reader: impl tokio::io::AsyncRead + Send + 'static) -> Self {
        Self::stream(feed::Chunks::new(reader))
    }

    /// Sets the length of a source in bytes, for the header `Content-Length`, which some APIs need.
    /// Sending fails if the source has fewer bytes, and ignores further ones. Without a length the
    /// body is sent with chunked encoding.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        if !matches!(self.source, Source::Bytes(_)) {
            self.length = Some(bytes);
        }
        self
    }

    fn once(feed: Feed) -> Self {
        Self {
            source: Source::Once(Arc::new(Mutex::new(Some(feed)))),
            length: None,
        }
    }

    fn made(make: impl Fn() -> io::Result<Feed> + Send + Sync + 'static) -> Self {
        Self {
            source: Source::Made(Arc::new(make)),
            length: None,
        }
    }

    /// The length in bytes, if it is known.
    pub(crate) fn known_length(&self) -> Option<u64> {
        self.length
    }

    /// The bytes, if they are in memory.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Whether the contents can be sent: a source that can be read once may have been read.
    pub(crate) fn is_there(&self) -> bool {
        match &self.source {
            Source::Once(feed) => feed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_some(),
            _ => true,
        }
    }

    /// Starts reading.
    pub(crate) fn feed(&self) -> io::Result<Feed> {
        match &self.source {
            Source::Bytes(bytes) => Ok(Feed::Bytes(bytes.clone())),
            Source::Made(make) => make(),
            Source::Once(feed) => {
                let feed = feed.lock().unwrap_or_else(PoisonError::into_inner).take();
                feed.ok_or_else(|| io::Error::other(GONE))
            }
        }
    }
}

/// Why a source that has been read cannot be sent.
pub(crate) const GONE: &str = "the body has been sent before, and can be read only once";

impl<T: Into<Bytes>> From<T> for Contents {
    fn from(bytes: T) -> Self {
        let bytes = bytes.into();
        Self {
            length: u64::try_from(bytes.len()).ok(),
            source: Source::Bytes(bytes),
        }
    }
}

/// Shows the length. The contents may be private.
impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contents")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
