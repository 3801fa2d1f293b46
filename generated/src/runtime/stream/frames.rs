// Written by `cargo xtask codegen`, the same for every API.

//! Frames: the items of a stream before decoding. A chunk of the body may contain several of them,
//! or part of one.
//!
//! Nothing here does I/O. Server-sent events are parsed as WHATWG specifies (HTML,
//! "Interpreting an event stream").

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

/// The framing of the items of a stream.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Framing {
    /// `text/event-stream`
    Events,
    /// A JSON value on each line.
    Lines,
    /// Text: a frame is a line without its end, LF or CRLF.
    TextLines,
    /// `application/json-seq` (RFC 7464): a JSON value after each record separator.
    Records,
    /// Nothing: an item is a chunk of any size.
    Bytes,
}

/// One item of a stream, before decoding.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Frame {
    /// The type of an event; empty in other streams.
    pub(crate) event: String,
    /// The id of the last event that had one. Events share it, since it may be large.
    pub(crate) id: Arc<str>,
    /// The reconnection time that the server has set.
    pub(crate) retry: Option<Duration>,
    pub(crate) data: Bytes,
}

impl Frame {
    /// A frame that has only data; `None` if it is empty.
    fn of_data(data: Bytes) -> Option<Self> {
        (!data.is_empty()).then(|| Self {
            data,
            ..Self::default()
        })
    }
}

/// A frame is larger than the limit.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct TooLarge;

/// Cuts one stream into frames. It holds one chunk, and parses a frame when it is asked for.
#[derive(Debug)]
pub(crate) struct FrameDecoder {
    framing: Framing,
    /// The limit on the size of a frame, in bytes.
    limit: usize,
    /// The part of the chunk that is not parsed yet.
    unread: Bytes,
    /// The incomplete line.
    line: Vec<u8>,
    /// Whether the last line ended with CR. In `text/event-stream` a line ends with CR, LF or CRLF.
    after_cr: bool,
    at_start: bool,
    /// The incomplete event.
    event: String,
    data: Vec<u8>,
    /// The id and the reconnection time apply to later events, too.
    id: Arc<str>,
    retry: Option<Duration>,
}

impl FrameDecoder {
    pub(crate) fn new(framing: Framing, limit: usize) -> Self {
        Self {
            framing,
            limit,
            unread: Bytes::new(),
            line: Vec::new(),
            after_cr: false,
            at_start: true,
            event: String::new(),
            data: Vec::new(),
            id: Arc::default(),
            retry: None,
        }
    }

    /// Adds a chunk, after [`next`](Self::next) has returned all frames of the one before.
    pub(crate) fn push(&mut self, chunk: Bytes) {
        self.unread = chunk;
    }

    /// Ends the stream. An incomplete event is discarded; an incomplete line is a frame.
    pub(crate) fn end(&mut self) {
        match self.framing {
            Framing::Events => self.discard(),
            Framing::TextLines if self.line.is_empty() => {}
            Framing::Lines | Framing::TextLines => self.push(Bytes::from_static(b"\n")),
            Framing::Records => self.push(Bytes::from_static(b"\x1e")),
            Framing::Bytes => {}
        }
    }

    /// Discards what is not parsed yet.
    pub(crate) fn discard(&mut self) {
        *self = Self::new(self.framing, self.limit);
    }

    /// The next complete frame.
    pub(crate) fn next(&mut self) -> Result<Option<Frame>, TooLarge> {
        if self.framing == Framing::Bytes {
            return Ok(Frame::of_data(mem::take(&mut self.unread)));
        }
        while let Some(at) = self.unread.iter().position(|byte| self.ends_line(*byte)) {
            let line = self.unread.split_to(at);
            let end = self.unread.split_to(1);
            let is_second_half = self.after_cr && line.is_empty() && end == "\n";
            self.after_cr = end == "\r";
            if is_second_half {
                continue;
            }
            self.grow(&line)?;
            let line = mem::take(&mut self.line);
            if let Some(frame) = self.line(&line) {
                return Ok(Some(frame));
            }
        }
        self.after_cr &= self.unread.is_empty();
        let rest = mem::take(&mut self.unread);
        self.grow(&rest)?;
        Ok(None)
    }

    fn ends_line(&self, byte: u8) -> bool {
        match self.framing {
            Framing::Events => byte == b'\n' || byte == b'\r',
            Framing::Lines | Framing::TextLines => byte == b'\n',
            Framing::Records => byte == 0x1e,
            Framing::Bytes => false,
        }
    }

    fn grow(&mut self, bytes: &[u8]) -> Result<(), TooLarge> {
        let event = self.event.len() + self.data.len();
        if event + self.line.len() + bytes.len() > self.limit {
            return Err(TooLarge);
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    /// Adds a complete line, without its end.
    fn line(&mut self, line: &[u8]) -> Option<Frame> {
        let line = match line.strip_prefix("\u{feff}".as_bytes()) {
            Some(rest) if self.at_start => rest,
            _ => line,
        };
        self.at_start = false;
        match self.framing {
            Framing::Events => self.event_line(&String::from_utf8_lossy(line)),
            Framing::TextLines => Some(Frame {
                data: Bytes::copy_from_slice(line.strip_suffix(b"\r").unwrap_or(line)),
                ..Frame::default()
            }),
            Framing::Lines | Framing::Records | Framing::Bytes => {
                Frame::of_data(Bytes::copy_from_slice(line.trim_ascii()))
            }
        }
    }

    fn event_line(&mut self, line: &str) -> Option<Frame> {
        if line.is_empty() {
            return self.dispatch();
        }
        // Without a colon the whole line is the name. With an empty name it is a comment.
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.extend_from_slice(value.as_bytes());
                self.data.push(b'\n');
            }
            "id" if !value.contains('\0') => self.id = value.into(),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
        None
    }

    /// Ends an event. Without data it is discarded.
    fn dispatch(&mut self) -> Option<Frame> {
        let event = mem::take(&mut self.event);
        let mut data = mem::take(&mut self.data);
        data.pop()?;
        let event = if event.is_empty() {
            "message".to_owned()
        } else {
            event
        };
        Some(Frame {
            event,
            id: Arc::clone(&self.id),
            retry: self.retry,
            data: data.into(),
        })
    }
}
