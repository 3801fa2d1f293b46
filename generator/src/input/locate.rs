//! Finds the text of the value at a pointer.
//!
//! Parsing does not record positions. When there is a diagnostic to render, the text is parsed
//! again with positions.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Spot;
use crate::diagnostic::pointer::Pointer;
use crate::input::source::Source;
use crate::input::syntax::tree::{Anchor, Content, DEPTH, Entry, Node};
use crate::input::syntax::{self, character_at};

/// The positions of all keys and values of a source.
///
/// An alias is found where the alias is written, and its members at the anchor, as are those that a
/// merge key adds. Of a duplicate key, the last one is found.
#[derive(Debug)]
pub(crate) struct Locations<'a> {
    text: &'a str,
    root: Option<Node<'a>>,
    /// The byte offset of the text after the byte-order mark.
    start: usize,
}

/// Parses a source with positions, up to the first syntax error.
#[must_use]
pub(crate) fn locate(source: &Source) -> Locations<'_> {
    let (body, start) = source.body();
    Locations {
        text: &source.text,
        root: syntax::tree(body).root,
        start,
    }
}

/// The lines of values (of their keys, if they have keys), counted from 1. For a value that does not
/// exist, it is the line of its nearest ancestor.
pub(crate) fn lines<'p>(
    source: &Source,
    pointers: impl IntoIterator<Item = &'p Pointer>,
) -> BTreeMap<Pointer, usize> {
    let locations = locate(source);
    let line = |pointer: &Pointer| {
        let range = locations.underline(&Spot::Key(pointer.clone()))?;
        let before = source.text.get(..range.start)?;
        Some((pointer.clone(), before.matches('\n').count() + 1))
    };
    pointers.into_iter().filter_map(line).collect()
}

impl Locations<'_> {
    /// The byte range of a value.
    ///
    /// It includes quotes. A block starts with its first key or item and ends with its last one. An
    /// omitted value is an empty range.
    #[cfg(test)]
    fn value(&self, pointer: &Pointer) -> Option<Range<usize>> {
        self.find(pointer).map(|found| self.span(found.value))
    }

    /// The byte range of the key of a value; `None` for the root and for items of arrays.
    #[cfg(test)]
    fn key(&self, pointer: &Pointer) -> Option<Range<usize>> {
        self.find(pointer)?.key.map(|key| self.span(key))
    }

    /// The byte range to underline for a place; `None` for a whole file.
    ///
    /// It is within one line, and not empty except at the end of a line. A value that is omitted or has
    /// several lines is represented by its key, and one that does not exist by its nearest ancestor.
    #[must_use]
    pub(crate) fn underline(&self, spot: &Spot) -> Option<Range<usize>> {
        let range = match spot {
            Spot::File => return None,
            Spot::Text { range, .. } => range.clone(),
            Spot::Key(pointer) => match self.find(pointer) {
                Some(found) => self.span(found.key.unwrap_or(found.value)),
                None => self.nearest(pointer)?,
            },
            Spot::Value(pointer) => match self.find(pointer) {
                Some(found) => self.short(found),
                None => self.nearest(pointer)?,
            },
        };
        Some(within_line(self.text, range))
    }

    fn nearest(&self, pointer: &Pointer) -> Option<Range<usize>> {
        let mut parents = pointer.ancestors().skip(1);
        let found = parents.find_map(|parent| self.find(&parent))?;
        Some(self.span(found.key.unwrap_or(found.value)))
    }

    /// The value if it is not empty and on one line, else its key.
    fn short(&self, found: Found<'_>) -> Range<usize> {
        let value = self.span(found.value);
        match found.key {
            Some(key) if value.is_empty() || self.text[value.clone()].contains('\n') => {
                self.span(key)
            }
            _ => value,
        }
    }

    fn span(&self, node: &Node<'_>) -> Range<usize> {
        node.span.start + self.start..node.span.end + self.start
    }

    fn find(&self, pointer: &Pointer) -> Option<Found<'_>> {
        let root = self.root.as_ref()?;
        let mut found = Found {
            key: None,
            value: root,
        };
        for token in pointer.tokens() {
            found = found.value(root)?.child(token, root, &mut Vec::new())?;
        }
        Some(found)
    }
}

#[derive(Clone, Copy)]
struct Found<'a> {
    key: Option<&'a Node<'a>>,
    value: &'a Node<'a>,
}

impl<'a> Found<'a> {
    /// The value, or the one that the alias refers to.
    fn value(self, root: &'a Node<'a>) -> Option<&'a Node<'a>> {
        match self.value.content {
            Content::Alias(anchor) => root.find(anchor),
            _ => Some(self.value),
        }
    }
}

impl<'a> Node<'a> {
    fn child(
        &'a self,
        token: &str,
        root: &'a Node<'a>,
        seen: &mut Vec<Anchor>,
    ) -> Option<Found<'a>> {
        match &self.content {
            Content::Mapping(entries) => {
                let named = |entry: &&Entry<'_>| entry.key.text() == Some(token);
                if let Some(Entry { key, value }) = entries.iter().rev().find(named) {
                    let key = Some(key);
                    return Some(Found { key, value });
                }
                let mut merged = entries.iter().filter(|entry| entry.key.is_merge_key());
                merged.find_map(|entry| entry.value.merged(token, root, seen))
            }
            Content::Sequence(items) => {
                let value = items.get(token.parse::<usize>().ok()?)?;
                Some(Found { key: None, value })
            }
            Content::Scalar { .. } | Content::Alias(_) => None,
        }
    }

    /// Finds a member of what a merge key leads to. `seen` are the anchors on the way: a text
    /// that is refused may lead in circles.
    fn merged(
        &'a self,
        token: &str,
        root: &'a Node<'a>,
        seen: &mut Vec<Anchor>,
    ) -> Option<Found<'a>> {
        match &self.content {
            Content::Alias(anchor) if seen.len() < DEPTH && !seen.contains(anchor) => {
                seen.push(*anchor);
                root.find(*anchor)?.merged(token, root, seen)
            }
            Content::Sequence(items) => {
                let mut items = items.iter();
                items.find_map(|item| item.merged(token, root, seen))
            }
            Content::Mapping(_) => self.child(token, root, seen),
            Content::Scalar { .. } | Content::Alias(_) => None,
        }
    }
}

