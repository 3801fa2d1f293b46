//! What is wrong with a reference.

use super::Resolver;
use super::files::Refused;
use super::target::Missing;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::input::pointer::Pointer;
use crate::input::sources::LoadError;
use crate::openapi::document::Reference;
use serde_json::Value;

/// The references lead round in a ring, the first member of which is to be the same from
/// wherever it is met.
pub(super) fn circle(ring: &[&Reference]) -> Diagnostic {
    let mut ring = ring.to_vec();
    let first = (0..ring.len()).min_by(|a, b| ring[*a].at.cmp(&ring[*b].at));
    ring.rotate_left(first.unwrap_or(0));
    let message = "references that lead only to each other stand for nothing";
    let mut diagnostic = code::CIRCLE.at(&ring[0].at, message);
    let last = ring.len() - 1;
    for (index, reference) in ring.iter().enumerate().skip(1) {
        let text = if index == last {
            "and this leads back to the first"
        } else {
            "which leads here"
        };
        diagnostic = diagnostic.related(&reference.at, text);
    }
    diagnostic
}

pub(super) fn nothing(reference: &Reference, missing: &Missing, resolver: &Resolver) -> Diagnostic {
    let message = format!("`{}` stands for nothing", reference.target);
    let known = keys(resolver.value_at(&missing.within));
    let suggested = suggestion(&missing.token, known.iter().copied());
    let help = if missing.is_last {
        suggested
    } else {
        let within = format!("{}/{}", missing.within, missing.token);
        match nearest(&missing.token, known.iter().copied()) {
            Some(_) => format!("there is no `{within}`: {suggested}"),
            None => format!("there is no `{within}`"),
        }
    };
    code::DANGLING.at(&reference.at, message).help(help)
}

pub(super) fn no_pointer(reference: &Reference) -> Diagnostic {
    let message = format!("`{}` is not a JSON pointer", reference.target);
    code::DANGLING
        .at(&reference.at, message)
        .help("`~` is written `~0`, and `/` in a key `~1`")
}

pub(super) fn no_anchor(reference: &Reference, name: &str) -> Diagnostic {
    let message = format!("`{}` stands for nothing", reference.target);
    code::DANGLING.at(&reference.at, message).help(format!(
        "no schema has the `$anchor` `{name}`; a JSON pointer begins with `#/`"
    ))
}

pub(super) fn another_kind(reference: &Reference, section: &str, what: &str) -> Diagnostic {
    let target = &reference.target;
    let message = format!("`{target}` lies in `#/components/{section}`, where {what} is needed");
    code::WRONG_TARGET.at(&reference.at, message)
}

pub(super) fn no_file(reference: &Reference, refused: &Refused) -> Diagnostic {
    let target = &reference.target;
    let (code, message, help) = match refused {
        Refused::Url => (
            code::NETWORK,
            format!("`{target}` is a URL, and nothing is ever fetched"),
            "save it beside the specification, and refer to the file",
        ),
        Refused::Outside | Refused::Load(LoadError::Outside) => (
            code::OUTSIDE,
            format!("`{target}` lies outside of the folder of the specification"),
            "only files in that folder or below it are read",
        ),
        Refused::Backslashes => (
            code::FILE,
            format!("`{target}` has a backslash in it"),
            "a reference is written with `/` on every system",
        ),
        Refused::Load(LoadError::Missing) => (
            code::FILE,
            format!("`{target}`: there is no such file"),
            "a path is relative to the file that the reference stands in; \
             a reference into the same file begins with `#/`",
        ),
        Refused::Load(LoadError::Unreadable(reason)) => (
            code::FILE,
            format!("`{target}` cannot be read: {reason}"),
            "the file has to be a YAML or JSON text",
        ),
    };
    code.at(&reference.at, message).help(help)
}

pub(super) fn no_scheme(name: &str, at: &Pointer, known: &[&String]) -> Diagnostic {
    let message = format!("there is no security scheme `{name}`");
    code::NO_SECURITY_SCHEME
        .at(at, message)
        .help(suggestion(name, known.iter().copied()))
}

/// The keys of a mapping.
pub(super) fn keys(value: Option<&Value>) -> Vec<&String> {
    let members = value.and_then(Value::as_object);
    members.map(|it| it.keys().collect()).unwrap_or_default()
}

/// The name that is most like another, if they are much alike.
pub(crate) fn nearest<'a, S: AsRef<str> + ?Sized + 'a>(
    name: &str,
    known: impl Iterator<Item = &'a S>,
) -> Option<&'a str> {
    let known = known.map(AsRef::as_ref);
    let likeness = |known: &str| strsim::jaro_winkler(known, name);
    let nearest = known.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    nearest.filter(|nearest| likeness(nearest) > 0.7)
}

/// What the name was meant to be, or what there is.
pub(crate) fn suggestion<'a, S: AsRef<str> + ?Sized + 'a>(
    name: &str,
    known: impl Iterator<Item = &'a S>,
) -> String {
    let known: Vec<&str> = known.map(AsRef::as_ref).collect();
    match nearest(name, known.iter().copied()) {
        _ if known.is_empty() => "none is declared".to_owned(),
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("declared are {}", listed(&known)),
    }
}

/// A few names, and how many more there are.
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
