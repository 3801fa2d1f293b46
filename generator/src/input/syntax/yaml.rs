//! Parses YAML into a tree, from the events of `granit-parser`.
//!
//! The parser also accepts what libyaml accepts beyond the specification of YAML, such as a closing
//! bracket that is not indented further than its key.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Marker, Parser, ScalarStyle, ScanError, Span, Tag, options};

use super::offsets::{character_at, line};
use super::tree::{Anchor, Content, DEPTH, Entry, Node, Tree, too_deep};
use crate::diagnostic::code;
use crate::diagnostic::{Diagnostic, Place};

/// Parses a text up to the first syntax error.
pub(super) fn tree(text: &str) -> Tree<'_> {
    let mut builder = Builder {
        text,
        open: Vec::new(),
        end: 0,
        tree: Tree::default(),
    };
    let options = options! { emit_anchor_events: true };
    for event in Parser::new_from_str_with_options(text, options) {
        let goes_on = match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => builder.stop(&error),
        };
        if !goes_on {
            break;
        }
    }
    builder.finish()
}

struct Builder<'a> {
    text: &'a str,
    /// The sequences and mappings that have begun and not ended.
    open: Vec<Open<'a>>,
    /// Where the last node ended; that is where a block ends, too.
    end: usize,
    tree: Tree<'a>,
}

struct Open<'a> {
    node: Node<'a>,
    /// The key of a mapping that waits for its value.
    key: Option<Node<'a>>,
}

impl<'a> Builder<'a> {
    /// Handles an event. Returns whether to continue.
    fn take(&mut self, event: Event<'a>, span: &Span) -> bool {
        let bytes = byte(span.start)..byte(span.end);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                // The parser writes `~` for an absent value.
                let text = if plain && bytes.is_empty() {
                    "".into()
                } else {
                    text
                };
                let content = Content::Scalar { text, plain };
                self.leaf(node(content, span, anchor, tag.as_deref()));
            }
            Event::Alias(anchor) => {
                self.leaf(node(Content::Alias(Anchor(anchor)), span, 0, None));
            }
            Event::SequenceStart(_, anchor, tag) => {
                let content = Content::Sequence(Vec::new());
                return self.open(node(content, span, anchor, tag.as_deref()));
            }
            Event::MappingStart(_, anchor, tag) => {
                let content = Content::Mapping(Vec::new());
                return self.open(node(content, span, anchor, tag.as_deref()));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                // The end of a block is no text; that of a flow is its bracket.
                if !bytes.is_empty() {
                    self.end = bytes.end;
                }
                self.close();
            }
            Event::Anchor(anchor, _) => {
                self.tree.anchors.insert(Anchor(anchor), bytes);
            }
            Event::DocumentStart(..) if self.tree.root.is_some() => {
                self.tree.problems.push(
                    code::SEVERAL_DOCUMENTS
                        .at(Place::text(bytes), "a specification is a single document")
                        .label("a second document starts here")
                        .help("write each document to a file of its own"),
                );
                return false;
            }
            _ => {}
        }
        true
    }

    fn leaf(&mut self, node: Node<'a>) {
        self.end = node.span.end;
        self.attach(node);
    }

    fn open(&mut self, node: Node<'a>) -> bool {
        if self.open.len() == DEPTH {
            let start = character_at(self.text, node.span.start);
            self.tree.problems.push(too_deep(start));
            return false;
        }
        self.end = node.span.end;
        self.open.push(Open { node, key: None });
        true
    }

    fn close(&mut self) {
        let Some(Open { mut node, key }) = self.open.pop() else {
            return;
        };
        node.span.end = self.end.max(node.span.start);
        if let (Some(key), Content::Mapping(entries)) = (key, &mut node.content) {
            // The text ends before the value.
            let value = empty(key.span.end);
            entries.push(Entry { key, value });
        }
        self.attach(node);
    }

    /// Adds a node to the sequence or mapping that contains it.
    fn attach(&mut self, node: Node<'a>) {
        let Some(open) = self.open.last_mut() else {
            self.tree.root.get_or_insert(node);
            return;
        };
        match (&mut open.node.content, open.key.take()) {
            (Content::Sequence(items), _) => items.push(node),
            (Content::Mapping(entries), Some(key)) => entries.push(Entry { key, value: node }),
            (_, None) => open.key = Some(node),
            (Content::Scalar { .. } | Content::Alias(_), Some(_)) => {}
        }
    }

    fn stop(&mut self, error: &ScanError) -> bool {
        self.tree.problems.push(syntax_error(self.text, error));
        false
    }

    fn finish(mut self) -> Tree<'a> {
        while !self.open.is_empty() {
            self.close();
        }
        self.tree
    }
}

fn node<'a>(content: Content<'a>, span: &Span, anchor: usize, tag: Option<&Tag>) -> Node<'a> {
    let tag = tag.map(|_| span.tag_span().unwrap_or(*span));
    Node {
        span: byte(span.start)..byte(span.end),
        // The parser counts anchors from 1 and writes 0 for none.
        anchor: (anchor != 0).then_some(Anchor(anchor)),
        tag: tag.map(|tag| byte(tag.start)..byte(tag.end)),
        content,
    }
}

fn empty<'a>(at: usize) -> Node<'a> {
    Node {
        span: at..at,
        anchor: None,
        tag: None,
        content: Content::Scalar {
            text: "".into(),
            plain: true,
        },
    }
}

/// The byte at which something stands; the parser knows it of all that it reads from a `str`.
fn byte(marker: Marker) -> usize {
    marker.byte_offset().unwrap_or_default()
}

/// Reports a syntax error.
fn syntax_error(text: &str, error: &ScanError) -> Diagnostic {
    let at = byte(*error.marker());
    // The limit of the parser is not far above `DEPTH`.
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        return too_deep(character_at(text, at));
    }
    // The parser notices a tab late, and calls it by many names.
    let number = error.marker().line();
    let tab = [number, number + 1]
        .into_iter()
        .find_map(|number| tab_in_indentation(text, number));
    if let Some(tab) = tab {
        return code::TAB
            .at(Place::text(tab), "YAML is not indented with tabs")
            .help("use spaces");
    }
    code::SYNTAX.at(
        Place::text(character_at(text, at)),
        format!("not valid YAML: {}", error.info()),
    )
}

fn tab_in_indentation(text: &str, number: usize) -> Option<Range<usize>> {
    let line = line(text, number);
    let content = text[line.clone()].find(|character| !matches!(character, ' ' | '\t'))?;
    let indentation = line.start..line.start + content;
    let first = indentation.start + text[indentation.clone()].find('\t')?;
    let length = text[first..].len() - text[first..].trim_start_matches('\t').len();
    Some(first..(first + length).min(indentation.end))
}
