//! From the ways in which parsers count to bytes.

use std::ops::Range;

/// Turns indices that count characters into indices that count bytes.
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// The byte at which every [`STRIDE`]th character starts; nothing for an ASCII text,
    /// in which both ways to count agree.
    marks: Option<Vec<usize>>,
}

const STRIDE: usize = 64;

impl<'a> Offsets<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let marks = || {
            text.char_indices()
                .step_by(STRIDE)
                .map(|(byte, _)| byte)
                .collect()
        };
        Self {
            text,
            marks: (!text.is_ascii()).then(marks),
        }
    }

    /// The byte at which the character starts, or the end of the text.
    pub(super) fn byte(&self, character: usize) -> usize {
        let Some(marks) = &self.marks else {
            return character.min(self.text.len());
        };
        let Some(&mark) = marks.get(character / STRIDE) else {
            return self.text.len();
        };
        let within = self.text[mark..].char_indices().nth(character % STRIDE);
        within.map_or(self.text.len(), |(byte, _)| mark + byte)
    }
}

/// The character that the byte is part of; nothing but a place at the end of the text.
pub(crate) fn character_at(text: &str, byte: usize) -> Range<usize> {
    let mut start = byte.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}

/// The bytes of a line, counted from 1, without its end.
pub(super) fn line(text: &str, number: usize) -> Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n').take(number.saturating_sub(1)) {
        start += line.len();
    }
    let end = text[start..]
        .find(['\n', '\r'])
        .map_or(text.len(), |length| start + length);
    start..end
}

#[cfg(test)]
mod tests {
    use super::{Offsets, character_at, line};

    #[test]
    fn characters_are_found_by_their_count_across_marks() {
        let text = "é".repeat(100) + "x";
        let offsets = Offsets::new(&text);
        assert_eq!(offsets.byte(0), 0);
        assert_eq!(offsets.byte(65), 130);
        assert_eq!(offsets.byte(100), 200);
        assert_eq!(offsets.byte(101), 201);
        assert_eq!(offsets.byte(9999), 201);
    }

    #[test]
    fn a_byte_within_a_character_is_that_character() {
        assert_eq!(character_at("aé", 2), 1..3);
        assert_eq!(character_at("aé", 3), 3..3);
    }

    #[test]
    fn a_line_is_found_without_its_end() {
        assert_eq!(line("a\r\nbc\nd", 2), 3..5);
        assert_eq!(line("a\n", 2), 2..2);
    }
}
