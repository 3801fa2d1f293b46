//! What a regeneration means for those who depend on the client.
//!
//! Two specifications are compared twice: by the public items of the clients that are made
//! of them, and by what travels. The items are those of the model: it has them before they are
//! printed.

mod surface;

use std::collections::BTreeMap;

use self::surface::{Piece, surface};
use crate::changes::{self, compare_values};
use crate::diagnostic::Diagnostic;
use crate::input::sources::Sources;

/// What a change means, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// The same code sends something else, or reads what is no longer sent.
    Wire,
    /// Code that compiled may not compile any more.
    Api,
    /// There is more than before.
    Additive,
    /// Only the documentation is another.
    Words,
}

/// What kind of version has to follow, as semantic versioning has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bump {
    /// Nothing has changed.
    None,
    /// Nothing but the documentation has changed.
    Patch,
    /// Something is new.
    Minor,
    /// Something is broken.
    Major,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it means.
    pub effect: Effect,
    /// What it is about: an item of the crate, or a place in a call.
    pub path: String,
    /// What has changed.
    pub message: String,
}

/// All changes between two clients, the worst first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// The changes.
    pub items: Vec<Item>,
}

impl Release {
    /// The version that has to follow.
    #[must_use]
    pub fn bump(&self) -> Bump {
        self.items
            .iter()
            .map(|item| item.effect.bump())
            .max()
            .unwrap_or(Bump::None)
    }

    /// The version that has to follow if only what the compiler sees counts.
    #[must_use]
    pub fn api_bump(&self) -> Bump {
        let seen = self.items.iter().filter(|item| item.effect != Effect::Wire);
        seen.map(|item| item.effect.bump())
            .max()
            .unwrap_or(Bump::None)
    }

    /// How many changes have this effect.
    #[must_use]
    pub fn count(&self, effect: Effect) -> usize {
        self.items
            .iter()
            .filter(|item| item.effect == effect)
            .count()
    }
}

impl Effect {
    /// The version that a change of this kind asks for.
    #[must_use]
    pub fn bump(self) -> Bump {
        match self {
            Self::Wire | Self::Api => Bump::Major,
            Self::Additive => Bump::Minor,
            Self::Words => Bump::Patch,
        }
    }
}

impl Bump {
    /// The version that follows another one. Before 1.0, the second number is the one that
    /// says that something is broken.
    #[must_use]
    pub fn of(self, version: &str) -> Option<String> {
        let core = version.split(['-', '+']).next()?;
        let mut numbers = core.split('.').map(|number| number.parse::<u64>().ok());
        let (major, minor, patch) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let next = match (self, major, minor) {
            (Self::None, ..) => return Some(version.to_owned()),
            (Self::Major, 0, 0) | (Self::Minor, 0, _) | (Self::Patch, ..) => {
                [major, minor, patch + 1]
            }
            (Self::Major, 0, _) | (Self::Minor, ..) => [major, minor + 1, 0],
            (Self::Major, ..) => [major + 1, 0, 0],
        };
        Some(next.map(|number| number.to_string()).join("."))
    }
}

/// The paths of the public items that a client has because of its specification, such as
/// `client::images::v1::edit::creator` and `Image::creator`.
///
/// # Errors
///
/// Fails with the problems of a specification that no client can be made of.
pub fn items(sources: &Sources) -> Result<Vec<String>, Vec<Diagnostic>> {
    let (model, _) = crate::model_of(sources)?;
    let pieces = surface(&model).into_iter();
    let items = pieces.filter(|piece| !matches!(piece.kind, "crate" | "trait" | "type of a call"));
    Ok(items.map(|piece| piece.path).collect())
}

/// Says what it means to make the client of the second specification where it was of the first.
///
/// # Errors
///
/// Fails with the problems of the specification that no client can be made of.
pub fn compare(old: &Sources, new: &Sources) -> Result<Release, changes::Unreadable> {
    let read = |source: &Sources| -> Result<_, Vec<Diagnostic>> {
        let (model, value) = crate::model_of(source)?;
        Ok((surface(&model), value))
    };
    let (was, old) = read(old).map_err(changes::Unreadable::Old)?;
    let (is, new) = read(new).map_err(changes::Unreadable::New)?;
    let mut items = pieces(&was, &is);
    for change in compare_values(&old, &new) {
        // Limits and defaults are documented; nothing that is sent depends on them.
        let is_silent = ["limit", "default", "words"].contains(&change.kind);
        if change.class == changes::Class::Breaking && !is_silent {
            let place = change.places.first().map_or("", String::as_str);
            items.push(Item {
                effect: Effect::Wire,
                path: format!("{} {place}", change.operation)
                    .trim_end()
                    .to_owned(),
                message: change.message,
            });
        }
    }
    items.sort_by_key(|item| item.effect);
    Ok(Release { items })
}

/// Compares the public items of two clients.
fn pieces(old: &[Piece], new: &[Piece]) -> Vec<Item> {
    let known: BTreeMap<&str, &Piece> = new.iter().map(|it| (it.path.as_str(), it)).collect();
    let before: BTreeMap<&str, &Piece> = old.iter().map(|it| (it.path.as_str(), it)).collect();
    // What is part of something that is gone, or new, comes and goes with it.
    let gone = |path: &str| before.contains_key(path) && !known.contains_key(path);
    let added = |path: &str| known.contains_key(path) && !before.contains_key(path);
    let mut items = Vec::new();
    let mut add = |effect, piece: &Piece, message: String| {
        items.push(Item {
            effect,
            path: piece.path.clone(),
            message,
        });
    };
    for piece in old {
        if piece.parent().is_some_and(gone) {
            continue;
        }
        match known.get(piece.path.as_str()) {
            None => add(Effect::Api, piece, format!("the {} is gone", piece.kind)),
            Some(now) => change(piece, now, &mut add),
        }
    }
    for piece in new {
        if added(&piece.path) && !piece.parent().is_some_and(added) {
            let message = format!("the {} is new", piece.kind);
            add(Effect::Additive, piece, message);
        }
    }
    items
}

/// What has become of an item that was there and is there.
fn change(was: &Piece, is: &Piece, add: &mut impl FnMut(Effect, &Piece, String)) {
    if was.kind != is.kind {
        add(
            Effect::Api,
            is,
            format!("it was a {}, and is a {}", was.kind, is.kind),
        );
    } else if was.signature != is.signature {
        let message = format!("it was `{}`, and is `{}`", was.signature, is.signature);
        add(Effect::Api, is, message);
    }
    if is.deprecated && !was.deprecated {
        add(Effect::Additive, is, "it is deprecated".to_owned());
    }
    if was.docs != is.docs {
        add(Effect::Words, is, "its documentation is another".to_owned());
    }
}

#[cfg(test)]
mod tests;
