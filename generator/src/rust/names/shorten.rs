//! Shortens the names of operations: in the resource `pets`, `list_pets` becomes `list`.

mod phrase;

use self::phrase::{Phrase, Place};
use super::name::Name;
use super::scope::Scope;
use std::collections::{HashMap, HashSet};

/// Verbs that read something; with a plural, they list.
const READING: &[&str] = &["fetch", "get", "read", "retrieve"];

/// Words that are verbs, also where the resource has them in its name.
const VERBS: &[&str] = &[
    "add", "create", "delete", "fetch", "get", "list", "patch", "post", "put", "read", "remove",
    "retrieve", "search", "set", "update",
];

/// Last words of a resource that say nothing about it.
const GENERIC: &[&str] = &["api", "endpoints", "management", "operations"];

/// Fewer names can start with the same words by chance.
const MIN_NAMES: usize = 3;

/// A shorter name.
#[derive(Clone)]
struct Candidate {
    words: Vec<String>,
    /// Whether it lacks `for_server` at its end, which distinguishes it less than other words would.
    is_without_owner: bool,
}

/// Removes the words of the resource from each name, and those that all names have before them. Of
/// names that would be the same, each keeps as many words as it takes to be unique.
pub(super) fn shorten(names: &[Name], path: &[Name], taken: &Scope) -> Vec<Name> {
    let phrases = phrases(path);
    let shared = Shared::new(names, &phrases);
    let all: HashSet<Vec<String>> = names.iter().map(without_articles).collect();
    let candidates = names.iter().map(|name| {
        let is_list = is_plural_of_any(name, &all);
        let mut candidates = candidates(name, &phrases, &shared, is_list);
        candidates
            .retain(|it| it.words == name.words || taken.is_free(&name.with_words(&it.words)));
        candidates
    });
    let mut candidates: Vec<Vec<Candidate>> = candidates.collect();
    while lengthen_equal(&mut candidates) {}
    let shortest = candidates.into_iter().zip(names);
    let shortest = shortest.map(|(candidates, name)| match candidates.last() {
        Some(candidate) => name.with_words(&candidate.words),
        None => name.clone(),
    });
    shortest.collect()
}

/// Removes the shortest candidate of each name for which it is also that of another one. Returns whether
/// any was removed.
fn lengthen_equal(candidates: &mut [Vec<Candidate>]) -> bool {
    let mut counts: HashMap<Vec<String>, (usize, usize)> = HashMap::new();
    for candidate in candidates.iter().filter_map(|it| it.last()) {
        let (all, better) = counts.entry(candidate.words.clone()).or_default();
        *all += 1;
        *better += usize::from(!candidate.is_without_owner);
    }
    let is_taken = |it: &Candidate| {
        let (all, better) = counts.get(&it.words).copied().unwrap_or_default();
        all > 1 && (it.is_without_owner || better > 1)
    };
    let mut has_changed = false;
    for candidates in candidates.iter_mut().filter(|it| it.len() > 1) {
        if candidates.last().is_some_and(is_taken) {
            candidates.pop();
            has_changed = true;
        }
    }
    has_changed
}

/// The name, and ever shorter ones.
fn candidates(name: &Name, phrases: &[Phrase], shared: &Shared, is_list: bool) -> Vec<Candidate> {
    let mut candidate = Candidate {
        words: name.words.clone(),
        is_without_owner: false,
    };
    let mut candidates = vec![candidate.clone()];
    // The name is that of the resource.
    if phrases.iter().any(|it| it.is(&name.words)) {
        return candidates;
    }
    if let Some(words) = shared.removed_from(&name.words) {
        candidate.words = words;
        candidates.push(candidate.clone());
    }
    let shorter = |words: &[String]| {
        let shorter = phrases.iter().filter_map(|it| it.removed_from(words));
        // Not `users` for `users_avatar` of the resource `user avatars`.
        let mut shorter = shorter.filter(|(words, _)| !phrases.iter().any(|it| it.is(words)));
        shorter.find_map(|(words, place)| match place {
            Place::End if is_list => Some((list(words)?, place)),
            _ => Some((words, place)),
        })
    };
    while let Some((words, place)) = shorter(&candidate.words) {
        candidate.words = words;
        candidate.is_without_owner |= place == Place::Owner;
        candidates.push(candidate.clone());
    }
    candidates
}

