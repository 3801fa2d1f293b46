//! What has changed between two specifications, in the operations of the first.
//!
//! The two are compared by what they mean and not by how they are written: references are
//! followed, `allOf` is merged, and the names of components do not count. What a change
//! amounts to depends on which way a value travels: a field that becomes optional is good
//! news in a request, and breaks who relies on it in an answer.

mod alternatives;
mod answers;
mod calls;
mod known;
mod schemas;
mod values;
mod view;

use std::collections::BTreeMap;

use serde_json::Value;

use self::calls::Calls;
pub use self::known::{Acknowledged, Known};
use crate::diagnostic::Diagnostic;
use crate::input::locate;
use crate::input::pointer::Pointer;
use crate::input::source::Source;
use crate::input::syntax;

/// What a change amounts to for a client that was made for the first specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Calls that worked may fail, or what they rely on is gone.
    Breaking,
    /// Calls go on to work, and there is something more, or something that is said better.
    Addition,
    /// Only the documentation is another.
    Words,
}

/// One thing that has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it amounts to.
    pub class: Class,
    /// What kind of change it is, such as `field-added`.
    pub kind: &'static str,
    /// What the first specification calls the operation.
    pub operation: String,
    /// Where it is in the operation, such as `request creator`. Of a thing that is met on
    /// several ways, all of them.
    pub places: Vec<String>,
    /// What has changed, in words.
    pub message: String,
    /// Where the first specification has it, or what it would be part of.
    pub old: Pointer,
    /// Where the second specification has it, or what it would be part of.
    pub new: Pointer,
}

/// The changes between two specifications, in the order of the first.
///
/// # Errors
///
/// Fails with the problems of the specification that cannot be read.
pub fn compare(old: &Source, new: &Source) -> Result<Vec<Change>, Unreadable> {
    let old = syntax::read(old).map_err(Unreadable::Old)?;
    let new = syntax::read(new).map_err(Unreadable::New)?;
    Ok(compare_values(&old.value, &new.value))
}

/// Which of two specifications cannot be read, and why.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreadable {
    /// The first.
    Old(Vec<Diagnostic>),
    /// The second.
    New(Vec<Diagnostic>),
}

/// Does what [`compare`] does for specifications that have been read.
pub(crate) fn compare_values(old: &Value, new: &Value) -> Vec<Change> {
    let mut changes = Changes::default();
    Calls::new(old, new).compare(&mut changes);
    changes.list
}

/// The lines on which the values of some pointers stand, counted from 1.
#[must_use]
pub fn lines<'p>(
    source: &Source,
    pointers: impl IntoIterator<Item = &'p Pointer>,
) -> BTreeMap<Pointer, usize> {
    locate::lines(source, pointers)
}

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Way {
    Sent,
    Received,
}

impl Way {
    /// What it amounts to if more values are allowed than before.
    fn widened(self) -> Class {
        match self {
            Self::Sent => Class::Addition,
            Self::Received => Class::Breaking,
        }
    }

    /// What it amounts to if fewer values are allowed than before.
    fn narrowed(self) -> Class {
        match self {
            Self::Sent => Class::Breaking,
            Self::Received => Class::Addition,
        }
    }
}

/// A place in both specifications.
#[derive(Clone, Debug)]
struct Spot {
    operation: String,
    /// The part of the operation, such as `response 200`.
    part: String,
    /// The way from there into a value, such as `.result.variants[]`.
    within: String,
    old: Pointer,
    new: Pointer,
}

impl Spot {
    /// A part of the operation.
    fn part(&self, part: &str, old: &Pointer, new: &Pointer) -> Self {
        Self {
            part: part.to_owned(),
            ..self.at(old, new)
        }
    }

    /// Something in the value: a field as `.name`, items as `[]`, a form as `|Name`.
    fn step(&self, step: &str, old: &Pointer, new: &Pointer) -> Self {
        Self {
            within: format!("{}{step}", self.within),
            ..self.at(old, new)
        }
    }

    /// The same place, where it stands elsewhere.
    fn at(&self, old: &Pointer, new: &Pointer) -> Self {
        Self {
            old: old.clone(),
            new: new.clone(),
            ..self.clone()
        }
    }

    /// The place in the operation, as it is shown.
    fn place(&self) -> String {
        let within = self.within.strip_prefix('.').unwrap_or(&self.within);
        let space = if self.part.is_empty() || within.is_empty() {
            ""
        } else {
            " "
        };
        format!("{}{space}{within}", self.part)
    }
}

/// The changes found so far.
#[derive(Debug, Default)]
struct Changes {
    list: Vec<Change>,
}

impl Changes {
    /// Adds a change. One that was met already gets another place.
    fn add(&mut self, spot: &Spot, class: Class, kind: &'static str, message: impl Into<String>) {
        let place = spot.place();
        let change = Change {
            class,
            kind,
            operation: spot.operation.clone(),
            places: vec![place.clone()],
            message: message.into(),
            old: spot.old.clone(),
            new: spot.new.clone(),
        };
        let same = |known: &&mut Change| {
            (known.class, known.kind, &known.operation, &known.message)
                == (
                    change.class,
                    change.kind,
                    &change.operation,
                    &change.message,
                )
                && (&known.old, &known.new) == (&change.old, &change.new)
        };
        match self.list.iter_mut().find(same) {
            Some(known) if known.places.contains(&place) => {}
            Some(known) => known.places.push(place),
            None => self.list.push(change),
        }
    }

    /// Adds that words have changed, unless only their spacing has.
    fn words(&mut self, spot: &Spot, what: &str, old: Option<&Value>, new: Option<&Value>) {
        let words = |value: Option<&'_ Value>| -> Vec<String> {
            let text = value.and_then(Value::as_str).unwrap_or_default();
            text.split_whitespace().map(str::to_owned).collect()
        };
        let (old, new) = (words(old), words(new));
        // What is said only in the first was added to it by hand.
        if new.is_empty() || old == new {
            return;
        }
        let same = old.iter().zip(&new).take_while(|(old, new)| old == new);
        // A word before the first other one, to find it by.
        let start = same.count().saturating_sub(1);
        let message = if old.is_empty() {
            format!("there is a {what}: {}", excerpt(&new, 0))
        } else {
            format!(
                "the {what} was {}, and is {}",
                excerpt(&old, start),
                excerpt(&new, start)
            )
        };
        self.add(spot, Class::Words, "words", message);
    }
}

/// A few words from one of them on.
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

#[cfg(test)]
mod tests;
