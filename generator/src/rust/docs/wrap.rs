//! Wraps words into lines.

use super::inline::Word;

/// The maximum width of a line, without the `///`.
pub(super) const WIDTH: usize = 88;

/// Wraps words into lines of at most `width` columns. Only a word that is longer exceeds it.
///
/// No line starts with something that Markdown would read as the start of another block.
pub(super) fn lines(words: &[Word], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut columns = 0;
    for (index, word) in words.iter().enumerate() {
        if line.is_empty() {
            line = escaped_start(&word.text);
            columns = line.chars().count();
        } else if opens_block(&word.text)
            || columns + 1 + unbreakable_width(&words[index..]) <= width
        {
            line.push(' ');
            line.push_str(&word.text);
            columns += 1 + word.text.chars().count();
        } else {
            lines.push(std::mem::replace(&mut line, word.text.clone()));
            columns = line.chars().count();
        }
        if word.ends_line {
            line.push('\\');
            lines.push(std::mem::take(&mut line));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The width of the first word and of those after it that cannot start a line.
fn unbreakable_width(words: &[Word]) -> usize {
    let [first, rest @ ..] = words else { return 0 };
    let mut columns = first.text.chars().count();
    let mut ends_line = first.ends_line;
    for word in rest.iter().take_while(|word| opens_block(&word.text)) {
        if ends_line {
            break;
        }
        columns += 1 + word.text.chars().count();
        ends_line = word.ends_line;
    }
    columns
}

/// Whether Markdown reads a line that starts with the word as a list, a heading, the underline of
/// a heading, a quotation or a table.
fn opens_block(word: &str) -> bool {
    let ordinal = word.trim_end_matches(['.', ')']);
    let is_ordinal = word.len() == ordinal.len() + 1 && is_number(ordinal);
    word.starts_with(['>', '|']) || word.bytes().all(|byte| b"-+=:#|".contains(&byte)) || is_ordinal
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The first word of a line, escaped if it would start another block.
fn escaped_start(word: &str) -> String {
    if !opens_block(word) {
        return word.to_owned();
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = word.split_at(digits);
    format!("{number}\\{rest}")
}
