//! Where the parts of a value come from.

use std::collections::HashMap;

use crate::diagnostic::{Place, Spot};
use crate::input::pointer::Pointer;
use crate::input::source::SourceId;

/// Where a value is written, and where those parts of it are that are written elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Origin {
    source: SourceId,
    pointer: Pointer,
    /// The members of a mapping whose places do not follow from its own.
    members: HashMap<String, Origin>,
    /// The items of a list that was changed: all of them, since those behind one that is
    /// removed move up.
    items: Option<Vec<Origin>>,
}

impl Origin {
    pub(super) fn at(source: SourceId, pointer: Pointer) -> Self {
        Self {
            source,
            pointer,
            members: HashMap::new(),
            items: None,
        }
    }

    fn child(&self, token: &str) -> Self {
        Self::at(self.source, self.pointer.child(token))
    }

    /// The part that a token leads to.
    pub(super) fn part(&self, token: &str) -> Self {
        let item = || self.items.as_ref()?.get(token.parse::<usize>().ok()?);
        let known = self.members.get(token).or_else(item);
        known.cloned().unwrap_or_else(|| self.child(token))
    }

    /// The part that a pointer leads to.
    pub(super) fn below(&self, pointer: &Pointer) -> Self {
        let mut tokens = pointer.tokens();
        let Some(first) = tokens.next() else {
            return self.clone();
        };
        tokens.fold(self.part(first), |part, token| part.part(token))
    }

    /// The origin of a member, to be changed.
    pub(super) fn member(&mut self, key: &str) -> &mut Self {
        let child = self.child(key);
        self.members.entry(key.to_owned()).or_insert(child)
    }

    /// The origins of all items, to be changed.
    pub(super) fn items(&mut self, count: usize) -> &mut Vec<Self> {
        let child = |index: usize| Self::at(self.source, self.pointer.index(index));
        self.items
            .get_or_insert_with(|| (0..count).map(child).collect())
    }

    /// Moves a place of the first source to where what it is about is written.
    pub(super) fn relocate(&self, place: &mut Place) {
        if place.source != SourceId::default() {
            return;
        }
        let (Spot::Value(pointer) | Spot::Key(pointer)) = &mut place.spot else {
            return;
        };
        let origin = self.below(pointer);
        place.source = origin.source;
        *pointer = origin.pointer.in_source(origin.source);
    }
}
