//! Determines the semantic version of a client after its specification has changed.
//!
//! Two specifications are compared in two ways: by the public items of their clients, which come
//! from the models, and by the requests and responses.

mod public_items;

use std::collections::BTreeMap;

use self::public_items::{PublicItem, public_items};
use crate::changes::{self, compare_values};
use crate::diagnostic::Diagnostic;
use crate::input::sources::Sources;
use crate::{Client, Settings};

/// The effect of a change on users of the client, the most severe first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// Unchanged code sends a different request, or relies on data that the API no longer sends.
    Wire,
    /// Code that compiled may no longer compile.
    Api,
    /// Something was added.
    Additive,
    /// Only the documentation changed.
    Documentation,
}

/// The version number to increment, by semantic versioning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bump {
    /// None: nothing changed.
    None,
    /// The patch version: only the documentation changed.
    Patch,
    /// The minor version: something was added.
    Minor,
    /// The major version: something breaks.
    Major,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its effect on users.
    pub effect: Effect,
    /// The path of a public item, or a place in an operation.
    pub path: String,
    /// A description of the change.
    pub message: String,
}

/// All changes between two clients, the most severe first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// The changes.
    pub changes: Vec<Change>,
}

impl Release {
    /// The version number to increment.
    #[must_use]
    pub fn bump(&self) -> Bump {
        self.changes
            .iter()
            .map(|change| change.effect.bump())
            .max()
            .unwrap_or(Bump::None)
    }

    /// The version number to increment, ignoring changes of requests and responses.
    #[must_use]
    pub fn api_bump(&self) -> Bump {
        let visible = self
            .changes
            .iter()
            .filter(|change| change.effect != Effect::Wire);
        visible
            .map(|change| change.effect.bump())
            .max()
            .unwrap_or(Bump::None)
    }

    /// The number of changes with this effect.
    #[must_use]
    pub fn count(&self, effect: Effect) -> usize {
        self.changes
            .iter()
            .filter(|change| change.effect == effect)
            .count()
    }
}

impl Effect {
    /// The version number that a change with this effect increments.
    #[must_use]
    pub fn bump(self) -> Bump {
        match self {
            Self::Wire | Self::Api => Bump::Major,
            Self::Additive => Bump::Minor,
            Self::Documentation => Bump::Patch,
        }
    }
}

impl Bump {
    /// The next version. Before 1.0, a breaking change increments the minor version.
    #[must_use]
    pub fn apply(self, version: &str) -> Option<String> {
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
/// Returns the diagnostics if no client can be generated.
pub fn items(sources: &Sources) -> Result<Vec<String>, Vec<Diagnostic>> {
    let client = Client::of(sources, &Settings::default())?;
    let items = public_items(&client.model).into_iter();
    let items = items.filter(|item| !matches!(item.kind, "crate" | "trait" | "type of a call"));
    Ok(items.map(|item| item.path).collect())
}

/// Compares the client of the old specification with that of the new one.
///
/// # Errors
///
/// Returns the diagnostics of the specification that no client can be generated for.
pub fn compare(
    old: &Sources,
    new: &Sources,
    settings: &Settings,
) -> Result<Release, changes::Unreadable> {
    let old = Client::of(old, settings).map_err(changes::Unreadable::Old)?;
    let new = Client::of(new, settings).map_err(changes::Unreadable::New)?;
    let mut changes = compare_items(&public_items(&old.model), &public_items(&new.model));
    let on_the_wire = compare_values(&old.value, &new.value);
    let of_client = |it: &changes::Change| old.operations.contains(&it.operation);
    for change in on_the_wire.into_iter().filter(of_client) {
        // Constraints and defaults are only documented; requests do not depend on them.
        let is_documentation = ["constraint", "default", "documentation"].contains(&change.kind);
        if change.class == changes::Class::Breaking && !is_documentation {
            let place = change.places.first().map_or("", String::as_str);
            changes.push(Change {
                effect: Effect::Wire,
                path: format!("{} {place}", change.operation)
                    .trim_end()
                    .to_owned(),
                message: change.message,
            });
        }
    }
    changes.sort_by_key(|change| change.effect);
    Ok(Release { changes })
}

/// Compares the public items of two clients.
fn compare_items(old: &[PublicItem], new: &[PublicItem]) -> Vec<Change> {
    let after: BTreeMap<&str, &PublicItem> = new.iter().map(|it| (it.path.as_str(), it)).collect();
    let before: BTreeMap<&str, &PublicItem> = old.iter().map(|it| (it.path.as_str(), it)).collect();
    // Parts of a removed or added item are not reported separately.
    let removed = |path: &str| before.contains_key(path) && !after.contains_key(path);
    let added = |path: &str| after.contains_key(path) && !before.contains_key(path);
    let mut changes = Vec::new();
    let mut add = |effect, item: &PublicItem, message: String| {
        changes.push(Change {
            effect,
            path: item.path.clone(),
            message,
        });
    };
    for item in old {
        if item.parent().is_some_and(removed) {
            continue;
        }
        match after.get(item.path.as_str()) {
            None => add(Effect::Api, item, format!("the {} was removed", item.kind)),
            Some(new) => compare_item(item, new, &mut add),
        }
    }
    for item in new {
        if added(&item.path) && !item.parent().is_some_and(added) {
            let message = format!("the {} was added", item.kind);
            add(Effect::Additive, item, message);
        }
    }
    changes
}

/// Compares an item that both clients have.
fn compare_item(
    was: &PublicItem,
    is: &PublicItem,
    add: &mut impl FnMut(Effect, &PublicItem, String),
) {
    if was.kind != is.kind {
        add(
            Effect::Api,
            is,
            format!("changed from {} to {}", was.kind, is.kind),
        );
    } else if was.signature != is.signature {
        let message = format!("changed from `{}` to `{}`", was.signature, is.signature);
        add(Effect::Api, is, message);
    }
    if is.deprecated && !was.deprecated {
        add(Effect::Additive, is, "became deprecated".to_owned());
    }
    if was.docs != is.docs {
        add(
            Effect::Documentation,
            is,
            "the documentation changed".to_owned(),
        );
    }
}

#[cfg(test)]
mod tests;
