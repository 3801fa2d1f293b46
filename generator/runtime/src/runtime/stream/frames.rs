// Written by hand. Codegen copies it into clients.

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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use bytes::Bytes;
    use proptest::prelude::*;

    use super::{Frame, FrameDecoder, Framing, TooLarge};

    /// The frames of a stream that arrives in chunks of this size.
    fn read(framing: Framing, text: &str, chunk: usize) -> Vec<Frame> {
        let chunks = text.as_bytes().chunks(chunk);
        let (found, is_whole) = read_chunks(FrameDecoder::new(framing, 1 << 10), chunks);
        assert!(is_whole, "the frames are small");
        found
    }

    /// The frames of a stream, and whether none is too large.
    fn read_chunks<'c>(
        mut frames: FrameDecoder,
        chunks: impl Iterator<Item = &'c [u8]>,
    ) -> (Vec<Frame>, bool) {
        let mut found = Vec::new();
        for chunk in chunks.map(Some).chain([None]) {
            match chunk {
                Some(chunk) => frames.push(Bytes::copy_from_slice(chunk)),
                None => frames.end(),
            }
            loop {
                match frames.next() {
                    Ok(Some(frame)) => found.push(frame),
                    Ok(None) => break,
                    Err(TooLarge) => return (found, false),
                }
            }
        }
        (found, true)
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
                    (frame.event.as_str(), &*frame.id, data)
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

    #[test]
    fn lines_of_text_are_kept_with_their_spaces_and_empty_lines() {
        for (text, want) in [
            ("\u{feff} a \r\n\n\u{e9}\n", &[" a ", "", "\u{e9}"][..]),
            ("a\rb\nc", &["a\rb", "c"]),
            ("", &[]),
            ("\n", &[""]),
        ] {
            for chunk in 1..=text.len().max(1) {
                let found = read(Framing::TextLines, text, chunk);
                let found: Vec<_> = found.iter().map(|frame| &frame.data[..]).collect();
                let want: Vec<_> = want.iter().map(|line| line.as_bytes()).collect();
                assert_eq!(found, want, "in chunks of {chunk}: {text:?}");
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
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let chunks = cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]]);
        read_chunks(FrameDecoder::new(framing, 64), chunks)
    }

    proptest! {
        #[test]
        fn frames_do_not_depend_on_chunks(
            bytes in streams(),
            cuts in proptest::collection::vec(any::<usize>(), 0..8),
        ) {
            for framing in [
                Framing::Events,
                Framing::Lines,
                Framing::TextLines,
                Framing::Records,
            ] {
                prop_assert_eq!(read_cut(framing, &bytes, &cuts), read_cut(framing, &bytes, &[]));
            }
        }
    }

    #[test]
    fn a_frame_has_a_limit_and_a_stream_has_none() {
        let check = |chunks: &[&str], want: (usize, bool)| {
            let chunks = chunks.iter().map(|chunk| chunk.as_bytes());
            let (found, is_whole) = read_chunks(FrameDecoder::new(Framing::Events, 16), chunks);
            assert_eq!((found.len(), is_whole), want);
        };
        check(&["data: 0123\n\n"; 100], (100, true));
        check(&["data: 0123456789"], (0, true));
        check(&["data: 0123456789", "x"], (0, false));
        check(&["data: 0\n\n", "data: 01234\ndata: 01234\n"], (1, false));
        check(&["event: 01234\ndata: 012345\n"], (0, false));
    }

    #[test]
    fn events_share_a_large_id_and_are_parsed_when_they_are_asked_for() {
        let events = "data: a\n\n".repeat(1000);
        let text = format!("id: {}\n{events}", "x".repeat(1 << 20));
        let mut frames = FrameDecoder::new(Framing::Events, 8 << 20);
        frames.push(text.into());
        let first = frames.next().expect("it is small").expect("it is there");
        assert_eq!(frames.unread.len(), events.len() / 1000 * 999);
        for _ in 1..1000 {
            let next = frames.next().expect("it is small").expect("it is there");
            assert!(Arc::ptr_eq(&next.id, &first.id));
        }
        assert_eq!(frames.next(), Ok(None));
    }
}
