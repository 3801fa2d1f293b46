// Written by hand, unlike `src/api`.

//! Answers that come piece by piece, as values.
//!
//! [`frames`] cuts what arrives into pieces and [`flow`] makes values of them,
//! both without waiting. The two clients wait, each in its own way: [`pieces`]
//! and the two `Streaming`s.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod flow;
pub(crate) mod frames;
#[cfg_attr(
    not(feature = "async"),
    allow(
        unreachable_pub,
        reason = "the blocking client has bodies of its own kind"
    )
)]
pub(crate) mod pieces;
#[cfg(feature = "async")]
pub(crate) mod streaming;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::decode::{self, Undecoded};
use crate::runtime::stream::frames::{Frame, Framing};

/// Says of a [`Call`](crate::Call) that its answer can be had piece by piece,
/// each as an `I`.
pub struct Streamed<I> {
    /// What the answer is asked to be.
    pub(crate) media_type: &'static str,
    pub(crate) framing: Framing,
    /// The field of the body that asks for a stream by being `true`.
    pub(crate) switch: Option<&'static str>,
    /// `None` is an end that the stream itself declares.
    pub(crate) decode: fn(&Frame) -> Result<Option<I>, Undecoded>,
}

impl<I> Streamed<I> {
    const fn new(
        media_type: &'static str,
        framing: Framing,
        decode: fn(&Frame) -> Result<Option<I>, Undecoded>,
    ) -> Self {
        Self {
            media_type,
            framing,
            switch: None,
            decode,
        }
    }

    /// This field of the body asks for the stream.
    pub(crate) const fn switched_by(mut self, field: &'static str) -> Self {
        self.switch = Some(field);
        self
    }
}

impl<I: DeserializeOwned> Streamed<I> {
    /// A JSON value on each line.
    pub(crate) const fn lines(media_type: &'static str) -> Self {
        Self::new(media_type, Framing::Lines, decode::item)
    }

    /// A JSON value after each record separator.
    pub(crate) const fn records(media_type: &'static str) -> Self {
        Self::new(media_type, Framing::Records, decode::item)
    }
}

impl Streamed<Bytes> {
    /// Bytes as they arrive.
    pub(crate) const fn bytes(media_type: &'static str) -> Self {
        Self::new(media_type, Framing::Bytes, |frame| {
            Ok(Some(frame.data.clone()))
        })
    }
}

impl<T: DeserializeOwned> Streamed<ServerSentEvent<T>> {
    /// Events whose data is JSON.
    pub(crate) const fn events() -> Self {
        Self::new("text/event-stream", Framing::Events, decode::event)
    }
}

impl Streamed<ServerSentEvent<String>> {
    /// Events whose data is a text.
    pub(crate) const fn text_events() -> Self {
        Self::new("text/event-stream", Framing::Events, decode::text_event)
    }
}

impl<I> fmt::Debug for Streamed<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Streamed").field(&self.media_type).finish()
    }
}

impl Frame {
    /// The event around its data.
    pub(crate) fn event<T>(&self, data: T) -> ServerSentEvent<T> {
        ServerSentEvent {
            event: self.event.clone(),
            id: self.id.clone(),
            retry: self.retry,
            data,
        }
    }
}

/// An event of a `text/event-stream`, with its data as a `T`.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ServerSentEvent<T> {
    /// What kind of event it is; `message` if the server does not say.
    pub event: String,
    /// The id of the last event that had one; empty before that.
    pub id: String,
    /// How long the server asks to wait before connecting again, as far as it
    /// has said so. This client does not connect again by itself.
    pub retry: Option<Duration>,
    /// What the event carries.
    pub data: T,
}
