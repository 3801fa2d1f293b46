//! [`Phrase`]: words that are removed from a name, wherever they stand.

/// Words that need another word: no name is cut before or after one of them.
const PREPOSITIONS: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "over",
    "per", "the", "to", "via", "with", "within", "without",
];

/// Prepositions between what a method does and the resource.
const OWNER: &[&str] = &["at", "for", "from", "in", "of", "on", "to"];

const ARTICLES: &[&str] = &["a", "an", "the", "this"];

/// Adverbs before a verb.
const ADVERBS: &[&str] = &["batch", "bulk", "deprecated", "hard", "soft"];

/// Adjectives and adverbs behind a verb, which are not mistaken for what the method acts on.
const ADJECTIVES: &[&str] = &[
    "active",
    "all",
    "archived",
    "available",
    "away",
    "current",
    "default",
    "down",
    "featured",
    "latest",
    "many",
    "multiple",
    "new",
    "off",
    "on",
    "out",
    "published",
    "several",
    "up",
];

/// The endings of a plural, and of its singular.
const PLURALS: &[(&str, &str)] = &[("s", ""), ("es", ""), ("ies", "y")];

/// Words of a resource.
pub(super) struct Phrase {
    words: Vec<String>,
    part: Part,
}

/// The part of the name of a resource that a phrase consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    /// `user` of `user tokens`. A method that ends in them acts on something else.
    Start,
    /// `tokens` of `user tokens`.
    End,
}

/// Where words were removed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    Middle,
    End,
    /// At the end, behind a preposition.
    Owner,
}

impl Phrase {
    pub(super) fn whole(words: &[String]) -> Self {
        Self::new(words, Part::Whole)
    }

    pub(super) fn start(words: &[String]) -> Self {
        Self::new(words, Part::Start)
    }

    pub(super) fn end(words: &[String]) -> Self {
        Self::new(words, Part::End)
    }

    fn new(words: &[String], part: Part) -> Self {
        let words = words.to_vec();
        Self { words, part }
    }

    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    pub(super) fn is_whole(&self) -> bool {
        self.part == Part::Whole
    }

    pub(super) fn is(&self, words: &[String]) -> bool {
        is_same(words, &self.words)
    }

    pub(super) fn is_in(&self, words: &[String]) -> bool {
        words.windows(self.words.len()).any(|it| self.is(it))
    }

    /// Whether words are, or start with, the resource, and not only the start of its name.
    pub(super) fn is_start_of(&self, words: &[String]) -> bool {
        let start = words.get(..self.words.len());
        self.part != Part::Start && start.is_some_and(|it| self.is(it))
    }

    /// The other words of a name, if they can be a name. Where nothing is removed, the name can start or
    /// end with any word (`sign_in`).
    pub(super) fn removed_from(&self, name: &[String]) -> Option<(Vec<String>, Place)> {
        let last = name.len().checked_sub(self.words.len())?;
        let mut rests = (0..=last).filter_map(|at| {
            let (before, rest) = name.split_at(at);
            let (found, after) = rest.split_at(self.words.len());
            let removed = self.is(found).then(|| self.rest(before, found, after));
            removed.flatten().filter(|(words, _)| is_name(words))
        });
        rests.next()
    }

    fn rest(
        &self,
        before: &[String],
        found: &[String],
        after: &[String],
    ) -> Option<(Vec<String>, Place)> {
        match (before, after) {
            ([], []) => None,
            // `judge_conversation` of the resource `beta judges` starts with a verb.
            ([], after) => {
                let is_certain = self.is_whole() || found == self.words;
                let rest = at_start(after).filter(|_| is_certain)?;
                Some((rest, Place::Start))
            }
            (_, []) if self.part == Part::Start => None,
            (before, []) => at_end(before),
            (before, after) => Some((in_middle(before, after)?, Place::Middle)),
        }
    }
}

/// `view` for `pet_view`.
fn at_start(after: &[String]) -> Option<Vec<String>> {
    (!is_preposition(&after[0])).then(|| after.to_vec())
}

/// `list` for `list_pets`, and `list_actions` for `list_actions_for_server`: a verb, or a verb and what
/// belongs to the resource, without the preposition.
fn at_end(before: &[String]) -> Option<(Vec<String>, Place)> {
    let before = without_article(before);
    if is_verb(before) {
        return Some((before.to_vec(), Place::End));
    }
    let (preposition, rest) = before.split_last()?;
    let is_owner = OWNER.contains(&preposition.as_str());
    let says_what = rest.len() > 1 && !is_preposition(&rest[rest.len() - 1]);
    (is_owner && says_what).then(|| (rest.to_vec(), Place::Owner))
}

/// `list_namespaced_pod` for `list_core_v1_namespaced_pod`, and `get_tracks` for `get_an_albums_tracks`.
fn in_middle(before: &[String], after: &[String]) -> Option<Vec<String>> {
    let before = without_article(before);
    // `a_project_s_keys`
    let after = match after {
        [s, rest @ ..] if s == "s" && !rest.is_empty() => rest,
        after => after,
    };
    let is_number = after[0].starts_with(|c: char| c.is_ascii_digit());
    // `for_user_task_list`
    let is_owner = match before {
        [words @ .., _] => words.iter().any(|it| OWNER.contains(&it.as_str())),
        [] => true,
    };
    (!is_owner && !is_number).then(|| [before, after].concat())
}

fn without_article(words: &[String]) -> &[String] {
    match words {
        [words @ .., last] if is_article(last) => words,
        words => words,
    }
}

/// Whether words are only a verb: `list`, `list_all` and `bulk_create`, but not `list_project`, which
/// says something else than `list_project_roles`.
fn is_verb(words: &[String]) -> bool {
    let words = match words {
        [adverb, rest @ ..] if ADVERBS.contains(&adverb.as_str()) && !rest.is_empty() => rest,
        words => words,
    };
    match words {
        [verb] => !is_preposition(verb),
        [_, preposition, all] => is_preposition(preposition) && all == "all",
        [verb, adjective] => !is_preposition(verb) && ADJECTIVES.contains(&adjective.as_str()),
        _ => false,
    }
}

/// Whether two names have the same words; the last may be the plural of the other.
pub(super) fn is_same(one: &[String], other: &[String]) -> bool {
    match (one, other) {
        ([one @ .., a], [other @ .., b]) => {
            one == other && (a == b || is_plural(a, b) || is_plural(b, a))
        }
        _ => false,
    }
}

fn is_plural(many: &str, one: &str) -> bool {
    PLURALS.iter().any(|(many_end, one_end)| {
        let stems = many.strip_suffix(many_end).zip(one.strip_suffix(one_end));
        stems.is_some_and(|(many, one)| many == one)
    })
}

/// The words that a word can be the plural of.
pub(super) fn singulars(many: &str) -> impl Iterator<Item = String> {
    let singular = |(many_end, one_end): &(&str, &str)| {
        Some(many.strip_suffix(many_end)?.to_owned() + one_end)
    };
    PLURALS.iter().filter_map(singular)
}

/// Whether words can be a name of their own.
pub(super) fn is_name(words: &[String]) -> bool {
    let [first, ..] = words else { return false };
    !first.starts_with(|c: char| c.is_ascii_digit())
        && syn::parse_str::<syn::Ident>(&words.join("_")).is_ok()
}

pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(&word)
}
