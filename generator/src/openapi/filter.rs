//! Filters that select operations of a specification.

use wildmatch::WildMatch;

use crate::diagnostic::Place;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::openapi::lookup::suggestion;

/// Selects operations. An operation is selected if any pattern matches it.
///
/// In every pattern `*` matches anything, slashes included, and `?` matches one character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationFilter {
    /// Patterns for the `operationId`, or for method and path, as in `GET /pets`.
    pub operations: Vec<String>,
    /// Patterns for tags.
    pub tags: Vec<String>,
    /// Patterns for paths.
    pub paths: Vec<String>,
}

/// The properties of an operation that a filter looks at.
pub(crate) struct Candidate<'v> {
    pub(crate) id: Option<&'v str>,
    /// The method as written.
    pub(crate) method: &'v str,
    pub(crate) path: &'v str,
    pub(crate) tags: Vec<&'v str>,
}

impl Candidate<'_> {
    /// The `operationId`, or else method and path.
    pub(crate) fn name(&self) -> String {
        let call = || format!("{} {}", self.method.to_uppercase(), self.path);
        self.id.map_or_else(call, str::to_owned)
    }

    fn has_name(&self, pattern: &str) -> bool {
        let is_call = |(method, path): (&str, &str)| {
            method.eq_ignore_ascii_case(self.method) && matches(self.path, path.trim_start())
        };
        self.id.is_some_and(|id| matches(id, pattern))
            || pattern.split_once(' ').is_some_and(is_call)
    }

    fn has_tag(&self, pattern: &str) -> bool {
        self.tags.iter().any(|tag| matches(tag, pattern))
    }

    fn has_path(&self, pattern: &str) -> bool {
        matches(self.path, pattern)
    }
}

fn matches(text: &str, pattern: &str) -> bool {
    text == pattern || WildMatch::new(pattern).matches(text)
}

impl OperationFilter {
    /// Whether there are no patterns.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a pattern matches the operation.
    pub(crate) fn selects(&self, candidate: &Candidate) -> bool {
        self.operations.iter().any(|it| candidate.has_name(it))
            || self.tags.iter().any(|it| candidate.has_tag(it))
            || self.paths.iter().any(|it| candidate.has_path(it))
    }

    /// Reports every pattern that matches no operation.
    pub(crate) fn check<'v>(&self, all: &[Candidate<'v>], report: &Report) {
        let names = all.iter().map(Candidate::name).collect();
        let tags = all.iter().flat_map(|it| it.tags.iter());
        let tags = tags.map(ToString::to_string).collect();
        let paths = all.iter().map(|it| it.path.to_owned()).collect();
        let check = |patterns: &[String], what, existing, matches: Matches<'v>| {
            let existing: Vec<String> = distinct(existing);
            for pattern in patterns {
                if !all.iter().any(|candidate| matches(candidate, pattern)) {
                    let message = format!("no {what} `{pattern}`");
                    let help = suggestion(pattern, existing.iter());
                    report.add(code::NO_MATCH.at(Place::file(), message).help(help));
                }
            }
        };
        check(
            &self.operations,
            "operation matches",
            names,
            Candidate::has_name,
        );
        check(
            &self.tags,
            "operation has the tag",
            tags,
            Candidate::has_tag,
        );
        check(
            &self.paths,
            "operation has the path",
            paths,
            Candidate::has_path,
        );
    }
}

type Matches<'v> = fn(&Candidate<'v>, &str) -> bool;

fn distinct(mut texts: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    texts
}
