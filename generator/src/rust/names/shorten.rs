//! Shortens the names of operations: in the resource `pets`, `list_pets` becomes `list`.

use super::name::Name;
use super::scope::Scope;
use std::collections::HashMap;

/// Words that need another word: no name is cut before or after one of them.
const PREPOSITIONS: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per",
    "the", "to", "via", "with", "within", "without",
];

/// Removes the words of the resource from the start or the end of each name, or behind its verb, unless the result is
/// taken, or is the full or the short name of another operation.
pub(super) fn shorten(names: &[Name], path: &[Name], taken: &Scope) -> Vec<Name> {
    let short: Vec<_> = names.iter().map(|name| short_name(name, path)).collect();
    let pairs = names.iter().zip(&short);
    let without_owner = pairs.map(|(name, short)| match short {
        Some(_) => None,
        None => without_owner(name, path.last()?),
    });
    let without_owner: Vec<_> = without_owner.collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in names.iter().chain(short.iter().flatten()) {
        *counts.entry(name.snake_string()).or_default() += 1;
    }
    let is_unique = |counts: &HashMap<String, usize>, it: &Name| {
        counts.get(&it.snake_string()) == Some(&1) && taken.is_free(it)
    };
    let chosen = short.into_iter();
    let chosen: Vec<_> = chosen
        .map(|it| it.filter(|it| is_unique(&counts, it)))
        .collect();
    // An owner is removed only if the name is not the short name of another operation.
    for name in without_owner.iter().flatten() {
        *counts.entry(name.snake_string()).or_default() += 1;
    }
    let candidates = names.iter().zip(chosen).zip(without_owner);
    candidates
        .map(|((name, short), without_owner)| {
            let without_owner = without_owner.filter(|it| is_unique(&counts, it));
            short.or(without_owner).unwrap_or_else(|| name.clone())
        })
        .collect()
}

/// The name without the words of the whole path, else without those of its last part, if the rest
/// can be a name. Where nothing is removed, the name can start or end with any word (`sign_in`).
fn short_name(name: &Name, path: &[Name]) -> Option<Name> {
    let whole = path.iter().flat_map(|part| part.words.iter().cloned());
    let whole: Vec<String> = whole.collect();
    let last = path.last()?;
    let resources = [whole.as_slice(), last.words.as_slice()];
    let rests = resources.into_iter().flat_map(|resource| {
        let length = name.words.len().checked_sub(resource.len());
        let length = length.filter(|length| *length > 0);
        let at_start = length.map(|_| name.words.split_at(resource.len()));
        let at_end = length.map(|length| name.words.split_at(length));
        let after = at_start
            .filter(|(start, rest)| is_same(start, resource) && !is_preposition(rest.first()))
            .map(|(_, rest)| rest.to_vec());
        let before = at_end
            .filter(|(rest, end)| is_verb(rest) && is_same(end, resource))
            .filter(|(rest, _)| !is_preposition(rest.last()))
            .map(|(rest, _)| rest.to_vec());
        let behind = length.and_then(|_| behind_verb(&name.words, resource));
        after.into_iter().chain(before).chain(behind)
    });
    let mut rests = rests.filter(|rest| is_name(rest));
    rests.next().map(|rest| name.with_words(&rest))
}

/// `list_namespaced_pod` for `list_core_v1_namespaced_pod` in the resource `core_v1`.
fn behind_verb(name: &[String], resource: &[String]) -> Option<Vec<String>> {
    let (verb, rest) = name.split_first()?;
    let (start, rest) = rest.split_at_checked(resource.len())?;
    let is_behind = is_same(start, resource) && !rest.is_empty();
    is_behind.then(|| [std::slice::from_ref(verb), rest].concat())
}

/// `list_actions` for `list_actions_for_server` in the resource `servers`: a verb and what belongs to
/// the resource, without the preposition.
fn without_owner(name: &Name, resource: &Name) -> Option<Name> {
    let length = name.words.len().checked_sub(resource.words.len())?;
    let (words, end) = name.words.split_at(length);
    let (preposition, rest) = words.split_last()?;
    let is_owner = matches!(preposition.as_str(), "for" | "of" | "in");
    let says_what = rest.len() > 1 && !is_preposition(rest.last()) && is_name(rest);
    (is_same(end, &resource.words) && is_owner && says_what).then(|| name.with_words(rest))
}

/// Whether the words before a resource are only a verb: `list` and `list_all`, but not
/// `list_archived`, which says which ones are listed.
fn is_verb(words: &[String]) -> bool {
    matches!(words, [_]) || words.last().is_some_and(|it| it == "all")
}

/// Whether two names have the same words; the last may be the plural of the other.
fn is_same(one: &[String], other: &[String]) -> bool {
    match (one, other) {
        ([one @ .., a], [other @ .., b]) => {
            one == other && (a == b || is_plural(a, b) || is_plural(b, a))
        }
        _ => false,
    }
}

fn is_plural(many: &str, one: &str) -> bool {
    let end = many.strip_prefix(one);
    let changed = many.strip_suffix("ies").zip(one.strip_suffix('y'));
    matches!(end, Some("s" | "es")) || changed.is_some_and(|(many, one)| many == one)
}

/// Whether words can be a name of their own.
fn is_name(words: &[String]) -> bool {
    let [first, ..] = words else { return false };
    !first.starts_with(|c: char| c.is_ascii_digit())
        && syn::parse_str::<syn::Ident>(&words.join("_")).is_ok()
}

fn is_preposition(word: Option<&String>) -> bool {
    word.is_none_or(|it| PREPOSITIONS.contains(&it.as_str()))
}
