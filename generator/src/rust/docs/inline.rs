//! The content of a paragraph, and its words in Markdown.

use std::ops::Range;

use super::identifiers::{self, Part};

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    Text(String),
    Code(String),
    /// An autolink.
    Url(String),
    /// A hard line break.
    Break,
    Open(Mark),
    Close(Mark),
    Link,
    /// The end of a link, with its URL.
    LinkEnd(String),
}

/// Emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Emphasis,
    Strong,
}

impl Mark {
    fn text(self) -> &'static str {
        match self {
            Self::Emphasis => "*",
            Self::Strong => "**",
        }
    }
}

/// A piece of Markdown that no line break can be inserted into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    /// Whether a hard line break follows.
    pub(super) ends_line: bool,
}

/// Appends text, to the last inline if that is text too.
pub(super) fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    match inlines.last_mut() {
        Some(Inline::Text(last)) => last.push_str(text),
        _ if text.is_empty() => {}
        _ => inlines.push(Inline::Text(text.to_owned())),
    }
}

/// Removes brackets around code: rustdoc would read them as an intra-doc link.
pub(super) fn remove_brackets_of_code(inlines: &mut [Inline]) {
    for index in 1..inlines.len().saturating_sub(1) {
        let [Inline::Text(before), Inline::Code(_), Inline::Text(after)] =
            &mut inlines[index - 1..=index + 1]
        else {
            continue;
        };
        let stands_alone = match before.strip_suffix('[') {
            Some(outside) => !outside.ends_with(|it: char| it.is_alphanumeric() || it == '\\'),
            None => false,
        };
        if stands_alone && after.starts_with(']') && !after.starts_with("](") {
            before.pop();
            after.remove(0);
        }
    }
}

/// The words of a paragraph.
pub(super) fn words(inlines: &[Inline]) -> Vec<Word> {
    let kept = kept_marks(inlines);
    let mut writer = WordWriter::default();
    for (inline, kept) in inlines.iter().zip(kept) {
        match inline {
            Inline::Text(text) => writer.text(text),
            Inline::Code(code) => writer.code(code),
            Inline::Url(url) => writer.url(url),
            Inline::Break => writer.end_line(),
            Inline::Open(mark) | Inline::Close(mark) if kept => writer.word.push_str(mark.text()),
            Inline::Open(_) | Inline::Close(_) => {}
            Inline::Link => writer.open_link(),
            Inline::LinkEnd(url) => writer.close_link(url),
        }
    }
    writer.finish()
}

/// A code span whose fence is longer than any run of backticks in the code.
pub(super) fn code_span(code: &str) -> String {
    let fence = "`".repeat(longest_run(code, '`') + 1);
    let fence = if longest_run(code, '`') == 0 {
        "`"
    } else {
        &fence
    };
    // Markdown strips one space at each end, so adding one is safe.
    let ends = |end: char| code.starts_with(end) || code.ends_with(end);
    let padded = ends('`') || (ends(' ') && !code.trim().is_empty());
    let code = code.replace('\n', " ");
    if padded {
        format!("{fence} {code} {fence}")
    } else {
        format!("{fence}{code}{fence}")
    }
}

/// The length of the longest run of one character.
pub(super) fn longest_run(text: &str, character: char) -> usize {
    text.split(|it| it != character)
        .map(str::len)
        .max()
        .unwrap_or(0)
        / character.len_utf8()
}

/// For each inline, whether it is a mark that is written.
///
/// Whether a pair of asterisks is emphasis depends on the characters around them, which the writer
/// may change. So a pair is written only if spaces, punctuation or nothing surround it, where it is
/// emphasis whatever it contains.
fn kept_marks(inlines: &[Inline]) -> Vec<bool> {
    let mut kept = vec![false; inlines.len()];
    let mut open = Vec::new();
    // The number of link starts and ends so far: even outside of links.
    let mut link_ends = 0;
    for (index, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Link | Inline::LinkEnd(_) => link_ends += 1,
            Inline::Open(mark) => open.push((index, *mark, link_ends)),
            Inline::Close(mark) => {
                let Some((start, opened, before)) = open.pop() else {
                    continue;
                };
                let has_whole_links = before % 2 == 0 && link_ends % 2 == 0;
                let outer_is_same = open.iter().any(|(_, outer, _)| outer == mark);
                let is_kept = opened == *mark
                    && (before == link_ends || has_whole_links)
                    && !outer_is_same
                    && can_open(&inlines[..start], &inlines[start + 1..index])
                    && can_close(&inlines[start + 1..index], &inlines[index + 1..]);
                kept[start] = is_kept;
                kept[index] = is_kept;
            }
            _ => {}
        }
    }
    kept
}

fn can_open(before: &[Inline], after: &[Inline]) -> bool {
    let outside = before.iter().rfind(|it| !is_mark(it));
    let inside = after.iter().find(|it| !is_mark(it));
    let starts = |text: &str| text.starts_with(|it: char| !it.is_whitespace());
    let is_apart = |text: &str| text.ends_with(|it: char| !it.is_alphanumeric());
    is_solid(inside, starts)
        && !matches!(before.last(), Some(Inline::Close(_)))
        && is_edge(outside, is_apart)
}

