//! Words of the generator's own, among which single words of a specification may stand.

use super::clean::{line_ends, visible};
use super::inline::{self, Inline, Word};
use super::{WIDTH, wrap};

/// Sets a paragraph of our own Markdown on lines; code and links stay whole.
pub(crate) fn paragraph(text: &str) -> Vec<String> {
    let words: Vec<Word> = units(text)
        .into_iter()
        .map(|text| Word {
            text,
            ends_line: false,
        })
        .collect();
    wrap::lines(&words, WIDTH)
}

/// A text of a specification on one line, for where it is no Markdown and stays none.
pub(crate) fn line(text: &str) -> String {
    visible(&line_ends(text)).replace('\n', " ")
}

/// A text of a specification that is no Markdown: a title, a name.
pub(crate) fn plain(text: &str) -> String {
    let words = inline::words(&[Inline::Text(line(text))]);
    wrap::lines(&words, usize::MAX).join(" ")
}

/// A text of a specification as a piece of code within a line.
pub(crate) fn code_span(code: &str) -> String {
    let code = visible(&line_ends(code)).into_owned();
    match code.as_str() {
        "" => "`\"\"`".to_owned(),
        code => inline::code_span(code),
    }
}

/// A block of code; `language` is what stands behind the fence.
pub(crate) fn code_block(language: &str, code: &str) -> Vec<String> {
    let code = visible(&line_ends(code)).into_owned();
    let fence = "`".repeat(3.max(inline::longest_run(&code, '`') + 1));
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(code.lines().map(str::to_owned));
    lines.push(fence);
    lines
}

/// The pieces of a text between which a line may end: not within code or a link.
fn units(text: &str) -> Vec<String> {
    let mut units = vec![String::new()];
    let (mut in_code, mut in_link) = (false, 0_usize);
    for character in text.chars() {
        match character {
            '`' => in_code = !in_code,
            '[' if !in_code => in_link += 1,
            ']' if !in_code => in_link = in_link.saturating_sub(1),
            _ => {}
        }
        match units.last_mut() {
            Some(unit) if character != ' ' || in_code || in_link > 0 => unit.push(character),
            _ => units.push(String::new()),
        }
    }
    units.retain(|unit| !unit.is_empty());
    units
}
