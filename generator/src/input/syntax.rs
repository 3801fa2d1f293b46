//! Parses the text of a specification into a value.
//!
//! YAML is parsed into a tree with positions. The tree is checked before it is converted into a
//! value, so that nothing which the checks reject (duplicate keys, exploding aliases) is processed.
//!
//! JSON is parsed by `serde_json`, which is faster. Only if that finds a duplicate key or a rounded
//! number, the text is parsed into a tree and checked like YAML.
//!
//! `serde_yaml` is not used for YAML, since it follows YAML 1.1, in which `U+0085`, `U+2028` and
//! `U+2029` end a line. In YAML 1.2 they are ordinary characters, which occur in descriptions.
//! Numbers are the same in both versions, so `serde_yaml` parses those.

mod checks;
mod json;
mod numbers;
mod offsets;
pub(crate) mod tree;
mod value;
pub(crate) mod written;
mod yaml;

use std::collections::HashMap;

use serde_json::Value;

pub(crate) use self::offsets::character_at;
use self::offsets::line;
use self::tree::Tree;
use self::written::WrittenNumbers;
use crate::diagnostic::code;
use crate::diagnostic::{Diagnostic, Place};
use crate::input::source::Source;

/// A parsed text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    /// The value, with its keys in the order of the text.
    pub(crate) value: Value,
    pub(crate) numbers: WrittenNumbers,
    /// Warnings about the text.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Parses YAML or JSON into a JSON value.
///
/// YAML keys that look like numbers or booleans are strings, so that `200:` and `"200":` are the
/// same. An integer beyond 64 bits becomes the nearest float, with a warning if it is rounded.
///
/// # Errors
///
/// Returns all errors: syntax errors, and YAML that a specification must not contain (duplicate
/// keys, tags, several documents, exploding aliases, numbers that are not finite, nesting beyond 127
/// levels, a root that is not a mapping). The text after a syntax error is not checked.
pub(crate) fn read(source: &Source) -> Result<Reading, Vec<Diagnostic>> {
    let (body, start) = source.body();
    let reading = if body.trim_start().starts_with('{') {
        read_json(body).or_else(|problems| {
            // A YAML flow mapping starts with a brace, too.
            let yaml = if is_json_file(&source.name) {
                None
            } else {
                read_yaml(body).ok()
            };
            yaml.ok_or(problems)
        })
    } else {
        read_yaml(body)
    };
    reading
        .map(|reading| Reading {
            warnings: behind(start, reading.warnings),
            ..reading
        })
        .map_err(|problems| behind(start, problems))
}

/// Parses a text into a tree with positions, up to the first syntax error.
pub(crate) fn tree(body: &str) -> Tree<'_> {
    if body.trim_start().starts_with('{')
        && let Ok(root) = json::tree(body)
    {
        return Tree {
            root: Some(root),
            ..Tree::default()
        };
    }
    yaml::tree(body)
}

fn read_json(body: &str) -> Result<Reading, Vec<Diagnostic>> {
    let built = value::from_json(body).map_err(|error| vec![json_error(body, &error)])?;
    let root = built.suspicious.then(|| json::tree(body).ok()).flatten();
    let problems = root.map(|root| checks::check(body, &root, &HashMap::new()));
    let numbers = WrittenNumbers::of_json(body);
    judge(problems.unwrap_or_default(), numbers, || built.value)
}

fn read_yaml(body: &str) -> Result<Reading, Vec<Diagnostic>> {
    let Tree {
        root,
        anchors,
        mut problems,
    } = yaml::tree(body);
    if problems.is_empty() {
        // After a syntax error the type of the root is unknown.
        problems.extend(checks::shape(root.as_ref()));
    }
    let Some(root) = root else {
        return Err(problems);
    };
    problems.extend(checks::check(body, &root, &anchors));
    let numbers = WrittenNumbers::of(&root);
    judge(problems, numbers, || value::from_tree(root))
}

/// Returns the value unless there is an error.
fn judge(
    problems: Vec<Diagnostic>,
    numbers: WrittenNumbers,
    value: impl FnOnce() -> Value,
) -> Result<Reading, Vec<Diagnostic>> {
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }
    Ok(Reading {
        value: value(),
        numbers,
        warnings: problems,
    })
}

fn json_error(body: &str, error: &serde_json::Error) -> Diagnostic {
    if let Err(json::Failure::TooDeep(at)) = json::tree(body) {
        return tree::too_deep(character_at(body, at));
    }
    let whole = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    let message = whole.strip_suffix(&suffix).unwrap_or(&whole);
    let at = line(body, error.line()).start + error.column().saturating_sub(1);
    let place = Place::text(character_at(body, at));
    code::SYNTAX.at(place, format!("not valid JSON: {message}"))
}

/// Moves diagnostics by the length of the byte-order mark.
fn behind(start: usize, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for diagnostic in &mut diagnostics {
        diagnostic.shift(start);
    }
    diagnostics
}

fn is_json_file(name: &str) -> bool {
    std::path::Path::new(name)
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("json"))
}

#[cfg(test)]
mod tests;
