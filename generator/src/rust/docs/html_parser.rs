//! Splits the HTML of a description into text and tags.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'h> {
    /// Visible text. Unknown tags are text too.
    Text(Cow<'h, str>),
    Tag {
        element: Element,
        is_end_tag: bool,
        /// The tag as it is written.
        source: &'h str,
    },
}

/// The effect of an element, as far as Markdown can express it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Break,
    Rule,
    Paragraph,
    Heading,
    Strong,
    Emphasis,
    Code,
    Superscript,
    Preformatted,
    Link,
    Image,
    List,
    NumberedList,
    Item,
    Quote,
    Table,
    Row,
    Cell,
    /// No effect: the element is purely visual.
    NoEffect,
}

impl Element {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "br" => Self::Break,
            "hr" => Self::Rule,
            "address" | "article" | "aside" | "center" | "dd" | "details" | "div" | "dl" | "dt"
            | "p" | "section" => Self::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" | "summary" => Self::Heading,
            "b" | "strong" => Self::Strong,
            "cite" | "dfn" | "em" | "i" => Self::Emphasis,
            "code" | "kbd" | "samp" | "tt" | "var" => Self::Code,
            "sup" => Self::Superscript,
            "pre" => Self::Preformatted,
            "a" => Self::Link,
            "img" => Self::Image,
            "ul" => Self::List,
            "ol" => Self::NumberedList,
            "li" => Self::Item,
            "blockquote" => Self::Quote,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "abbr" | "big" | "col" | "colgroup" | "del" | "font" | "ins" | "mark" | "nobr"
            | "s" | "small" | "span" | "strike" | "sub" | "tbody" | "tfoot" | "thead" | "u"
            | "wbr" => Self::NoEffect,
            _ => return None,
        })
    }

    /// Whether it starts on a new line.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self,
            Self::Break
                | Self::Rule
                | Self::Paragraph
                | Self::Heading
                | Self::Preformatted
                | Self::List
                | Self::NumberedList
                | Self::Item
                | Self::Quote
                | Self::Table
                | Self::Row
                | Self::Cell
        )
    }
}

/// Splits HTML into pieces. Comments are removed.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        if start > 0 {
            pieces.push(Piece::Text(unescaped(&rest[..start])));
        }
        rest = &rest[start..];
        let (end, tag) = next_tag(rest);
        pieces.extend(tag);
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(unescaped(rest)));
    }
    pieces
}

/// The length of the tag or comment that a text starts with, and the tag.
fn next_tag(text: &str) -> (usize, Option<Piece<'_>>) {
    if let Some(comment) = text.strip_prefix("<!--") {
        let end = comment
            .find("-->")
            .map_or(text.len(), |at| "<!--".len() + at + "-->".len());
        return (end, None);
    }
    let end = text.find('>').map_or(text.len(), |at| at + 1);
    let source = &text[..end];
    let inside = source.trim_start_matches('<').trim_end_matches('>');
    let (is_end_tag, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let name = inside.split(|it: char| it.is_whitespace() || it == '/');
    let name = name.into_iter().next().unwrap_or_default();
    let element = Element::from_name(&name.to_ascii_lowercase());
    let piece = match element.filter(|_| source.ends_with('>')) {
        Some(element) => Piece::Tag {
            element,
            is_end_tag,
            source,
        },
        None => Piece::Text(Cow::Borrowed(source)),
    };
    (end, Some(piece))
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let is_named = |at: &usize| {
        lower[..*at].ends_with(|it: char| it.is_whitespace() || "\"'".contains(it))
            && lower[at + name.len()..].trim_start().starts_with('=')
    };
    let at = lower.match_indices(name).map(|(at, _)| at).find(is_named)?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?;
    let value = value.trim_start();
    let value = match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(value.chars().next()?).next()?,
        None => value
            .split(|it: char| it.is_whitespace() || it == '>')
            .next()?,
    };
    Some(unescaped(value).into_owned())
}

/// Replaces entities such as `&nbsp;` by their characters.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let is_part = |it: char| it.is_ascii_alphanumeric() || it == '#';
        let name = rest[1..].find(|it| !is_part(it)).map(|length| length + 1);
        let end = name.filter(|end| rest[*end..].starts_with(';'));
        let end = end.map_or(1, |end| end + 1);
        // The Markdown parser knows all entities.
        match Parser::new(&rest[..end]).nth(1) {
            Some(Event::Text(character)) => plain.push_str(&character),
            _ => plain.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Whether the text between `<` and `>` is a placeholder such as `ZONE_ID`, not a tag.
pub(super) fn is_placeholder(name: &str) -> bool {
    name.starts_with(|it: char| it.is_ascii_alphabetic())
        && name
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-'))
        && !is_element(name)
}

/// Whether this is the name of an HTML element.
fn is_element(name: &str) -> bool {
    const OTHERS: &str = "audio base body button embed footer form head header html iframe input \
        label link main meta nav object option picture q script select source style svg \
        textarea title video";
    Element::from_name(&name.to_ascii_lowercase()).is_some()
        || OTHERS
            .split_whitespace()
            .any(|element| name.eq_ignore_ascii_case(element))
}
