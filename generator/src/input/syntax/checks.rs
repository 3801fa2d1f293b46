//! Checks of valid YAML and JSON that a specification must not contain.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::ops::Range;

use super::numbers::{self, Problem};
use super::tree::{Anchor, Content, DEPTH, Entry, Node, too_deep};
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::{Diagnostic, Place};

/// The maximum number of values that all aliases together expand to. Responses shared by a thousand
/// operations stay below it, and exponential expansion stops soon after it.
const ALIAS_BUDGET: usize = 100_000;

/// Reports all errors and warnings of a tree.
///
/// `definitions` are the places of its anchors.
pub(super) fn check(
    text: &str,
    root: &Node<'_>,
    definitions: &HashMap<Anchor, Range<usize>>,
) -> Vec<Diagnostic> {
    let mut checks = Checks {
        text,
        definitions,
        path: Vec::new(),
        anchors: HashMap::new(),
        names: HashMap::new(),
        aliased: 0,
        problems: Vec::new(),
    };
    checks.value(root);
    checks.problems
}

/// Reports a root that is not a mapping, or an empty text.
pub(super) fn shape(root: Option<&Node<'_>>) -> Option<Diagnostic> {
    let empty = || Some(code::EMPTY.at(Place::file(), "the document is empty"));
    let Some(root) = root else { return empty() };
    let found = match &root.content {
        Content::Mapping(_) => return None,
        Content::Scalar { text, plain: true } if text.is_empty() => return empty(),
        Content::Scalar { .. } => "a single value",
        Content::Sequence(_) => "a sequence",
        Content::Alias(_) => "an alias",
    };
    let place = Place::text(root.span.clone());
    let problem = code::NO_MAPPING.at(place, "a specification must be a mapping");
    Some(problem.label(format!("this is {found}")))
}

struct Checks<'a> {
    text: &'a str,
    definitions: &'a HashMap<Anchor, Range<usize>>,
    path: Vec<Step<'a>>,
    /// The value of each anchor, and its extent; no extent while the value is still being read.
    anchors: HashMap<Anchor, (&'a Node<'a>, Option<Extent>)>,
    /// The first definition of each anchor name.
    names: HashMap<&'a str, Range<usize>>,
    /// The number of values that aliases have expanded to so far.
    aliased: usize,
    problems: Vec<Diagnostic>,
}

/// The size of a value after the expansion of its aliases.
#[derive(Clone, Copy, Default)]
struct Extent {
    /// The number of values, itself included.
    size: usize,
    /// The number of sequences and mappings within each other.
    depth: usize,
}

impl Extent {
    const SCALAR: Self = Self { size: 1, depth: 0 };

    /// The extent of a sequence or mapping of such values.
    fn around(parts: impl Iterator<Item = Self>) -> Self {
        parts.fold(Self { size: 1, depth: 1 }, |whole, part| Self {
            size: whole.size + part.size,
            depth: whole.depth.max(part.depth + 1),
        })
    }
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Checks<'a> {
    fn value(&mut self, node: &'a Node<'a>) -> Extent {
        self.node(node);
        if let Some(anchor) = node.anchor {
            self.anchors.insert(anchor, (node, None));
        }
        let extent = match &node.content {
            Content::Scalar { .. } => {
                self.number(node);
                Extent::SCALAR
            }
            Content::Alias(anchor) => self.alias(node, *anchor),
            Content::Sequence(items) => {
                let items = items.iter().enumerate();
                Extent::around(items.map(|(index, item)| self.within(Step::Index(index), item)))
            }
            Content::Mapping(entries) => self.mapping(entries),
        };
        if let Some(anchor) = node.anchor {
            self.anchors.insert(anchor, (node, Some(extent)));
        }
        extent
    }

    fn within(&mut self, step: Step<'a>, node: &'a Node<'a>) -> Extent {
        self.path.push(step);
        let extent = self.value(node);
        self.path.pop();
        extent
    }

