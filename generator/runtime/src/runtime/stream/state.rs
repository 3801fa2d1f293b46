// Written by hand. Codegen copies it into clients.

//! The state of a streamed response: from chunks of bytes to items, without I/O.

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::response::Parts;

use crate::runtime::decode::{DecodeError, malformed};
use crate::runtime::error::Error;
use crate::runtime::exchange::Exchange;
use crate::runtime::media_type::essence;
use crate::runtime::raw_response::RawResponse;
use crate::runtime::stream::StreamFormat;
use crate::runtime::stream::frames::{Frame, FrameDecoder, Framing, TooLarge};
use crate::runtime::transport::TransportError;

/// The state of a streamed response.
pub(crate) struct StreamState<I> {
    decode: fn(&Frame) -> Result<Option<I>, DecodeError>,
    frames: FrameDecoder,
    exchange: Box<Exchange>,
    head: Parts,
    /// The error that ends the stream, after the items before it.
    error: Option<Error>,
    is_over: bool,
}

impl<I> StreamState<I> {
    /// A 2xx response has begun.
    pub(crate) fn begin(
        exchange: Box<Exchange>,
        head: Parts,
        format: &StreamFormat<I>,
    ) -> Result<Self, Error> {
        let mismatch = mismatch(&head, format.accept, format.framing);
        let state = Self {
            decode: format.decode,
            frames: FrameDecoder::new(format.framing, exchange.body_limit()),
            exchange,
            head,
            error: None,
            is_over: false,
        };
        match mismatch {
            Some(why) => Err(state.malformed(&why)),
            None => Ok(state),
        }
    }

    /// The head of the response.
    pub(crate) fn head(&self) -> &Parts {
        &self.head
    }

    /// The next item, if it has arrived.
    pub(crate) fn next(&mut self) -> Option<Result<I, Error>> {
        let frame = match self.frames.next() {
            Ok(Some(frame)) => frame,
            Ok(None) => return self.error.take().map(Err),
            Err(TooLarge) => {
                self.frames.discard();
                self.fault(TransportError::body_too_large());
                return self.error.take().map(Err);
            }
        };
        match (self.decode)(&frame) {
            Ok(Some(value)) => Some(Ok(value)),
            Ok(None) => {
                // Frames after the end marker are ignored.
                self.frames.discard();
                self.finish(None);
                None
            }
            Err(undecoded) => {
                let response = self.response(frame.data);
                Some(Err(self.exchange.decode_failed(undecoded, response)))
            }
        }
    }

    /// Whether the stream has ended.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Adds a chunk, after all items of the one before; `None` is the end.
    pub(crate) fn push(&mut self, chunk: Option<Result<Bytes, TransportError>>) {
        match chunk {
            Some(Ok(bytes)) => self.frames.push(bytes),
            Some(Err(fault)) => self.fault(fault),
            None => {
                self.frames.end();
                self.finish(None);
            }
        }
    }

    /// Ends the stream. The response has begun, so the API has applied the request.
    fn fault(&mut self, fault: TransportError) {
        let fault = fault.with_head(self.head.status, self.head.headers.clone());
        let error = self.exchange.stream_failed(fault);
        self.finish(Some(error));
    }

    fn finish(&mut self, error: Option<Error>) {
        if !self.is_over {
            self.exchange.stream_ended(self.head.status, error.as_ref());
        }
        self.is_over = true;
        self.error = error;
    }

    fn malformed(&self, why: &str) -> Error {
        let response = self.response(Bytes::new());
        let error = self.exchange.decode_failed(malformed("", why), response);
        self.exchange.stream_ended(self.head.status, Some(&error));
        error
    }

    fn response(&self, body: Bytes) -> RawResponse {
        RawResponse {
            api: self.exchange.api(),
            status: self.head.status,
            headers: self.head.headers.clone(),
            body,
            location: None,
        }
    }
}

/// Why the response does not have the requested format, if so.
fn mismatch(head: &Parts, accept: &str, framing: Framing) -> Option<String> {
    let header = |name| head.headers.get(name)?.to_str().ok();
    let is_compressed = framing != Framing::Bytes
        && header(CONTENT_ENCODING).is_some_and(|it| !it.eq_ignore_ascii_case("identity"));
    if is_compressed {
        return Some("is compressed, although the request asked for `identity`".to_owned());
    }
    let found = essence(header(CONTENT_TYPE)?);
    let is_other = framing == Framing::Events && !found.eq_ignore_ascii_case(essence(accept));
    is_other.then(|| format!("is no `{}`", essence(accept)))
}
