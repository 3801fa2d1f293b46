//! Byte ranges of lines and characters.

use std::ops::Range;

/// The range of the character at a byte; empty at the end of the text.
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
    use super::{character_at, line};

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
