// Written by hand, unlike `src/api`.

//! Frames: the items of a stream before decoding. A chunk of the body may contain several of them,
//! or part of one.
//!
//! Nothing here does I/O. Server-sent events are parsed as WHATWG specifies (HTML,
//! "Interpreting an event stream").

use std::collections::VecDeque;
use std::mem;
use std::time::Duration;

use bytes::Bytes;

/// The framing of the items of a stream.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Framing {
    /// `text/event-stream`
    Events,
    /// A JSON value on each line.
    Lines,
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
    /// The id of the last event that had one.
    pub(crate) id: String,
    /// The reconnection time that the server has set.
    pub(crate) retry: Option<Duration>,
    pub(crate) data: Bytes,
}

/// A frame is larger than the limit.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct TooLarge;

/// Cuts one stream into frames.
#[derive(Debug)]
pub(crate) struct FrameDecoder {
    framing: Framing,
    /// The limit on the size of a frame, in bytes.
    limit: usize,
    /// The incomplete line.
    line: Vec<u8>,
    /// Whether the last line ended with CR. In `text/event-stream` a line ends with CR, LF or CRLF.
    after_cr: bool,
    at_start: bool,
    /// The incomplete event.
    event: String,
    data: Vec<u8>,
    /// The id and the reconnection time apply to later events, too.
    id: String,
    retry: Option<Duration>,
    ready: VecDeque<Frame>,
}

impl FrameDecoder {
    pub(crate) fn new(framing: Framing, limit: usize) -> Self {
        Self {
            framing,
            limit,
            line: Vec::new(),
            after_cr: false,
            at_start: true,
            event: String::new(),
            data: Vec::new(),
            id: String::new(),
            retry: None,
            ready: VecDeque::new(),
        }
    }

    /// The next complete frame.
    pub(crate) fn next(&mut self) -> Option<Frame> {
        self.ready.pop_front()
    }

    /// Adds a chunk.
    pub(crate) fn push(&mut self, mut bytes: &[u8]) -> Result<(), TooLarge> {
        if self.framing == Framing::Bytes {
            self.push_frame(Bytes::copy_from_slice(bytes));
            return Ok(());
        }
        while let Some(at) = bytes.iter().position(|byte| self.ends_line(*byte)) {
            let (line, end, rest) = (&bytes[..at], bytes[at], &bytes[at + 1..]);
            let is_second_half = self.after_cr && line.is_empty() && end == b'\n';
            self.after_cr = end == b'\r';
            if !is_second_half {
                self.grow(line)?;
                let line = mem::take(&mut self.line);
                self.line(&line);
            }
            bytes = rest;
        }
        self.after_cr &= bytes.is_empty();
        self.grow(bytes)
    }

    /// Ends the stream. An incomplete event is discarded; an incomplete line is a frame.
    pub(crate) fn end(&mut self) {
        let line = mem::take(&mut self.line);
        if self.framing != Framing::Events {
            self.line(&line);
        }
    }

    fn ends_line(&self, byte: u8) -> bool {
        match self.framing {
            Framing::Events => byte == b'\n' || byte == b'\r',
            Framing::Lines => byte == b'\n',
            Framing::Records => byte == 0x1e,
            Framing::Bytes => false,
        }
    }

