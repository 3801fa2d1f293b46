// Written by `cargo xtask codegen`, the same for every API.

//! Streamed responses: their items are decoded as they arrive.
//!
//! [`frames`] cuts chunks of bytes into frames, and [`state`] is the state of a stream. Neither
//! does I/O. `streaming` and `blocking` wait for chunks.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod frames;
#[cfg(any(feature = "async", feature = "blocking"))]
mod open;
pub(crate) mod state;
#[cfg(feature = "async")]
pub(crate) mod streaming;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::decode::{DecodeError, parse, utf8};
use crate::runtime::operation::Call;
use crate::runtime::stream::frames::{Frame, Framing};

/// A call whose response can be streamed.
pub trait Streamed: Call {
    /// One item of the response.
    type Item: 'static;

    /// How the response is cut into items.
    const FORMAT: &'static StreamFormat<Self::Item>;
}

/// How a response is cut into items of type `I`.
///
/// Generated code writes it as a struct literal over one of the bases, such as
/// `..StreamFormat::EVENTS`.
pub struct StreamFormat<I> {
    /// The value of the header `Accept`.
    pub accept: &'static str,
    /// The framing of the items.
    pub framing: Framing,
    /// The field of the request body that requests a stream if it is `true`.
    pub stream_field: Option<&'static str>,
    /// Decodes an item. `None` is the end marker of the stream.
    pub decode: fn(&Frame) -> Result<Option<I>, DecodeError>,
}

impl<I> StreamFormat<I> {
    const fn new(
        accept: &'static str,
        framing: Framing,
        decode: fn(&Frame) -> Result<Option<I>, DecodeError>,
    ) -> Self {
        Self {
            accept,
            framing,
            stream_field: None,
            decode,
        }
    }
}

impl<I: DeserializeOwned> StreamFormat<I> {
    /// A JSON value on each line: `application/jsonl`.
    pub const LINES: Self = Self::new("application/jsonl", Framing::Lines, item);

    /// A JSON value after each record separator: `application/json-seq`.
    pub const RECORDS: Self = Self::new("application/json-seq", Framing::Records, item);
}

impl StreamFormat<Bytes> {
    /// Bytes, in chunks of any size: `application/octet-stream`.
    pub const BYTES: Self = Self::new("application/octet-stream", Framing::Bytes, |frame| {
        Ok(Some(frame.data.clone()))
    });
}

impl StreamFormat<String> {
    /// Lines of text, without their ends: `text/plain`.
    pub const TEXT_LINES: Self = Self::new("text/plain", Framing::TextLines, text_line);
}

impl<T: DeserializeOwned> StreamFormat<ServerSentEvent<T>> {
    /// Events whose data is JSON: `text/event-stream`.
    pub const EVENTS: Self = Self::new("text/event-stream", Framing::Events, event);
}

impl StreamFormat<ServerSentEvent<String>> {
    /// Events whose data is text: `text/event-stream`.
    pub const TEXT_EVENTS: Self = Self::new("text/event-stream", Framing::Events, text_event);
}

/// Decodes a frame that holds one JSON value.
fn item<T: DeserializeOwned>(frame: &Frame) -> Result<Option<T>, DecodeError> {
    parse(utf8(&frame.data)?, "").map(Some)
}

/// Decodes an event whose data is JSON. Many APIs end a stream with `[DONE]`, which is not JSON.
fn event<T: DeserializeOwned>(frame: &Frame) -> Result<Option<ServerSentEvent<T>>, DecodeError> {
    if frame.data == "[DONE]" {
        return Ok(None);
    }
    let data = parse(utf8(&frame.data)?, "")?;
    Ok(Some(frame.event(data)))
}

/// Decodes an event whose data is text.
fn text_event(frame: &Frame) -> Result<Option<ServerSentEvent<String>>, DecodeError> {
    let data = utf8(&frame.data)?.to_owned();
    Ok(Some(frame.event(data)))
}

/// Decodes a frame that holds a line of text.
fn text_line(frame: &Frame) -> Result<Option<String>, DecodeError> {
    utf8(&frame.data).map(|line| Some(line.to_owned()))
}

impl<I> fmt::Debug for StreamFormat<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamFormat")
            .field("accept", &self.accept)
            .field("framing", &self.framing)
            .finish_non_exhaustive()
    }
}

impl Frame {
    /// The event with its decoded data.
    pub(crate) fn event<T>(&self, data: T) -> ServerSentEvent<T> {
        ServerSentEvent {
            event: self.event.clone(),
            id: Arc::clone(&self.id),
            retry: self.retry,
            data,
        }
    }
}

/// An event of a `text/event-stream`, with data of type `T`.
///
/// This client does not reconnect by itself, since a request may have effects. If the API can
/// continue a stream, send the request again with the last [`id`](Self::id) in `Last-Event-ID`:
///
/// ```text
/// let (mut last_id, mut delay) = (Arc::<str>::default(), Duration::from_secs(3));
/// loop {
///     let mut options = Options::new();
///     if !last_id.is_empty() {
///         options = options.header("Last-Event-ID", &last_id);
///     }
///     let mut events = client.events().watch().options(options).send_stream().await?;
///     while let Some(event) = events.next().await {
///         match event {
///             Ok(event) => {
///                 delay = event.retry.unwrap_or(delay);
///                 last_id = event.id;
///                 handle(event.data);
///             }
///             Err(error) if error.is_retryable() => break,
///             Err(error) => return Err(error),
///         }
///     }
///     tokio::time::sleep(delay).await;
/// }
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ServerSentEvent<T> {
    /// The type of the event; `message` by default.
    pub event: String,
    /// The id of the last event that had one; empty before. These events share it.
    pub id: Arc<str>,
    /// The reconnection time that the server has set, if any.
    pub retry: Option<Duration>,
    /// The data of the event.
    pub data: T,
}
