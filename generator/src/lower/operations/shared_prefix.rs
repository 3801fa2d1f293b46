//! The words that the names of all resources start with.

use crate::rust::names::Name;
use std::collections::BTreeSet;

/// Fewer resources can have names that are alike by chance.
const MIN_RESOURCES: usize = 3;

/// `Api20100401` of the resources `Api20100401Message`, `Api20100401Call` and so on, and `v1` of
/// `v1.application`.
pub(in crate::lower) struct SharedPrefix(Option<Name>);

impl SharedPrefix {
    /// The longest prefix that leaves a name to each resource.
    pub(super) fn of(resources: &BTreeSet<Vec<String>>) -> Self {
        let names: Vec<Vec<String>> = resources.iter().map(|parts| words(&parts[0])).collect();
        let first = names.first().filter(|_| names.len() >= MIN_RESOURCES);
        let length = first.map_or(0, |first| {
            let is_shared = |length: &usize| {
                let mut named = names.iter().zip(resources);
                named.all(|(name, parts)| {
                    let starts = name.starts_with(&first[..*length]);
                    starts && leaves_a_name(&name[*length..], &parts[1..])
                })
            };
            let mut lengths = (1..=first.len()).rev();
            lengths.find(is_shared).unwrap_or_default()
        });
        let prefix = first.map(|first| first[..length].join(" "));
        Self(prefix.filter(|it| !it.is_empty()).map(Name::new))
    }

    /// The resource without the prefix.
    pub(super) fn removed_from(&self, resource: Vec<String>) -> Vec<String> {
        let Some(prefix) = &self.0 else {
            return resource;
        };
        let (first, rest) = (Name::new(&resource[0]), &resource[1..]);
        if first.snake_string() == prefix.snake_string() && !rest.is_empty() {
            return rest.to_vec();
        }
        let first = self.removed_from_name(&first).in_words();
        [std::slice::from_ref(&first), rest].concat()
    }

    pub(in crate::lower) fn removed_from_name(&self, name: &Name) -> Name {
        let prefix = self.0.as_ref();
        prefix.map_or_else(|| name.clone(), |prefix| name.without_prefix(prefix))
    }
}

/// Whether the rest of a name, or the resources below it, can be a name.
fn leaves_a_name(rest: &[String], below: &[String]) -> bool {
    match rest {
        [] => !below.is_empty(),
        [first, ..] => !first.starts_with(|c: char| c.is_ascii_digit()),
    }
}

fn words(name: &str) -> Vec<String> {
    let words = Name::new(name).in_words();
    words.split(' ').map(str::to_owned).collect()
}
