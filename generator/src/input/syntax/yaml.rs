//! YAML as a tree, by the events of `saphyr-parser`.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::offsets::{Offsets, character_at, line};
use super::tree::{Anchor, Content, DEPTH, Entry, Node, Tree, too_deep};
use crate::diagnostic::code;
use crate::diagnostic::{Diagnostic, Place};

/// Reads a text as far as it is YAML.
pub(super) fn tree(text: &str) -> Tree<'_> {
    let mut builder = Builder {
        text,
        offsets: Offsets::new(text),
        open: Vec::new(),
        end: 0,
        tree: Tree::default(),
    };
    let mut events = Parser::new_from_str(text);
    while let Some(event) = events.next_event() {
        let goes_on = match event {
            Ok((event, span)) => builder.take(event, span),
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
    offsets: Offsets<'a>,
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
    /// Takes an event, and says whether to go on.
    fn take(&mut self, event: Event<'a>, span: Span) -> bool {
        let span = self.offsets.byte(span.start.index())..self.offsets.byte(span.end.index());
        let (content, anchor, tagged) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                (Content::Scalar { text, plain }, anchor, tag.is_some())
            }
            Event::Alias(anchor) => (Content::Alias(Anchor(anchor)), 0, false),
            Event::SequenceStart(anchor, tag) => {
                return self.open(node(
                    Content::Sequence(Vec::new()),
                    span,
                    anchor,
                    tag.is_some(),
                ));
            }
            Event::MappingStart(anchor, tag) => {
                return self.open(node(
                    Content::Mapping(Vec::new()),
                    span,
                    anchor,
                    tag.is_some(),
                ));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                // The end of a block is no text; that of a flow is its bracket.
                if !span.is_empty() {
                    self.end = span.end;
                }
                self.close();
                return true;
            }
            Event::DocumentStart(_) if self.tree.root.is_some() => {
                self.tree.problems.push(
                    code::SEVERAL_DOCUMENTS
                        .at(Place::text(span), "a specification is a single document")
                        .label("a second document starts here")
                        .help("write each document to a file of its own"),
                );
                return false;
            }
            _ => return true,
        };
        self.end = span.end;
        self.attach(node(content, span, anchor, tagged));
        true
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
            // The text broke off before the value.
            let value = empty(key.span.end);
            entries.push(Entry { key, value });
        }
        self.attach(node);
    }

    /// Gives a node to the sequence or mapping that it stands in.
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
        let offset = self.offsets.byte(error.marker().index());
        let line = error.marker().line();
        self.tree
            .problems
            .push(syntax_error(self.text, error.info(), offset, line));
        false
    }

    fn finish(mut self) -> Tree<'a> {
        while !self.open.is_empty() {
            self.close();
        }
        self.tree
    }
}

fn node(content: Content<'_>, span: Range<usize>, anchor: usize, tagged: bool) -> Node<'_> {
    // The parser counts anchors from 1 and writes 0 for none.
    let anchor = (anchor != 0).then_some(Anchor(anchor));
    Node {
        span,
        anchor,
        tagged,
        content,
    }
}

fn empty<'a>(at: usize) -> Node<'a> {
    node(
        Content::Scalar {
            text: "".into(),
            plain: true,
        },
        at..at,
        0,
        false,
    )
}

/// What the parser says of brackets that stand too deep for it, which is not far above `DEPTH`.
const RECURSION: &str = "recursion limit exceeded";

/// Reports what keeps a text from being YAML. `at` is a byte, `number` the line it is on.
fn syntax_error(text: &str, message: &str, at: usize, number: usize) -> Diagnostic {
    if message == RECURSION {
        return too_deep(character_at(text, at));
    }
    // The parser notices a tab late, and calls it by many names.
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
        format!("not valid YAML: {message}"),
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
