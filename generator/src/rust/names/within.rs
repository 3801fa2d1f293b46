//! What a call is called where its resource is named already: `pets.list`, not
//! `pets.list_pets`.

use super::{Name, Scope};
use std::collections::HashMap;

/// Words that lead on to another one: no name begins or ends with one of them.
const LEADING: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per",
    "the", "to", "via", "with", "within", "without",
];

/// The names of the calls of a resource without its words at their beginning or at their end,
/// unless what is left is what another call of it is or would be called.
pub(super) fn shortened(names: &[Name], path: &[Name], taken: &Scope) -> Vec<Name> {
    let short: Vec<_> = names.iter().map(|name| within(name, path)).collect();
    let mut wanted: HashMap<String, usize> = HashMap::new();
    for name in names.iter().chain(short.iter().flatten()) {
        *wanted.entry(name.snake_string()).or_default() += 1;
    }
    let is_alone = |short: &Name| wanted.get(&short.snake_string()) == Some(&1);
    let short = short
        .into_iter()
        .map(|short| short.filter(|it| is_alone(it) && taken.is_free(it)));
    let names = names.iter().zip(short);
    names
        .map(|(name, short)| short.unwrap_or_else(|| name.clone()))
        .collect()
}

/// The name without the words of the resource, if it has them and a name is left: those of the
/// whole way to it, else of its last part.
fn within(name: &Name, path: &[Name]) -> Option<Name> {
    let whole = path.iter().flat_map(|part| part.words.iter().cloned());
    let whole: Vec<String> = whole.collect();
    let last = path.last()?;
    let ways = [whole.as_slice(), last.words.as_slice()];
    let rests = ways.into_iter().flat_map(|resource| {
        let length = name.words.len().checked_sub(resource.len());
        let length = length.filter(|length| *length > 0);
        let behind = length.map(|_| name.words.split_at(resource.len()));
        let before = length.map(|length| name.words.split_at(length));
        let behind = behind
            .filter(|(it, _)| is_same(it, resource))
            .map(|it| it.1);
        let before = before.filter(|(deed, it)| is_deed(deed) && is_same(it, resource));
        let before = before.map(|it| it.0);
        behind.into_iter().chain(before)
    });
    rests
        .filter(|rest| is_name(rest))
        .map(|rest| name.with_words(rest))
        .next()
}

/// Whether the thing that is done needs no more words: `list` and `list_all`, but not
/// `list_archived`, which asks what is archived.
fn is_deed(words: &[String]) -> bool {
    matches!(words, [_]) || words.last().is_some_and(|it| it == "all")
}

/// Whether two names have the same words, but that the last may be in the plural in one of them.
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
    let is_leading = |word: Option<&String>| word.is_none_or(|it| LEADING.contains(&it.as_str()));
    let [first, ..] = words else { return false };
    !is_leading(words.first())
        && !is_leading(words.last())
        && !first.starts_with(|c: char| c.is_ascii_digit())
        && syn::parse_str::<syn::Ident>(&words.join("_")).is_ok()
}
