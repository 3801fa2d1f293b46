//! HTML in a description, as text.

use super::inline::{Inline, push_text};

/// Adds what HTML says to a paragraph.
pub(super) fn push(html: &str, inlines: &mut Vec<Inline>) {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(inlines, &rest[..start]);
        rest = &rest[start..];
        let (end, tag) = next_tag(rest);
        match tag {
            Tag::Comment => {}
            Tag::Break => inlines.push(Inline::Break),
            Tag::Other => push_text(inlines, &rest[..end]),
        }
        rest = &rest[end..];
    }
    push_text(inlines, rest);
}

enum Tag {
    Comment,
    Break,
    Other,
}

/// Says what a text that starts with `<` starts with, and where that ends.
fn next_tag(text: &str) -> (usize, Tag) {
    if let Some(comment) = text.strip_prefix("<!--") {
        let end = comment
            .find("-->")
            .map_or(text.len(), |at| "<!--".len() + at + "-->".len());
        return (end, Tag::Comment);
    }
    let Some(end) = text.find('>').map(|at| at + 1) else {
        return (text.len(), Tag::Other);
    };
    let name = text[1..end - 1].trim_end_matches(['/', ' ']);
    let tag = if name.eq_ignore_ascii_case("br") {
        Tag::Break
    } else {
        Tag::Other
    };
    (end, tag)
}

/// Whether what stands between `<` and `>` is no HTML but a name for something, such as
/// `ZONE_ID`.
pub(super) fn is_placeholder(name: &str) -> bool {
    name.starts_with(|it: char| it.is_ascii_alphabetic())
        && name
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-'))
        && !is_element(name)
}

/// Whether a tag of this name is meant as HTML, as far as descriptions use it.
fn is_element(name: &str) -> bool {
    const ELEMENTS: &str = "a abbr address article aside audio b base blockquote body button \
        caption center cite code col dd del details dfn div dl dt em embed font footer form \
        h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li link main \
        mark meta nav object ol option p picture pre q s samp script section select small \
        source span strike strong style sub summary sup svg table tbody td textarea tfoot th \
        thead title tr tt u ul var video wbr";
    ELEMENTS
        .split_whitespace()
        .any(|element| name.eq_ignore_ascii_case(element))
}
