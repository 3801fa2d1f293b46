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

use crate::runtime::decode::Undecoded;
use crate::runtime::stream::frames::{Frame, Framing};

/// How an answer is read that comes piece by piece, each as an `I`.
pub(crate) struct Streams<I> {
    /// What the answer is asked to be.
    pub(crate) media_type: &'static str,
    pub(crate) framing: Framing,
    /// The field of the body that asks for a stream by being `true`.
    pub(crate) switch: Option<&'static str>,
    /// `None` is an end that the stream itself declares.
    pub(crate) decode: fn(&Frame) -> Result<Option<I>, Undecoded>,
}

/// Says of a [`Call`](crate::Call) that its answer can be had piece by piece,
/// each as an `I`.
pub struct Streamed<I: 'static>(pub(crate) &'static Streams<I>);

impl<I> Clone for Streamed<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for Streamed<I> {}

impl<I> fmt::Debug for Streamed<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Streamed").field(&self.0.media_type).finish()
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
