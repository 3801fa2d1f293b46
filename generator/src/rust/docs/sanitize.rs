//! Replaces characters that must not appear in a source file.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Replaces every line ending by `\n`.
pub(super) fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
}

/// Escapes invisible characters, and those that reorder text. Tabs become spaces.
///
/// It takes text that the Markdown parser has returned, since an entity such as `&#x202e;` can
/// stand for any of them.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_forbidden) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => clean.push_str("    "),
            // Zero-width spaces and byte order marks are never intended.
            '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            other if is_forbidden(other) => {
                let _ = write!(clean, "{}", other.escape_unicode());
            }
            other => clean.push(other),
        }
    }
    Cow::Owned(clean)
}

fn is_forbidden(character: char) -> bool {
    match character {
        '\n' => false,
        // Zero-width spaces, line endings and byte order marks.
        '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}'
        // Bidirectional control characters.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        // Invisible operators, annotations and tags.
        | '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::{line_ends, visible};

    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(
            visible("a\0b\u{1b}[31m\u{202e}c"),
            r"a\u{0}b\u{1b}[31m\u{202e}c"
        );
        assert_eq!(visible("a\u{200b}\u{feff}b\tc\u{2028}d"), "ab    c\nd");
        assert_eq!(visible("naïve ß 漢字 👩‍🚀"), "naïve ß 漢字 👩‍🚀");
    }

    #[test]
    fn line_endings_are_normalised() {
        assert_eq!(line_ends("a\r\nb\rc\u{2028}d"), "a\nb\nc\nd");
    }
}