    fn grow(&mut self, bytes: &[u8]) -> Result<(), TooLarge> {
        if self.line.len() + self.data.len() + bytes.len() > self.limit {
            return Err(TooLarge);
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    /// Adds a complete line, without its end.
    fn line(&mut self, line: &[u8]) {
        let line = match line.strip_prefix("\u{feff}".as_bytes()) {
            Some(rest) if self.at_start => rest,
            _ => line,
        };
        self.at_start = false;
        match self.framing {
            Framing::Events => self.event_line(&String::from_utf8_lossy(line)),
            Framing::Lines | Framing::Records | Framing::Bytes => {
                self.push_frame(Bytes::copy_from_slice(line.trim_ascii()));
            }
        }
    }

    /// Adds a frame that has only data.
    fn push_frame(&mut self, data: Bytes) {
        if !data.is_empty() {
            self.ready.push_back(Frame {
                data,
                ..Frame::default()
            });
        }
    }

    fn event_line(&mut self, line: &str) {
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
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
    }

    /// Ends an event. Without data it is discarded.
    fn dispatch(&mut self) {
        let event = mem::take(&mut self.event);
        let mut data = mem::take(&mut self.data);
        if data.pop().is_none() {
            return;
        }
        let event = if event.is_empty() {
            "message".to_owned()
        } else {
            event
        };
        self.ready.push_back(Frame {
            event,
            id: self.id.clone(),
            retry: self.retry,
            data: data.into(),
        });
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::{Frame, FrameDecoder, Framing, TooLarge};

    /// The frames of a stream that arrives in chunks of this size.
    fn read(framing: Framing, text: &str, chunk: usize) -> Vec<Frame> {
        let mut frames = FrameDecoder::new(framing, 1 << 10);
        let mut found = Vec::new();
        for chunk in text.as_bytes().chunks(chunk) {
            frames.push(chunk).expect("the frames are small");
            found.extend(std::iter::from_fn(|| frames.next()));
        }
        frames.end();
        found.extend(std::iter::from_fn(|| frames.next()));
        found
    }

    /// Each event as its type, its id and its data, wherever the text is cut.
    #[track_caller]
    fn check(text: &str, want: &[(&str, &str, &str)]) {
        for chunk in 1..=text.len().max(1) {
            let found = read(Framing::Events, text, chunk);
            let found: Vec<_> = found
                .iter()
                .map(|frame| {
                    let data = std::str::from_utf8(&frame.data).expect("it is UTF-8");
                    (frame.event.as_str(), frame.id.as_str(), data)
                })
                .collect();
            assert_eq!(found, want, "in chunks of {chunk}: {text:?}");
        }
    }

    #[test]
    fn events_are_parsed_as_in_the_examples_of_whatwg() {
        // The examples of the standard.
        check(
            "data: YHOO\ndata: +2\ndata: 10\n\n",
            &[("message", "", "YHOO\n+2\n10")],
        );
        check(
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            &[
                ("message", "1", "first event"),
                ("message", "", "second event"),
                ("message", "", " third event"),
            ],
        );
        check(
            "data\n\ndata\ndata\n\ndata:",
            &[("message", "", ""), ("message", "", "\n")],
        );
        check(
            "data:test\n\ndata: test\n\n",
            &[("message", "", "test"), ("message", "", "test")],
        );
        check(
            "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n",
            &[("add", "", "73857293"), ("remove", "", "2153")],
        );
    }

    #[test]
    fn lines_end_with_cr_lf_or_crlf() {
        check(
            "data: a\r\ndata: b\r\n\r\ndata: c\r\rdata: d\n\r\n",
            &[
                ("message", "", "a\nb"),
                ("message", "", "c"),
                ("message", "", "d"),
            ],
        );
    }

    #[test]
    fn a_byte_order_mark_at_the_start_is_skipped() {
        check(
            "\u{feff}data: a\n\n\u{feff}data: b\n\n",
            &[("message", "", "a")],
        );
    }

    #[test]
    fn an_incomplete_event_is_discarded() {
        check("data: a\n\ndata: b\n", &[("message", "", "a")]);
        check("data: a", &[]);
        check("", &[]);
    }

    #[test]
    fn unknown_fields_are_ignored_and_the_id_persists() {
        check(
            "id: 7\nfield: x\nEvent: y\n:data: z\ndata: a\n\nid: 8\0\nevent: e\n\ndata: b\n\n",
            &[("message", "7", "a"), ("message", "7", "b")],
        );
    }

    #[test]
    fn a_reconnection_time_consists_of_digits() {
        let text = "retry: 1500\ndata: a\n\nretry: 1s\ndata: b\n\nretry:\ndata: c\n\n";
        let waits: Vec<_> = read(Framing::Events, text, 3)
            .iter()
            .map(|frame| frame.retry)
            .collect();
        assert_eq!(waits, [Some(Duration::from_millis(1500)); 3]);
    }

    #[test]
    fn lines_and_records_are_values() {
        for chunk in 1..24 {
            for (framing, text) in [
                (Framing::Lines, "\u{feff}{\"a\":1}\r\n\n  [2]\n3"),
                (Framing::Records, "\x1e{\"a\":1}\n\x1e[2]\n\x1e\x1e3\n"),
            ] {
                let found = read(framing, text, chunk);
                let found: Vec<_> = found.iter().map(|frame| &frame.data[..]).collect();
                assert_eq!(found, [&b"{\"a\":1}"[..], b"[2]", b"3"]);
            }
        }
    }

    /// Text with many separators and field names.
    fn streams() -> impl Strategy<Value = Vec<u8>> {
        let words = [
            "data", ":", ": ", "id", "event", "retry: 7", "\r", "\n", "\r\n", "\n\n", "{}", "x",
        ];
        let word =
            proptest::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec());
        let bytes = proptest::collection::vec(any::<u8>(), 0..3);
        let parts = proptest::collection::vec(prop_oneof![8 => word, 1 => bytes], 0..40);
        parts.prop_map(|parts| parts.concat())
    }

    fn read_cut(framing: Framing, bytes: &[u8], cuts: &[usize]) -> (Vec<Frame>, bool) {
        let mut frames = FrameDecoder::new(framing, 64);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let chunks = cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]]);
        let mut outcomes = chunks.map(|chunk| frames.push(chunk));
        let is_whole = outcomes.all(|outcome| outcome.is_ok());
        if is_whole {
            frames.end();
        }
        (std::iter::from_fn(|| frames.next()).collect(), is_whole)
    }

    proptest! {
        #[test]
        fn frames_do_not_depend_on_chunks(
            bytes in streams(),
            cuts in proptest::collection::vec(any::<usize>(), 0..8),
        ) {
            for framing in [Framing::Events, Framing::Lines, Framing::Records] {
                prop_assert_eq!(read_cut(framing, &bytes, &cuts), read_cut(framing, &bytes, &[]));
            }
        }
    }

    #[test]
    fn a_frame_has_a_limit_and_a_stream_has_none() {
        let mut frames = FrameDecoder::new(Framing::Events, 16);
        for _ in 0..100 {
            assert_eq!(frames.push(b"data: 0123\n\n"), Ok(()));
        }
        assert_eq!(frames.push(b"data: 0123456789"), Ok(()));
        assert_eq!(frames.push(b"x"), Err(TooLarge));
        let mut frames = FrameDecoder::new(Framing::Events, 16);
        let outcome = [b"data: 01234\n"; 3].map(|line| frames.push(line));
        assert_eq!(outcome, [Ok(()), Err(TooLarge), Err(TooLarge)]);
    }
}
