//! The source and pointer of each part of a value.

use std::collections::HashMap;

use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::{Place, Spot};

/// Where a value is written, and the origins of parts that are written elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Origin {
    source: SourceId,
    pointer: Pointer,
    /// The members whose origin is not a child of this one.
    members: HashMap<String, Origin>,
    /// The items of an array that was changed. All of them are listed, since removing an item
    /// shifts the indices of later ones.
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

    /// The origin of a member or an item.
    pub(super) fn part(&self, token: &str) -> Self {
        let item = || self.items.as_ref()?.get(token.parse::<usize>().ok()?);
        let recorded = self.members.get(token).or_else(item);
        recorded.cloned().unwrap_or_else(|| self.child(token))
    }

    /// The origin of the value at a pointer.
    pub(super) fn descendant(&self, pointer: &Pointer) -> Self {
        let mut tokens = pointer.tokens();
        let Some(first) = tokens.next() else {
            return self.clone();
        };
        tokens.fold(self.part(first), |part, token| part.part(token))
    }

    /// The origin of a member, for modification.
    pub(super) fn member(&mut self, key: &str) -> &mut Self {
        let child = self.child(key);
        self.members.entry(key.to_owned()).or_insert(child)
    }

    /// The origins of all items, for modification.
    pub(super) fn items(&mut self, count: usize) -> &mut Vec<Self> {
        let child = |index: usize| Self::at(self.source, self.pointer.index(index));
        self.items
            .get_or_insert_with(|| (0..count).map(child).collect())
    }

    /// Replaces a place in the first source by the place where its value is written.
    pub(super) fn relocate(&self, place: &mut Place) {
        if place.source != SourceId::default() {
            return;
        }
        let (Spot::Value(pointer) | Spot::Key(pointer)) = &mut place.spot else {
            return;
        };
        *pointer = self.pointer_of(pointer);
        place.source = pointer.source();
    }

    /// The pointer to where the value at a pointer is written.
    pub(crate) fn pointer_of(&self, pointer: &Pointer) -> Pointer {
        let origin = self.descendant(pointer);
        origin.pointer.in_source(origin.source)
    }
}
