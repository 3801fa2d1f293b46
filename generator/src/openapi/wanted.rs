//! Which operations are wanted of those that a specification has.

use wildmatch::WildMatch;

use crate::diagnostic::Place;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::openapi::resolve::suggestion;

/// Which operations of a specification are wanted. They add up.
///
/// In all of them `*` stands for anything, slashes included, and `?` for one character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// By their `operationId`, or by their method and path, as in `GET /pets`.
    pub operations: Vec<String>,
    /// All that have one of these tags.
    pub tags: Vec<String>,
    /// All of these paths.
    pub paths: Vec<String>,
}

/// What is known of an operation before it is wanted.
pub(crate) struct Candidate<'v> {
    pub(crate) id: Option<&'v str>,
    /// As it is written.
    pub(crate) method: &'v str,
    pub(crate) path: &'v str,
    pub(crate) tags: Vec<&'v str>,
}

impl Candidate<'_> {
    /// How people call it: by its id, if it has one.
    fn name(&self) -> String {
        let call = || format!("{} {}", self.method.to_uppercase(), self.path);
        self.id.map_or_else(call, str::to_owned)
    }

    fn is_called(&self, pattern: &str) -> bool {
        let is_call = |(method, path): (&str, &str)| {
            method.eq_ignore_ascii_case(self.method) && is_like(self.path, path.trim_start())
        };
        self.id.is_some_and(|id| is_like(id, pattern))
            || pattern.split_once(' ').is_some_and(is_call)
    }

    fn is_tagged(&self, pattern: &str) -> bool {
        self.tags.iter().any(|tag| is_like(tag, pattern))
    }
}

fn is_like(text: &str, pattern: &str) -> bool {
    text == pattern || WildMatch::new(pattern).matches(text)
}

impl Wanted {
    /// Whether nothing is said of what is wanted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an operation is wanted.
    pub(crate) fn has(&self, candidate: &Candidate) -> bool {
        self.operations.iter().any(|it| candidate.is_called(it))
            || self.tags.iter().any(|it| candidate.is_tagged(it))
            || self.paths.iter().any(|it| is_like(candidate.path, it))
    }

    /// Tells of everything wanted that there is not.
    pub(crate) fn check(&self, all: &[Candidate], report: &Report) {
        let names = all.iter().map(Candidate::name).collect();
        let tags = all.iter().flat_map(|it| it.tags.iter());
        let tags = tags.map(ToString::to_string).collect();
        let paths = all.iter().map(|it| it.path.to_owned()).collect();
        let missing = |patterns: &[String], what, known, is: fn(&Candidate, &str) -> bool| {
            let known: Vec<String> = distinct(known);
            for pattern in patterns {
                if !all.iter().any(|candidate| is(candidate, pattern)) {
                    let message = format!("there is no {what} `{pattern}`");
                    let help = suggestion(pattern, known.iter());
                    report.add(code::NOT_THERE.at(Place::file(), message).help(help));
                }
            }
        };
        missing(&self.operations, "operation", names, |it, pattern| {
            it.is_called(pattern)
        });
        missing(&self.tags, "operation with the tag", tags, |it, pattern| {
            it.is_tagged(pattern)
        });
        missing(
            &self.paths,
            "operation on the path",
            paths,
            |it, pattern| is_like(it.path, pattern),
        );
    }
}

fn distinct(mut texts: Vec<String>) -> Vec<String> {
    let mut met = std::collections::HashSet::new();
    texts.retain(|text| met.insert(text.clone()));
    texts
}