/// Restricts a range to its first line, and extends it to whole characters.
fn within_line(text: &str, range: Range<usize>) -> Range<usize> {
    let Range { start, end: first } = character_at(text, range.start);
    let end = character_at(text, range.end.saturating_sub(1))
        .end
        .max(first);
    let line = text[start..end]
        .split(['\n', '\r'])
        .next()
        .unwrap_or_default()
        .trim_end();
    start..start + line.len()
}

#[cfg(test)]
mod tests {
    use super::locate;
    use crate::diagnostic::pointer::Pointer;
    use crate::input::source::Source;

    /// The text of the key and of the value.
    fn found<'a>(text: &'a str, pointer: &str) -> (Option<&'a str>, Option<&'a str>) {
        let source = Source::new("spec", text);
        let locations = locate(&source);
        let pointer = Pointer::parse(pointer).unwrap();
        let key = locations.key(&pointer).map(|range| &text[range]);
        let value = locations.value(&pointer).map(|range| &text[range]);
        (key, value)
    }

    #[test]
    fn blocks_end_with_their_last_value() {
        let text = "a:\n  b: 1\n  c:\n    - x\n    - y: z\n\n# end\nd: 2\n";
        assert_eq!(
            found(text, "/a"),
            (Some("a"), Some("b: 1\n  c:\n    - x\n    - y: z"))
        );
        assert_eq!(found(text, "/a/c/1"), (None, Some("y: z")));
        assert_eq!(found(text, "/a/c/1/y"), (Some("y"), Some("z")));
        assert_eq!(found(text, "/d"), (Some("d"), Some("2")));
    }

    #[test]
    fn flows_end_with_their_bracket() {
        let text = "a: {b: [1,\n 2], 'c': \"d\"}\n";
        assert_eq!(
            found(text, "/a"),
            (Some("a"), Some("{b: [1,\n 2], 'c': \"d\"}"))
        );
        assert_eq!(found(text, "/a/b"), (Some("b"), Some("[1,\n 2]")));
        assert_eq!(found(text, "/a/c"), (Some("'c'"), Some("\"d\"")));
    }

    #[test]
    fn json_is_found_whatever_its_strings_hold() {
        let text = r#"{"a\u00e9\ud83d\ude00": {"b/c": "\"}\\"}, "d": [1, [-2.5e3, null]]}"#;
        assert_eq!(
            found(text, "/aé😀/b~1c"),
            (Some(r#""b/c""#), Some(r#""\"}\\""#))
        );
        assert_eq!(found(text, "/d/1/0"), (None, Some("-2.5e3")));
    }

    #[test]
    fn bytes_are_counted_as_bytes_behind_a_mark_and_other_characters() {
        let text = "\u{feff}é: ü\r\nß:\r\n  - ö\r\n";
        assert_eq!(found(text, "/é"), (Some("é"), Some("ü")));
        assert_eq!(found(text, "/ß/0"), (None, Some("ö")));
    }

    #[test]
    fn a_value_on_several_lines_is_found() {
        let text = "a: |\n  one\n  two\nb: 'x\n  y'\n";
        assert_eq!(found(text, "/a"), (Some("a"), Some("one\n  two\n")));
        assert_eq!(found(text, "/b"), (Some("b"), Some("'x\n  y'")));
    }

    #[test]
    fn an_alias_stands_where_it_is_written_and_its_members_at_the_anchor() {
        let text = "a: &x\n  b: 1\nc: *x\n";
        assert_eq!(found(text, "/c"), (Some("c"), Some("*x")));
        assert_eq!(found(text, "/c/b"), (Some("b"), Some("1")));
    }

    #[test]
    fn a_merged_member_stands_at_the_anchor() {
        let text = "a: &x {p: 1, q: 1}\nb: &y {r: 2}\nc:\n  <<: [*x, *y]\n  p: 3\n";
        assert_eq!(found(text, "/c/p"), (Some("p"), Some("3")));
        assert_eq!(found(text, "/c/q"), (Some("q"), Some("1")));
        assert_eq!(found(text, "/c/r"), (Some("r"), Some("2")));
        assert_eq!(found(text, "/c/s"), (None, None));
    }

    #[test]
    fn merge_keys_that_lead_in_circles_end() {
        let text = "a: &x {<<: [*x, *x], <<: *x, p: {<<: *x}}\n";
        assert_eq!(found(text, "/a/z"), (None, None));
        assert_eq!(found(text, "/a/p/p/p"), (Some("p"), Some("{<<: *x}")));
    }

    #[test]
    fn what_stands_before_a_slip_of_syntax_is_found() {
        let text = "a:\n  b: 1\n  c: [\n";
        assert_eq!(found(text, "/a/b"), (Some("b"), Some("1")));
    }

    #[test]
    fn what_does_not_exist_is_not_found() {
        assert_eq!(found("a: [1]\n", "/a/1"), (None, None));
        assert_eq!(found("a: 1\n", "/a/b"), (None, None));
        assert_eq!(found("", ""), (None, None));
    }
}
