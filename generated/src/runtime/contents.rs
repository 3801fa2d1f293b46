// Written by hand, unlike `src/api`.

//! What a file or a body consists of, wherever it comes from.

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
#[cfg(feature = "async")]
use futures_core::Stream;

#[cfg(feature = "async")]
use crate::runtime::feed;
use crate::runtime::feed::Feed;

/// What a file or a body consists of: bytes that are there, or a source that is
/// read while it is sent, so that no more than a piece of it is in memory.
///
/// Texts and bytes become one by `into()`. What is read only once is not sent
/// again after a failure, unless the failure came before anything was read.
///
/// While a source is sent, the client's `timeout` bounds each silence, in which
/// no piece goes out and no answer begins, and the `deadline` bounds when a
/// further attempt may begin: a large body may take as long as it moves.
#[derive(Clone)]
pub struct Contents {
    source: Source,
    length: Option<u64>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    /// It can be had again and again.
    Made(Arc<dyn Fn() -> io::Result<Feed> + Send + Sync>),
    /// It can be had once.
    Once(Arc<Mutex<Option<Feed>>>),
}

impl Contents {
    /// The file at this path, which is read anew each time it is sent.
    ///
    /// # Errors
    ///
    /// If there is no such file, or it cannot be read.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let length = fs::File::open(&path)?.metadata()?.len();
        Ok(Self::reader_from(move || fs::File::open(&path)).length(length))
    }

    /// What this reader gives, which is read once, on a thread where it may block.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::once(Feed::Reader(Box::new(reader)))
    }

    /// What the readers give that this function makes: one each time it is sent.
    pub fn reader_from<R: Read + Send + 'static>(
        make: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        Self::made(move || Ok(Feed::Reader(Box::new(make()?))))
    }

    /// What this stream gives, which is read once.
    #[cfg(feature = "async")]
    pub fn stream(stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        Self::once(Feed::Stream(Box::pin(stream)))
    }

    /// What the streams give that this function makes: one each time it is sent.
    #[cfg(feature = "async")]
    pub fn stream_from<S: Stream<Item = io::Result<Bytes>> + Send + 'static>(
        make: impl Fn() -> S + Send + Sync + 'static,
    ) -> Self {
        Self::made(move || Ok(Feed::Stream(Box::pin(make()))))
    }

    /// What this async reader gives, which is read once.
    #[cfg(feature = "async")]
    pub fn async_reader(reader: impl tokio::io::AsyncRead + Send + 'static) -> Self {
        Self::stream(feed::Pieces::new(reader))
    }

    /// Says how many bytes a source gives. The API is told so beforehand, which
    /// some ask for. Sending fails if there are fewer, and what comes after them
    /// is left out. Without this, what is read travels in chunks.
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

    /// How many bytes there are, as far as that is known.
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

    /// Whether there is something to send: what can be read once may be gone.
    pub(crate) fn is_there(&self) -> bool {
        match &self.source {
            Source::Once(feed) => feed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_some(),
            _ => true,
        }
    }

    /// Begins to read it.
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

/// Why a source cannot be sent that has been.
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

/// Says what it is; what is in it may be private.
impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contents")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
