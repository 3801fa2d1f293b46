//! Turns the descriptions of a specification into documentation comments.
//!
//! A description is CommonMark by somebody else. As it is, it could break the build: a code
//! block becomes a test, `[brackets]` a link to nowhere, `<placeholders>` HTML that is never
//! closed. So it is read with the parser that rustdoc uses, and written anew, in a form in
//! which neither rustdoc nor clippy sees anything but text, lists, tables, code that is not
//! Rust, and links to the web.

mod blocks;
mod clean;
mod html;
mod inline;
mod markup;
mod own;
mod words;
mod wrap;
mod writer;

pub(crate) use self::own::{code_block, code_span, line, paragraph, plain};

use self::inline::Inline;

/// The columns that a line may take, without the `///` in front of it.
const WIDTH: usize = 88;

/// Writes a description as the lines of a documentation comment, without the `///`.
///
/// There are no lines for a description that says nothing. Otherwise:
///
/// - Lines are wrapped at 88 columns, but not within links and code.
/// - No code block is a test. One without a language gets `text`, or `json` if it is JSON.
/// - What looks like an identifier gets backticks, and a bare URL gets `<` and `>`.
/// - A heading becomes a line in bold, an image becomes a link, a relative link its text.
/// - HTML becomes the Markdown that says the same, as far as there is any: paragraphs, lists,
///   tables, code, links. Comments are left out, and so is what only looks, such as a colour.
///   A tag of no such element is text, and a placeholder such as `<ZONE_ID>` gets backticks.
/// - Characters that cannot be seen, or that reorder others, are shown as `\u{202e}`.
#[must_use]
pub(crate) fn lines(markdown: &str) -> Vec<String> {
    writer::write(markdown, WIDTH)
}

/// Writes the first sentence of a description as a single line.
///
/// The line ends with a full stop, unless the author ended the sentence in another way.
/// Emphasis is left out. There is no line for a description without text.
#[must_use]
pub(crate) fn summary(markdown: &str) -> Option<String> {
    let sentence = first_sentence(writer::first_text(markdown)?);
    let words = inline::words(&sentence);
    let line = wrap::lines(&words, usize::MAX).join(" ");
    let ended = line.trim_end_matches([',', ';', ':', ' ', '-']);
    match ended.chars().next_back()? {
        '.' | '!' | '?' => Some(ended.to_owned()),
        _ => Some(format!("{ended}.")),
    }
}

/// Keeps what stands before the end of the first sentence.
fn first_sentence(text: Vec<Inline>) -> Vec<Inline> {
    let mut sentence = Vec::new();
    let mut link_depth = 0_usize;
    for inline in text {
        match inline {
            Inline::Open(_) | Inline::Close(_) => {}
            Inline::Break => inline::push_text(&mut sentence, " "),
            Inline::Text(text) => match end_of_sentence(&text).filter(|_| link_depth == 0) {
                Some(end) => {
                    inline::push_text(&mut sentence, &text[..end]);
                    return sentence;
                }
                None => inline::push_text(&mut sentence, &text),
            },
            other => {
                match other {
                    Inline::Link => link_depth += 1,
                    Inline::LinkEnd(_) => link_depth = link_depth.saturating_sub(1),
                    _ => {}
                }
                sentence.push(other);
            }
        }
    }
    sentence
}

/// Finds the end of the first sentence, if it is followed by another one.
fn end_of_sentence(text: &str) -> Option<usize> {
    text.match_indices(['.', '!', '?'])
        .map(|(at, _)| at + 1)
        .find(|&end| {
            let after = text[end..].trim_start_matches([')', '"', '\'', '\u{201d}', '\u{2019}']);
            let next = after.trim_start();
            let starts_another =
                |it: char| it.is_uppercase() || it.is_numeric() || "<`([\"".contains(it);
            let goes_on = !next.is_empty() && !next.starts_with(starts_another);
            let word = || {
                text[..end]
                    .rsplit(char::is_whitespace)
                    .next()
                    .unwrap_or_default()
            };
            after.len() > next.len() && !goes_on && !is_abbreviation(word())
        })
}

fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '"', '\'']);
    let letters = word.trim_end_matches('.');
    // `U.S.` and `J.` are no ends of sentences, and neither are `e.g.` and the like.
    letters.chars().count() == 1 && letters.chars().all(char::is_alphabetic)
        || letters.contains('.') && letters.split('.').all(|part| part.chars().count() == 1)
        || matches!(
            letters,
            "etc" | "vs" | "No" | "Inc" | "Ltd" | "Dr" | "Mr" | "Mrs" | "approx" | "cf"
        ) && !word.ends_with("..")
}

#[cfg(test)]
mod tests;
