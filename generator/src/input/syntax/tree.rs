//! A tree in which every key and value has its byte range.
//!
//! It is built for the checks that a deserializer cannot make, and to locate diagnostics.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::code;
use crate::diagnostic::{Diagnostic, Place};

/// The maximum nesting of arrays and objects, which is that of `serde_json`.
pub(crate) const DEPTH: usize = 127;

/// The result of parsing a text. After a syntax error the tree contains what precedes it.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    pub(crate) root: Option<Node<'a>>,
    /// Where each anchor is defined: the bytes of `&name`.
    pub(crate) anchors: HashMap<Anchor, Range<usize>>,
    pub(crate) problems: Vec<Diagnostic>,
}

/// A value, or a key.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    /// The bytes it is written in, without its anchor and its tag.
    pub(crate) span: Range<usize>,
    pub(crate) anchor: Option<Anchor>,
    /// The bytes of its YAML tag, such as `!!str`.
    pub(crate) tag: Option<Range<usize>>,
    pub(crate) content: Content<'a>,
}

/// Identifies an anchor within one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Anchor(pub(crate) usize);

#[derive(Debug)]
pub(crate) enum Content<'a> {
    Scalar {
        text: Cow<'a, str>,
        /// Whether it has no quotes, so that it may be a number or a boolean.
        plain: bool,
    },
    Alias(Anchor),
    Sequence(Vec<Node<'a>>),
    Mapping(Vec<Entry<'a>>),
}

#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) key: Node<'a>,
    pub(crate) value: Node<'a>,
}

impl Node<'_> {
    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar without quotes.
    pub(crate) fn plain_text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, plain: true } => Some(text),
            _ => None,
        }
    }

    /// Whether this is the merge key `<<`.
    pub(crate) fn is_merge_key(&self) -> bool {
        self.plain_text() == Some("<<")
    }

    /// Finds the node with an anchor, here or below.
    pub(crate) fn find(&self, anchor: Anchor) -> Option<&Self> {
        if self.anchor == Some(anchor) {
            return Some(self);
        }
        match &self.content {
            Content::Scalar { .. } | Content::Alias(_) => None,
            Content::Sequence(items) => items.iter().find_map(|item| item.find(anchor)),
            Content::Mapping(entries) => entries
                .iter()
                .find_map(|Entry { key, value }| key.find(anchor).or_else(|| value.find(anchor))),
        }
    }
}

/// Reports the bracket, or the start of a block, that exceeds the maximum nesting.
pub(super) fn too_deep(start: Range<usize>) -> Diagnostic {
    code::TOO_DEEP.at(
        Place::text(start),
        format!("nested deeper than {DEPTH} levels"),
    )
}
