//! The diagnostics about references.

use super::Values;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::{Diagnostic, code};
use crate::input::sources::LoadError;
use crate::openapi::document::Reference;
use serde_json::Value;

/// Why the file of a reference cannot be opened.
pub(super) enum OpenError {
    /// It is a URL.
    Url,
    /// It is outside of the root folder.
    Outside,
    /// It is a Windows path.
    Backslashes,
    Load(LoadError),
}

/// A token of a pointer that does not exist.
pub(super) struct Missing {
    /// The deepest value that exists.
    pub(super) within: Pointer,
    /// The token that is not in it.
    pub(super) token: String,
    /// Whether it is the last token of the pointer.
    pub(super) is_last: bool,
}

/// A reference cycle. The diagnostic is the same from whichever reference the cycle is entered.
pub(crate) fn cycle(references: &[&Reference]) -> Diagnostic {
    let mut cycle = references.to_vec();
    let first = (0..cycle.len()).min_by(|a, b| cycle[*a].at.cmp(&cycle[*b].at));
    cycle.rotate_left(first.unwrap_or(0));
    let message = "reference cycle: these references resolve only to each other";
    let mut diagnostic = code::REFERENCE_CYCLE.at(&cycle[0].at, message);
    let last = cycle.len() - 1;
    for (index, reference) in cycle.iter().enumerate().skip(1) {
        let text = if index == last {
            "which refers back to the first"
        } else {
            "which refers to this"
        };
        diagnostic = diagnostic.related(&reference.at, text);
    }
    diagnostic
}

pub(super) fn unresolved(reference: &Reference, missing: &Missing, values: &Values) -> Diagnostic {
    let existing = keys(values.value_at(&missing.within));
    let suggested = suggestion(&missing.token, existing.iter().copied());
    let help = if missing.is_last {
        suggested
    } else {
        let within = format!("{}/{}", missing.within, missing.token);
        match nearest(&missing.token, existing.iter().copied()) {
            Some(_) => format!("`{within}` does not exist: {suggested}"),
            None => format!("`{within}` does not exist"),
        }
    };
    unresolved_reference(reference).help(help)
}

pub(super) fn invalid_pointer(reference: &Reference) -> Diagnostic {
    let message = format!("`{}` is not a valid JSON Pointer", reference.target);
    code::UNRESOLVED_REFERENCE
        .at(&reference.at, message)
        .help("write `~` as `~0`, and `/` in a key as `~1`")
}

pub(super) fn missing_anchor(reference: &Reference, name: &str) -> Diagnostic {
    unresolved_reference(reference).help(format!(
        "no schema has the `$anchor` `{name}`; a JSON Pointer starts with `#/`"
    ))
}

fn unresolved_reference(reference: &Reference) -> Diagnostic {
    let message = format!("unresolved reference `{}`", reference.target);
    code::UNRESOLVED_REFERENCE.at(&reference.at, message)
}

pub(crate) fn wrong_kind(reference: &Reference, section: &str, expected: &str) -> Diagnostic {
    let target = &reference.target;
    let message = format!("`{target}` is in `#/components/{section}`; expected {expected}");
    code::WRONG_REFERENCE_KIND.at(&reference.at, message)
}

pub(super) fn unreadable_file(reference: &Reference, error: &OpenError) -> Diagnostic {
    let target = &reference.target;
    let (code, message, help) = match error {
        OpenError::Url => (
            code::REMOTE_REFERENCE,
            format!("`{target}` is a URL; remote references are not supported"),
            "save the file in the folder of the specification, and refer to that",
        ),
        OpenError::Outside | OpenError::Load(LoadError::Outside) => (
            code::REFERENCE_OUTSIDE_FOLDER,
            format!("`{target}` is outside of the root folder"),
            "the root folder is that of the specification; `--root DIR` sets a folder above it",
        ),
        OpenError::Backslashes => (
            code::UNREADABLE_FILE,
            format!("`{target}` contains a backslash"),
            "use `/` as the path separator on every system",
        ),
        OpenError::Load(LoadError::Missing) => (
            code::UNREADABLE_FILE,
            format!("`{target}`: file not found"),
            "a path is relative to the file that contains the reference; \
             a reference to the same file starts with `#/`",
        ),
        OpenError::Load(LoadError::Unreadable(reason)) => (
            code::UNREADABLE_FILE,
            format!("cannot read `{target}`: {reason}"),
            "the file must be YAML or JSON",
        ),
    };
    code.at(&reference.at, message).help(help)
}

pub(crate) fn unknown_security_scheme(
    name: &str,
    at: &Pointer,
    existing: &[&String],
) -> Diagnostic {
    let message = format!("security scheme `{name}` is not defined");
    code::UNKNOWN_SECURITY_SCHEME
        .at(at, message)
        .help(suggestion(name, existing.iter().copied()))
}

/// The keys of an object; empty for any other value.
pub(crate) fn keys(value: Option<&Value>) -> Vec<&String> {
    let members = value.and_then(Value::as_object);
    members.map(|it| it.keys().collect()).unwrap_or_default()
}

/// The most similar of the existing names, if any is similar.
pub(crate) fn nearest<'a, S: AsRef<str> + ?Sized + 'a>(
    name: &str,
    existing: impl Iterator<Item = &'a S>,
) -> Option<&'a str> {
    let existing = existing.map(AsRef::as_ref);
    let similarity = |other: &str| strsim::jaro_winkler(other, name);
    let nearest = existing.max_by(|a, b| similarity(a).total_cmp(&similarity(b)));
    nearest.filter(|nearest| similarity(nearest) > 0.7)
}

/// Suggests the name that was probably meant, or lists the existing ones.
pub(crate) fn suggestion<'a, S: AsRef<str> + ?Sized + 'a>(
    name: &str,
    existing: impl Iterator<Item = &'a S>,
) -> String {
    let existing: Vec<&str> = existing.map(AsRef::as_ref).collect();
    match nearest(name, existing.iter().copied()) {
        _ if existing.is_empty() => "none are declared".to_owned(),
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("declared: {}", listed(&existing)),
    }
}

/// The first few names, and the number of the others.
fn listed(names: &[&str]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = names.len().saturating_sub(SHOWN);
    match more {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
