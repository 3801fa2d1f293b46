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
    match line(code).as_str() {
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
    // Code ends at as many backticks as it began with.
    let (mut code, mut in_link) = (0, 0_usize);
    for run in runs(text) {
        let is_code = code > 0;
        match run.chars().next() {
            Some('`') if code == run.len() => code = 0,
            Some('`') if !is_code => code = run.len(),
            Some('[') if !is_code => in_link += 1,
            Some(']') if !is_code => in_link = in_link.saturating_sub(1),
            _ => {}
        }
        match units.last_mut() {
            Some(unit) if run != " " || is_code || in_link > 0 => unit.push_str(run),
            _ => units.push(String::new()),
        }
    }
    units.retain(|unit| !unit.is_empty());
    units
}

/// The characters of a text, backticks in a row together.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first == '`' {
            rest.len() - rest.trim_start_matches('`').len()
        } else {
            first.len_utf8()
        };
        let (run, behind) = rest.split_at(end);
        rest = behind;
        Some(run)
    })
}
