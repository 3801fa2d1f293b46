// Written by hand, unlike `src/api`.

//! A stream on its way: from the bytes that arrive to values, without waiting.

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::response::Parts;

use crate::runtime::answer::Answer;
use crate::runtime::decode::malformed;
use crate::runtime::error::Error;
use crate::runtime::exchange::Exchange;
use crate::runtime::settings::BODY;
use crate::runtime::stream::Streamed;
use crate::runtime::stream::frames::{Frames, Framing};
use crate::runtime::transport::Fault;

/// The values of an answer that is still arriving.
pub(crate) struct Flow<I: 'static> {
    streams: &'static Streamed<I>,
    frames: Frames,
    exchange: Exchange,
    head: Parts,
    /// What is to be told before the end.
    error: Option<Error>,
    is_over: bool,
}

impl<I> Flow<I> {
    /// The answer has begun, with a status of 2xx.
    pub(crate) fn begin(
        exchange: Exchange,
        head: Parts,
        streams: &'static Streamed<I>,
    ) -> Result<Self, Error> {
        let mut flow = Self {
            streams,
            frames: Frames::new(streams.framing, BODY),
            exchange,
            head,
            error: None,
            is_over: false,
        };
        match flow.objection() {
            Some(why) => Err(flow.malformed(&why, Bytes::new())),
            None => Ok(flow),
        }
    }

    /// The head of the answer.
    pub(crate) fn head(&self) -> &Parts {
        &self.head
    }

    /// The next value, if it has arrived.
    pub(crate) fn next(&mut self) -> Option<Result<I, Error>> {
        let Some(frame) = self.frames.next() else {
            let error = self.error.take()?;
            return Some(Err(error));
        };
        match (self.streams.decode)(&frame) {
            Ok(Some(value)) => Some(Ok(value)),
            Ok(None) => {
                self.finish(None);
                None
            }
            Err(undecoded) => {
                let answer = self.answer(frame.data);
                Some(Err(self.exchange.undecoded(undecoded, answer)))
            }
        }
    }

    /// Whether nothing is left to wait for.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Takes what has arrived; `None` is the end.
    pub(crate) fn push(&mut self, piece: Option<Result<Bytes, Fault>>) {
        match piece {
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

    /// The request has been taken, or there were no answer: so it was applied.
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

    /// Why the answer is no stream of the kind that was asked for.
    fn objection(&self) -> Option<String> {
        let header = |name| self.head.headers.get(name)?.to_str().ok();
        let is_packed = self.streams.framing != Framing::Bytes
            && header(CONTENT_ENCODING).is_some_and(|it| it != "identity");
        if is_packed {
            return Some("is packed, which a stream was asked not to be".to_owned());
        }
        let media_type = header(CONTENT_TYPE)?;
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_other = self.streams.framing == Framing::Events
            && !essence.eq_ignore_ascii_case(self.streams.media_type);
        is_other.then(|| format!("is no `{}`", self.streams.media_type))
    }

    fn malformed(&mut self, why: &str, body: Bytes) -> Error {
        let answer = self.answer(body);
        let error = self.exchange.undecoded(malformed("", why), answer);
        self.exchange.ended(self.head.status, Some(&error));
        error
    }

    fn answer(&self, body: Bytes) -> Answer {
        Answer {
            status: self.head.status,
            headers: self.head.headers.clone(),
            body,
        }
    }
}
