//! The generator's own sentences, and strings of the specification inside them.

use super::inline::{self, Inline, Word};
use super::sanitize::{line_ends, visible};
use super::wrap;

/// Wraps a paragraph of the generator's own Markdown. Code and links are not broken.
pub(crate) fn paragraph(text: &str) -> Vec<String> {
    let words = unbreakable_pieces(text).into_iter().map(|piece| Word {
        text: piece.to_owned(),
        ends_line: false,
    });
    wrap::lines(&words.collect::<Vec<_>>(), wrap::WIDTH)
}

/// A string of the specification on one line, for a context that is not Markdown.
pub(crate) fn single_line(text: &str) -> String {
    visible(&line_ends(text)).replace('\n', " ")
}

/// A plain string of the specification, such as a title, escaped for Markdown.
pub(crate) fn plain_text(text: &str) -> String {
    let words = inline::words(&[Inline::Text(single_line(text))]);
    wrap::lines(&words, usize::MAX).join(" ")
}

/// A string of the specification as a code span.
pub(crate) fn code_span(code: &str) -> String {
    match single_line(code).as_str() {
        "" => "`\"\"`".to_owned(),
        code => inline::code_span(code),
    }
}

/// A fenced code block. `language` is its info string.
pub(crate) fn code_block(language: &str, code: &str) -> Vec<String> {
    let code = visible(&line_ends(code)).into_owned();
    let fence = "`".repeat(3.max(inline::longest_run(&code, '`') + 1));
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(code.lines().map(str::to_owned));
    lines.push(fence);
    lines
}

/// Splits a text at spaces, but not inside code or a link.
fn unbreakable_pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    // Code ends with as many backticks as it starts with.
    let (mut backticks, mut brackets) = (0, 0_usize);
    for run in characters(text) {
        let is_code = backticks > 0;
        match run.chars().next() {
            Some('`') if backticks == run.len() => backticks = 0,
            Some('`') if !is_code => backticks = run.len(),
            Some('[') if !is_code => brackets += 1,
            Some(']') if !is_code => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        if run == " " && !is_code && brackets == 0 {
            pieces.push(&text[start..at]);
            start = at + 1;
        }
        at += run.len();
    }
    pieces.push(&text[start..]);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The characters of a text; a run of backticks is one item.
fn characters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first == '`' {
            rest.len() - rest.trim_start_matches('`').len()
        } else {
            first.len_utf8()
        };
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(run)
    })
}
