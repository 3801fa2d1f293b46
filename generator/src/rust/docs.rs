//! Documentation: from descriptions of the specification to doc comments.
//!
//! A description is CommonMark that was not written for rustdoc. Copied as it is, it can break the
//! build: a code block becomes a doctest, `[brackets]` a broken link, `<placeholder>` an unclosed
//! HTML tag. So it is parsed with rustdoc's parser and written again: as text, lists, tables, code
//! blocks in other languages than Rust, and links to the web.

mod blocks;
mod html_parser;
mod html_writer;
mod identifiers;
mod inline;
mod sanitize;
mod text;
mod wrap;
mod writer;

pub(crate) use self::text::{code_block, code_span, paragraph, plain_text, single_line};

use self::inline::Inline;

/// The lines of the doc comment for a description, without the `///`.
///
/// A blank description has no lines. Otherwise:
///
/// - Lines are wrapped at 88 columns, but not inside links and code.
/// - No code block is a doctest. One without a language gets `text`, or `json` if it is JSON.
/// - Identifiers get backticks, and bare URLs get `<` and `>`.
/// - A heading becomes a bold line, an image a link, and a relative link its text.
/// - HTML becomes the equivalent Markdown, if there is one: paragraphs, lists, tables, code, links.
///   Comments and purely visual elements are removed. Unknown tags are text, and a placeholder
///   such as `<ZONE_ID>` gets backticks.
/// - Invisible characters, and those that reorder text, are escaped: `\u{202e}`.
#[must_use]
pub(crate) fn lines(markdown: &str) -> Vec<String> {
    writer::write(markdown, wrap::WIDTH)
}

/// The first sentence of a description on a single line.
///
/// It ends with the author's punctuation, else with a full stop. Emphasis is removed. A blank
/// description has no summary.
#[must_use]
pub(crate) fn summary(markdown: &str) -> Option<String> {
    let sentence = first_sentence(writer::first_text(markdown)?);
    let words = inline::words(&sentence);
    let line = wrap::lines(&words, usize::MAX).join(" ");
    let sentence = line.trim_end_matches([',', ';', ':', ' ', '-']);
    match sentence.chars().next_back()? {
        '.' | '!' | '?' => Some(sentence.to_owned()),
        _ => Some(format!("{sentence}.")),
    }
}

/// The text up to the end of the first sentence.
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

/// The end of the first sentence, if another sentence follows.
fn end_of_sentence(text: &str) -> Option<usize> {
    text.match_indices(['.', '!', '?'])
        .map(|(at, _)| at + 1)
        .find(|&end| {
            let after = text[end..].trim_start_matches([')', '"', '\'', '\u{201d}', '\u{2019}']);
            let next = after.trim_start();
            let starts_sentence =
                |it: char| it.is_uppercase() || it.is_numeric() || "<`([\"".contains(it);
            let continues = !next.is_empty() && !next.starts_with(starts_sentence);
            let last_word = || {
                text[..end]
                    .rsplit(char::is_whitespace)
                    .next()
                    .unwrap_or_default()
            };
            after.len() > next.len() && !continues && !is_abbreviation(last_word())
        })
}

fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '"', '\'']);
    let letters = word.trim_end_matches('.');
    // `J.`, and abbreviations with inner full stops: `U.S.`, `e.g.`.
    letters.chars().count() == 1 && letters.chars().all(char::is_alphabetic)
        || letters.contains('.') && letters.split('.').all(|part| part.chars().count() == 1)
        || matches!(
            letters,
            "etc" | "vs" | "No" | "Inc" | "Ltd" | "Dr" | "Mr" | "Mrs" | "approx" | "cf"
        ) && !word.ends_with("..")
}

#[cfg(test)]
mod tests;
