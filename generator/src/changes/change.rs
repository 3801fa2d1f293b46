//! The changes between two specifications, and their locations.

use serde_json::Value;

use crate::diagnostic::pointer::Pointer;

/// How a change affects a client generated from the first specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A call that worked may fail, or something that the client relies on was removed.
    Breaking,
    /// Calls keep working, and something was added or specified more precisely.
    Addition,
    /// Only the documentation changed.
    Documentation,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its effect on clients.
    pub class: Class,
    /// The kind of change, such as `property-added`.
    pub kind: &'static str,
    /// The name of the operation in the first specification.
    pub operation: String,
    /// Where it is in the operation, such as `request creator`. A schema that the operation uses
    /// several times has several places.
    pub places: Vec<String>,
    /// A description of the change.
    pub message: String,
    /// The changed value in the first specification, or the value that would contain it.
    pub old: Pointer,
    /// The changed value in the second specification, or the value that would contain it.
    pub new: Pointer,
}

/// Whether a client sends a value or receives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Direction {
    Sent,
    Received,
}

impl Direction {
    /// The class of a change that allows more values than before.
    pub(super) fn widened(self) -> Class {
        match self {
            Self::Sent => Class::Addition,
            Self::Received => Class::Breaking,
        }
    }

    /// The class of a change that allows fewer values than before.
    pub(super) fn narrowed(self) -> Class {
        match self {
            Self::Sent => Class::Breaking,
            Self::Received => Class::Addition,
        }
    }
}

/// A location in both specifications.
#[derive(Clone, Debug)]
pub(super) struct Location {
    pub(super) operation: String,
    /// The part of the operation, such as `response 200`.
    pub(super) part: String,
    /// The path from there into the value, such as `.result.variants[]`.
    pub(super) path: String,
    pub(super) old: Pointer,
    pub(super) new: Pointer,
}

impl Location {
    /// A part of the operation.
    pub(super) fn part(&self, part: &str, old: &Pointer, new: &Pointer) -> Self {
        Self {
            part: part.to_owned(),
            ..self.at(old, new)
        }
    }

    /// A part of the value: a property is `.name`, items are `[]`, a branch is `|Name`.
    pub(super) fn step(&self, step: &str, old: &Pointer, new: &Pointer) -> Self {
        Self {
            path: format!("{}{step}", self.path),
            ..self.at(old, new)
        }
    }

    /// The same location with other pointers.
    pub(super) fn at(&self, old: &Pointer, new: &Pointer) -> Self {
        Self {
            old: old.clone(),
            new: new.clone(),
            ..self.clone()
        }
    }

    /// The place in the operation, for display.
    pub(super) fn place(&self) -> String {
        let path = self.path.strip_prefix('.').unwrap_or(&self.path);
        let space = if self.part.is_empty() || path.is_empty() {
            ""
        } else {
            " "
        };
        format!("{}{space}{path}", self.part)
    }
}

/// The changes found so far.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) list: Vec<Change>,
}

impl Changes {
    /// Adds a change. If the same change was found at another place, adds the place to it.
    pub(super) fn add(
        &mut self,
        location: &Location,
        class: Class,
        kind: &'static str,
        message: impl Into<String>,
    ) {
        let place = location.place();
        let change = Change {
            class,
            kind,
            operation: location.operation.clone(),
            places: vec![place.clone()],
            message: message.into(),
            old: location.old.clone(),
            new: location.new.clone(),
        };
        let same = |existing: &&mut Change| {
            (
                existing.class,
                existing.kind,
                &existing.operation,
                &existing.message,
            ) == (
                change.class,
                change.kind,
                &change.operation,
                &change.message,
            ) && (&existing.old, &existing.new) == (&change.old, &change.new)
        };
        match self.list.iter_mut().find(same) {
            Some(existing) if existing.places.contains(&place) => {}
            Some(existing) => existing.places.push(place),
            None => self.list.push(change),
        }
    }

    /// Adds a change of a description or summary, unless only its whitespace changed.
    pub(super) fn documentation(
        &mut self,
        location: &Location,
        keyword: &str,
        old: Option<&Value>,
        new: Option<&Value>,
    ) {
        let words = |value: Option<&'_ Value>| -> Vec<String> {
            let text = value.and_then(Value::as_str).unwrap_or_default();
            text.split_whitespace().map(str::to_owned).collect()
        };
        let (old, new) = (words(old), words(new));
        // A text that only the first specification has was added to the fragment by hand.
        if new.is_empty() || old == new {
            return;
        }
        let same = old.iter().zip(&new).take_while(|(old, new)| old == new);
        // One word of context before the first difference.
        let start = same.count().saturating_sub(1);
        let message = if old.is_empty() {
            format!("a {keyword} was added: {}", excerpt(&new, 0))
        } else {
            format!(
                "the {keyword} changed from {} to {}",
                excerpt(&old, start),
                excerpt(&new, start)
            )
        };
        self.add(location, Class::Documentation, "documentation", message);
    }
}

/// At most ten words from `start` on, in quotation marks.
fn excerpt(words: &[String], start: usize) -> String {
    const SHOWN: usize = 10;
    let shown = words.iter().skip(start).take(SHOWN).cloned();
    let shown = shown.collect::<Vec<_>>().join(" ");
    let before = if start > 0 { "… " } else { "" };
    let after = if words.len() > start + SHOWN {
        " …"
    } else {
        ""
    };
    format!("\u{201c}{before}{shown}{after}\u{201d}")
}
