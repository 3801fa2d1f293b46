//! Reads the text of a specification into a value.
//!
//! YAML becomes a tree that knows where everything stands. The tree is
//! checked, and then written out as a value, so that nothing which the checks refuse (a key
//! that is given twice, an alias that explodes) is ever acted on.
//!
//! JSON is read by a deserializer, which is faster. It gets a tree, and the same checks,
//! only once the deserializer has met something that it would let pass in silence.
//!
//! YAML is not read by a deserializer, too, because there are two YAMLs. The one of
//! `serde_yaml` is 1.1, in which a line ends at `U+0085`, `U+2028` and `U+2029`; what 1.2,
//! and thus the tree, takes for a character in a description would be an error to it, or the
//! end of a key. Numbers are the same in both, so it is `serde_yaml` that reads them.

mod checks;
mod json;
mod numbers;
mod offsets;
pub(crate) mod tree;
mod value;
mod yaml;

use std::collections::HashMap;

use serde_json::Value;

pub(crate) use self::offsets::character_at;
use self::offsets::line;
use self::tree::Tree;
use crate::diagnostic::code;
use crate::diagnostic::{Diagnostic, Place};
use crate::input::source::Source;

/// A specification as a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    /// The value, with its keys in the order of the text.
    pub(crate) value: Value,
    /// What is doubtful about the text.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Reads YAML or JSON into a JSON value, and says what is doubtful about the text.
///
/// A key that YAML takes for a number or a boolean is the text that it was written as, so
/// that `200:` and `"200":` are the same. An integer beyond 64 bits becomes the nearest
/// float, with a warning if that is another number.
///
/// # Errors
///
/// Fails with everything that keeps the text from being a specification: a slip of
/// syntax, and what YAML allows and a specification does not (keys given twice, tags,
/// several documents, aliases that stand for too much, numbers that are not finite,
/// nesting beyond 127 levels, a root that is no mapping). After a slip of syntax the rest
/// of the text is not looked at.
pub(crate) fn read(source: &Source) -> Result<Reading, Vec<Diagnostic>> {
    let (body, start) = source.body();
    let reading = if body.trim_start().starts_with('{') {
        read_json(body).or_else(|problems| {
            // A YAML mapping may start with a brace, too.
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

/// Finds where everything stands, as far as the text has a structure.
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
    let problems = match json::tree(body) {
        Ok(root) if built.suspicious => checks::check(body, &root, &HashMap::new()),
        _ => Vec::new(),
    };
    judge(problems, || built.value)
}

fn read_yaml(body: &str) -> Result<Reading, Vec<Diagnostic>> {
    let Tree {
        root,
        anchors,
        mut problems,
    } = yaml::tree(body);
    if problems.is_empty() {
        // Of a text that broke off, nobody knows what it was to become.
        problems.extend(checks::shape(root.as_ref()));
    }
    let Some(root) = root else {
        return Err(problems);
    };
    problems.extend(checks::check(body, &root, &anchors));
    judge(problems, || value::from_tree(root))
}

/// Gives the value unless a problem forbids it.
fn judge(
    problems: Vec<Diagnostic>,
    value: impl FnOnce() -> Value,
) -> Result<Reading, Vec<Diagnostic>> {
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }
    Ok(Reading {
        value: value(),
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

/// Moves diagnostics behind what was skipped in front of the text.
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