/// `list` for `get`, of a name that has the plural where another has the singular. Other verbs with a
/// plural are different from those with the singular.
fn list(mut words: Vec<String>) -> Option<Vec<String>> {
    let is_reading = READING.contains(&words[0].as_str());
    "list".clone_into(&mut words[0]);
    is_reading.then_some(words)
}

/// Whether a name differs from another one only in that its last word is the plural, and in articles.
/// `all` has all names without articles.
fn is_plural_of_any(name: &Name, all: &HashSet<Vec<String>>) -> bool {
    let mut words = without_articles(name);
    let Some(many) = words.pop() else {
        return false;
    };
    phrase::singulars(&many).any(|one| {
        words.push(one);
        let is_name = all.contains(&words);
        words.pop();
        is_name
    })
}

fn without_articles(name: &Name) -> Vec<String> {
    let words = name.words.iter();
    words
        .filter(|it| !phrase::is_article(it))
        .cloned()
        .collect()
}

/// The phrases to remove for a resource: the names of the whole path, its own name, and the start
/// and the end of that, the longest first.
fn phrases(path: &[Name]) -> Vec<Phrase> {
    let Some(last) = path.last() else {
        return Vec::new();
    };
    let whole: Vec<String> = path.iter().flat_map(|it| it.words.clone()).collect();
    let mut phrases = vec![Phrase::whole(&whole), Phrase::whole(&last.words)];
    if let [start @ .., generic] = last.words.as_slice()
        && GENERIC.contains(&generic.as_str())
        && !start.is_empty()
    {
        phrases.push(Phrase::whole(start));
    }
    for length in (1..last.words.len()).rev() {
        let (start, _) = last.words.split_at(length);
        let (_, end) = last.words.split_at(last.words.len() - length);
        phrases.extend([Phrase::end(end), Phrase::start(start)]);
    }
    let is_verb = |it: &Phrase| matches!(it.words(), [word] if VERBS.contains(&word.as_str()));
    phrases.retain(|it| it.is_whole() || !is_verb(it));
    phrases
}

/// The number of words that all names share.
#[derive(Default)]
struct Shared {
    /// `access_policies` of `access_policies_list` in the resource `policies`.
    start: usize,
    /// `organization` of `list_organization_dashboards` in the resource `dashboards`.
    behind_verb: usize,
    /// `v1` of `list_v1`.
    end: usize,
}

impl Shared {
    fn new(names: &[Name], phrases: &[Phrase]) -> Self {
        let names: Vec<&[String]> = names.iter().map(|it| it.words.as_slice()).collect();
        let Some(first) = names.first() else {
            return Self::default();
        };
        let is_shared = |at: usize| {
            names
                .iter()
                .all(|it| at + 1 < it.len() && it[at] == first[at])
        };
        let length = |from: usize| {
            let mut at = from..first.len();
            at.find(|at| !is_shared(*at)).unwrap_or(first.len()) - from
        };
        let has_resource = |words: &[String]| phrases.iter().any(|it| it.is_in(words));
        let mut shared = Self::default();
        let last = first.last().filter(|it| is_version(it));
        if last.is_some() && names.iter().all(|it| it.len() > 1 && it.last() == last) {
            shared.end = 1;
        }
        let is_verb = VERBS.contains(&first[0].as_str());
        // A single name shares all of its words.
        let is_single_verb = names.len() == 1 && is_verb;
        let start = if is_single_verb { 0 } else { length(0) };
        if names.len() >= MIN_NAMES && !is_verb && has_resource(&first[..start]) {
            shared.start = start;
        } else if start == 0 {
            let behind_verb = length(1);
            let before_resource = names.iter().filter_map(|name| {
                let mut before = (1..=behind_verb).rev();
                before.find(|at| phrases.iter().any(|it| it.is_start_of(&name[1 + at..])))
            });
            shared.behind_verb = before_resource.max().unwrap_or_default();
        }
        shared
    }

    fn removed_from(&self, name: &[String]) -> Option<Vec<String>> {
        let name = &name[self.start..name.len() - self.end];
        let (verb, rest) = name.split_first()?;
        let rest = rest.get(self.behind_verb..)?;
        let shorter = [std::slice::from_ref(verb), rest].concat();
        let is_shorter = self.start + self.behind_verb + self.end > 0;
        (is_shorter && phrase::is_name(&shorter)).then_some(shorter)
    }
}

fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix('v').unwrap_or_default();
    !digits.is_empty() && digits.chars().all(|it| it.is_ascii_digit())
}
