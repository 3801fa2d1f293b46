// Written by `cargo xtask codegen`, the same for every API.

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
use crate::runtime::body_source;
use crate::runtime::body_source::BodySource;

/// The contents of a file or of a request body: bytes in memory, or a source that is streamed in
/// chunks of at most 64 KiB.
///
/// Strings and bytes are converted by `into()`. A source that can be read only once is not sent
/// again after it has been read.
///
/// While a source is streamed, `timeout` starts again with each chunk that is sent. Once the source
/// has ended, it limits the time until the response is complete. `deadline` limits the whole call,
/// so a large upload needs a longer one than the default of 180 s.
#[derive(Clone)]
pub struct Contents {
    source: Source,
    length: Option<u64>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    /// Creates a source for each attempt.
    Factory(Arc<dyn Fn() -> io::Result<BodySource> + Send + Sync>),
    /// Can be read once; `None` after that.
    Once(Arc<Mutex<Option<BodySource>>>),
}

impl Contents {
    /// The file at this path. It is opened again for each attempt.
    ///
    /// A pipe, a terminal or a device has no length and is read once. Opening a named pipe waits
    /// for its other end.
    ///
    /// # Errors
    ///
    /// If the file does not exist, cannot be opened or is a directory.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let mut file = fs::File::open(&path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !metadata.is_file() {
            return Ok(Self::reader(file));
        }
        // Files in `/proc` have contents and the length 0.
        let has_length = metadata.len() > 0 || file.read(&mut [0])? == 0;
        let contents = Self::reader_from(move || fs::File::open(&path));
        Ok(if has_length {
            contents.length(metadata.len())
        } else {
            contents
        })
    }

    /// The bytes of a reader, which can be read once. It is read on a thread that may block.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::once(BodySource::Reader(Box::new(reader)))
    }

    /// The bytes of a reader. The function creates one for each attempt.
    pub fn reader_from<R: Read + Send + 'static>(
        create: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        Self::factory(move || Ok(BodySource::Reader(Box::new(create()?))))
    }

    /// The bytes of a stream, which can be read once.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn stream(stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        Self::once(BodySource::Stream(Box::pin(stream)))
    }

    /// The bytes of a stream. The function creates one for each attempt.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn stream_from<S: Stream<Item = io::Result<Bytes>> + Send + 'static>(
        create: impl Fn() -> S + Send + Sync + 'static,
    ) -> Self {
        Self::factory(move || Ok(BodySource::Stream(Box::pin(create()))))
    }

    /// The bytes of an async reader, which can be read once.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn async_reader(reader: impl tokio::io::AsyncRead + Send + 'static) -> Self {
        Self::stream(body_source::Chunks::new(reader))
    }

    /// Sets the length of a source in bytes, for the header `Content-Length`, which some APIs
    /// require. Sending fails if the source has fewer bytes; further bytes are ignored. Without a
    /// length the body is sent with `Transfer-Encoding: chunked`.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        if !matches!(self.source, Source::Bytes(_)) {
            self.length = Some(bytes);
        }
        self
    }

    fn once(source: BodySource) -> Self {
        Self {
            source: Source::Once(Arc::new(Mutex::new(Some(source)))),
            length: None,
        }
    }

    fn factory(create: impl Fn() -> io::Result<BodySource> + Send + Sync + 'static) -> Self {
        Self {
            source: Source::Factory(Arc::new(create)),
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

    /// Whether the contents can be sent. A source that can be read once may have been read.
    pub(crate) fn is_available(&self) -> bool {
        match &self.source {
            Source::Once(source) => source
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_some(),
            _ => true,
        }
    }

    /// Opens the source.
    pub(crate) fn open_source(&self) -> io::Result<BodySource> {
        match &self.source {
            Source::Bytes(bytes) => Ok(BodySource::Bytes(bytes.clone())),
            Source::Factory(create) => create(),
            Source::Once(source) => {
                let source = source.lock().unwrap_or_else(PoisonError::into_inner).take();
                source.ok_or_else(|| io::Error::other(BODY_CONSUMED))
            }
        }
    }
}

/// The error for a source that can be read once and has been read.
pub(crate) const BODY_CONSUMED: &str = "the body has been sent before, and can be read only once";

impl<T: Into<Bytes>> From<T> for Contents {
    fn from(bytes: T) -> Self {
        let bytes = bytes.into();
        Self {
            length: u64::try_from(bytes.len()).ok(),
            source: Source::Bytes(bytes),
        }
    }
}

/// Shows only the length, since the contents may be private.
impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contents")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