fn can_close(before: &[Inline], after: &[Inline]) -> bool {
    let inside = before.iter().rfind(|it| !is_mark(it));
    let outside = after.iter().find(|it| !is_mark(it));
    let ends = |text: &str| text.ends_with(|it: char| !it.is_whitespace());
    let is_apart = |text: &str| text.starts_with(|it: char| !it.is_alphanumeric());
    is_solid(inside, ends)
        && !matches!(after.first(), Some(Inline::Open(_)))
        && is_edge(outside, is_apart)
}

fn is_mark(inline: &Inline) -> bool {
    matches!(inline, Inline::Open(_) | Inline::Close(_))
}

/// Whether asterisks can stand directly outside of an inline.
fn is_solid(inline: Option<&Inline>, text_is: impl Fn(&str) -> bool) -> bool {
    match inline {
        Some(Inline::Text(text)) => text_is(text),
        Some(Inline::Break) | None => false,
        Some(_) => true,
    }
}

/// Whether an inline is space or punctuation, or there is none.
fn is_edge(inline: Option<&Inline>, text_is: impl Fn(&str) -> bool) -> bool {
    match inline {
        Some(Inline::Text(text)) => text_is(text),
        Some(Inline::Break) | None => true,
        Some(_) => false,
    }
}

#[derive(Default)]
struct WordWriter {
    words: Vec<Word>,
    word: String,
    /// The code that the word ends with, and its range in the word.
    code: Option<(String, Range<usize>)>,
    in_link: bool,
}

impl WordWriter {
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(start) = rest.find(|it| !is_space(it)) {
            if start > 0 {
                self.space();
            }
            rest = &rest[start..];
            let end = rest.find(is_space).unwrap_or(rest.len());
            self.word_of_text(&rest[..end]);
            rest = &rest[end..];
        }
        if !rest.is_empty() {
            self.space();
        }
    }

    fn word_of_text(&mut self, text: &str) {
        for part in identifiers::parts(text) {
            match part {
                Part::Plain(text) => escape(text, &mut self.word),
                Part::Code(code) => self.code(code),
                Part::Url(url) if self.in_link => escape(url, &mut self.word),
                Part::Url(url) => self.url(url),
            }
        }
    }

    fn code(&mut self, code: &str) {
        // Two adjacent code spans would not be parsed as such.
        let (code, start) = match self.code.take() {
            Some((before, span)) if span.end == self.word.len() => (before + code, span.start),
            _ => (code.to_owned(), self.word.len()),
        };
        self.word.truncate(start);
        self.word.push_str(&code_span(&code));
        self.code = Some((code, start..self.word.len()));
    }

    fn url(&mut self, url: &str) {
        self.word.push('<');
        self.word.push_str(url);
        self.word.push('>');
    }

    fn space(&mut self) {
        if self.in_link {
            // Links are not wrapped: they are easier to read and to search for.
            if !self.word.ends_with(' ') {
                self.word.push(' ');
            }
        } else {
            self.end_word();
        }
    }

    fn end_word(&mut self) {
        let mut text = std::mem::take(&mut self.word);
        self.code = None;
        if text.ends_with("\\<") {
            // Before a space it needs no escape.
            text.remove(text.len() - 2);
        }
        if !text.trim().is_empty() {
            self.words.push(Word {
                text,
                ends_line: false,
            });
        }
    }

    fn end_line(&mut self) {
        if self.in_link {
            self.space();
            return;
        }
        self.end_word();
        if let Some(last) = self.words.last_mut() {
            last.ends_line = true;
        }
    }

    fn open_link(&mut self) {
        if self.word.ends_with('!') && !self.word.ends_with("\\!") {
            // Otherwise it is an image.
            self.word.insert(self.word.len() - 1, '\\');
        }
        self.word.push('[');
        self.in_link = true;
    }

    fn close_link(&mut self, url: &str) {
        self.word.truncate(self.word.trim_end_matches(' ').len());
        self.word.push_str("](");
        self.word.push_str(&link_destination(url));
        self.word.push(')');
        self.in_link = false;
    }

    fn finish(mut self) -> Vec<Word> {
        self.end_word();
        if let Some(last) = self.words.last_mut() {
            last.ends_line = false;
        }
        self.words
    }
}

/// Whether a line can be broken at a character.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n')
}

/// A URL with the characters escaped that would end a link.
fn link_destination(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            '(' => safe.push_str("%28"),
            ')' => safe.push_str("%29"),
            '<' => safe.push_str("%3C"),
            '>' => safe.push_str("%3E"),
            '\\' => safe.push_str("%5C"),
            '`' => safe.push_str("%60"),
            '*' => safe.push_str("%2A"),
            other if other.is_whitespace() || other.is_control() => safe.push_str("%20"),
            other => safe.push(other),
        }
    }
    safe
}

/// Appends text to a word, escaped for Markdown.
fn escape(text: &str, word: &mut String) {
    let mut before = word.chars().next_back();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map(|&(_, next)| next);
        let is_special = match character {
            '`' | '*' | '[' | ']' | '~' => true,
            '\\' => after.is_none_or(|next| next.is_ascii_punctuation()),
            '_' => {
                let inside = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
                !(inside(before) && inside(after))
            }
            '<' => after.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => is_entity(&text[at..]),
            _ => false,
        };
        if is_special {
            word.push('\\');
        }
        word.push(character);
        before = Some(character);
    }
}

/// Whether the text starts with an entity such as `&amp;`.
fn is_entity(text: &str) -> bool {
    let Some((name, _)) = text[1..].split_once(';') else {
        return text.len() == 1;
    };
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
}
