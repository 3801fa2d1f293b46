// Written by hand, unlike `src/api`.

//! The state of a stream: from chunks of bytes to values, without waiting.

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::response::Parts;

use crate::runtime::decode::{Undecoded, malformed};
use crate::runtime::error::Error;
use crate::runtime::exchange::Exchange;
use crate::runtime::raw_response::RawResponse;
use crate::runtime::settings::BODY;
use crate::runtime::stream::Pieces;
use crate::runtime::stream::frames::{Frame, Frames, Framing};
use crate::runtime::transport::Fault;

/// The values of a response that is still arriving.
pub(crate) struct Flow<I> {
    decode: fn(&Frame) -> Result<Option<I>, Undecoded>,
    frames: Frames,
    exchange: Exchange,
    head: Parts,
    /// The error that is returned before the end.
    error: Option<Error>,
    is_over: bool,
}

impl<I> Flow<I> {
    /// A 2xx response has begun.
    pub(crate) fn begin(
        exchange: Exchange,
        head: Parts,
        pieces: &Pieces<I>,
    ) -> Result<Self, Error> {
        let objection = objection(&head, pieces.accept, pieces.framing);
        let flow = Self {
            decode: pieces.decode,
            frames: Frames::new(pieces.framing, BODY),
            exchange,
            head,
            error: None,
            is_over: false,
        };
        match objection {
            Some(why) => Err(flow.malformed(&why)),
            None => Ok(flow),
        }
    }

    /// The head of the response.
    pub(crate) fn head(&self) -> &Parts {
        &self.head
    }

    /// The next value, if it has arrived.
    pub(crate) fn next(&mut self) -> Option<Result<I, Error>> {
        let Some(frame) = self.frames.next() else {
            let error = self.error.take()?;
            return Some(Err(error));
        };
        match (self.decode)(&frame) {
            Ok(Some(value)) => Some(Ok(value)),
            Ok(None) => {
                self.finish(None);
                None
            }
            Err(undecoded) => {
                let response = self.response(frame.data);
                Some(Err(self.exchange.undecoded(undecoded, response)))
            }
        }
    }

    /// Whether there is nothing left to wait for.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Takes a chunk; `None` is the end.
    pub(crate) fn push(&mut self, chunk: Option<Result<Bytes, Fault>>) {
        match chunk {
            Some(Ok(bytes)) => {
                if self.frames.push(&bytes).is_err() {
                    self.fault(Fault::body_too_large());
                }
            }
            Some(Err(fault)) => self.fault(fault),
            None => {
                self.frames.end();
                self.finish(None);
            }
        }
    }

    /// The response has begun, so the request was applied.
    fn fault(&mut self, fault: Fault) {
        let fault = fault.with_head(self.head.status, self.head.headers.clone());
        let error = self.exchange.broken(fault);
        self.finish(Some(error));
    }

    fn finish(&mut self, error: Option<Error>) {
        if !self.is_over {
            self.exchange.ended(self.head.status, error.as_ref());
        }
        self.is_over = true;
        self.error = error;
    }

    fn malformed(&self, why: &str) -> Error {
        let response = self.response(Bytes::new());
        let error = self.exchange.undecoded(malformed("", why), response);
        self.exchange.ended(self.head.status, Some(&error));
        error
    }

    fn response(&self, body: Bytes) -> RawResponse {
        RawResponse {
            api: self.exchange.api(),
            status: self.head.status,
            headers: self.head.headers.clone(),
            body,
        }
    }
}

/// Why a response is not a stream of the kind that was asked for.
fn objection(head: &Parts, accept: &str, framing: Framing) -> Option<String> {
    let header = |name| head.headers.get(name)?.to_str().ok();
    let is_compressed = framing != Framing::Bytes
        && header(CONTENT_ENCODING).is_some_and(|it| !it.eq_ignore_ascii_case("identity"));
    if is_compressed {
        return Some("is compressed, although the request asked for `identity`".to_owned());
    }
    let essence = |media_type: &str| {
        let essence = media_type.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    };
    let media_type = header(CONTENT_TYPE)?;
    let is_other = framing == Framing::Events && essence(media_type) != essence(accept);
    is_other.then(|| format!("is no `{}`", essence(accept)))
}