    fn mapping(&mut self, entries: &'a [Entry<'a>]) -> Extent {
        let mut first = HashMap::with_capacity(entries.len());
        Extent::around(entries.iter().map(|Entry { key, value }| {
            let Some(text) = key.text() else {
                self.report(&key.span, |place| {
                    code::KEY_NOT_TEXT.at(place, "a key must be a string")
                });
                return Extent::default();
            };
            self.path.push(Step::Key(text));
            self.key(key, text, &mut first);
            let extent = self.value(value);
            if key.is_merge_key() {
                self.merge(key, value);
            }
            self.path.pop();
            extent
        }))
    }

    fn key(
        &mut self,
        key: &'a Node<'a>,
        text: &'a str,
        first: &mut HashMap<&'a str, &'a Range<usize>>,
    ) {
        self.node(key);
        if let Some(anchor) = key.anchor {
            self.anchors.insert(anchor, (key, Some(Extent::SCALAR)));
        }
        match first.entry(text) {
            Slot::Vacant(slot) => {
                slot.insert(&key.span);
            }
            Slot::Occupied(earlier) => self.duplicate(text, &key.span, earlier.get()),
        }
    }

    /// Checks that the value of a merge key is a mapping or a sequence of mappings.
    fn merge(&mut self, key: &Node<'_>, value: &'a Node<'a>) {
        let is_mapping = |node| matches!(self.aliased(node).content, Content::Mapping(_));
        let can_merge = match &self.aliased(value).content {
            Content::Mapping(_) => true,
            Content::Sequence(items) => items.iter().all(is_mapping),
            Content::Scalar { .. } | Content::Alias(_) => false,
        };
        if !can_merge {
            self.report(&key.span, |place| {
                code::MERGE_KEY
                    .at(
                        place,
                        "the value of a merge key must be a mapping, or a list of mappings",
                    )
                    .help("write an alias of a mapping, or a list of such aliases")
            });
        }
    }

    /// The target of an alias, or a value that is not an alias.
    fn aliased(&self, node: &'a Node<'a>) -> &'a Node<'a> {
        match node.content {
            Content::Alias(anchor) => self.anchors.get(&anchor).map_or(node, |(node, _)| node),
            _ => node,
        }
    }

    fn duplicate(&mut self, key: &str, later: &Range<usize>, earlier: &Range<usize>) {
        let pointer = self.pointer();
        let earlier = Place::text(earlier.clone()).within(&pointer);
        self.report(later, |place| {
            code::DUPLICATE_KEY
                .at(place, format!("duplicate key `{key}`"))
                .label("repeated here")
                .related(earlier, "first defined here")
        });
    }

    /// The extent of the target of an alias, if it is within the limits.
    fn alias(&mut self, node: &Node<'_>, anchor: Anchor) -> Extent {
        let Some((_, Some(extent))) = self.anchors.get(&anchor).copied() else {
            self.report(&node.span, |place| {
                code::ALIAS_WITHIN_ITSELF
                    .at(place, "an alias cannot refer to a value that contains it")
            });
            return Extent::SCALAR;
        };
        if self.aliased > ALIAS_BUDGET {
            // It has been reported.
            return Extent::SCALAR;
        }
        self.aliased += extent.size;
        if self.aliased > ALIAS_BUDGET {
            self.report(&node.span, |place| {
                let message = format!("aliases expand to more than {ALIAS_BUDGET} values");
                code::ALIAS_BUDGET
                    .at(place, message)
                    .label("limit exceeded here")
                    .help("use `$ref` to share values")
            });
            return Extent::SCALAR;
        }
        if self.path.len() + extent.depth > DEPTH {
            self.problems.push(too_deep(node.span.clone()));
            return Extent::SCALAR;
        }
        extent
    }

    /// Checks that apply to keys and to values.
    fn node(&mut self, node: &Node<'_>) {
        if let Some(tag) = &node.tag {
            self.report(tag, |place| {
                code::TAG.at(place, "YAML tags are not supported")
            });
        }
        let Some(span) = node.anchor.and_then(|it| self.definitions.get(&it)) else {
            return;
        };
        let name = &self.text[span.start + 1..span.end];
        // YAML allows it, but readers of a later alias cannot tell which one is meant.
        if let Some(earlier) = self.names.insert(name, span.clone()) {
            self.report(span, |place| {
                code::ANCHOR_TWICE
                    .at(place, format!("the anchor `{name}` is defined twice"))
                    .related(Place::text(earlier), "first defined here")
            });
        }
    }

    fn number(&mut self, node: &Node<'_>) {
        let Some(problem) = node.plain_text().and_then(numbers::problem) else {
            return;
        };
        self.report(&node.span, |place| match problem {
            Problem::NotFinite => code::NOT_FINITE
                .at(place, "a number must be finite")
                .help("quote it if a string is meant"),
            Problem::Rounded(nearest) => code::ROUNDED
                .at(place, "the integer does not fit in 64 bits")
                .label(format!("read as {nearest:e}")),
        });
    }

    fn report(&mut self, span: &Range<usize>, problem: impl FnOnce(Place) -> Diagnostic) {
        let place = Place::text(span.clone()).within(&self.pointer());
        self.problems.push(problem(place));
    }

    fn pointer(&self) -> Pointer {
        self.path
            .iter()
            .fold(Pointer::root(), |pointer, step| match *step {
                Step::Key(key) => pointer.child(key),
                Step::Index(index) => pointer.index(index),
            })
    }
}
