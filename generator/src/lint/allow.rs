//! Warnings that are allowed in place, by `x-allow`, with a reason.

use crate::diagnostic::code::{self, Code};
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::pointer::Pointer;
use crate::input::source::SourceId;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Keywords whose values are data, in which nothing is allowed.
const DATA: &[&str] = &["example", "examples", "default", "enum", "const"];

/// A line of an `x-allow`.
#[derive(PartialEq, Eq, Hash)]
struct Permit {
    /// Where it stands.
    at: Pointer,
    code: Code,
}

/// Parts what is to be told from what is allowed, and gives with it what is wrong with the
/// permits themselves.
pub(super) fn sift(value: &Value, found: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut used = HashSet::new();
    let mut told = Vec::new();
    for diagnostic in found {
        let permits = if diagnostic.severity == Severity::Warning {
            permits(value, &diagnostic)
        } else {
            Vec::new()
        };
        if permits.is_empty() {
            told.push(diagnostic);
        }
        used.extend(permits);
    }
    let mut doubts = Vec::new();
    examine(value, &Pointer::root(), &used, &mut doubts);
    (told, doubts)
}

/// The permits that a warning has, at its place, at what it is about, or around them.
fn permits(value: &Value, diagnostic: &Diagnostic) -> Vec<Permit> {
    let related = diagnostic.related.iter().map(|(place, _)| place);
    let places = related.chain([&diagnostic.place]);
    let pointers = places.filter_map(|place| place.pointer());
    let pointers = pointers.filter(|pointer| pointer.source() == SourceId::default());
    pointers
        .flat_map(|pointer| around(value, pointer, diagnostic.code))
        .collect()
}

/// The permits at the objects on the way to a place.
fn around(root: &Value, to: &Pointer, code: Code) -> Vec<Permit> {
    let mut permits = Vec::new();
    let mut at = Pointer::root();
    let mut value = Some(root);
    let mut tokens = to.tokens();
    while let Some(here) = value {
        let allowed = here.get("x-allow").and_then(|allow| allow.get(code.id()));
        if allowed.is_some_and(is_reason) {
            let at = at.child("x-allow").child(code.id());
            permits.push(Permit { at, code });
        }
        let Some(token) = tokens.next() else { break };
        at = at.child(token);
        value = match here {
            Value::Object(members) => members.get(token),
            Value::Array(items) => token.parse::<usize>().ok().and_then(|it| items.get(it)),
            _ => None,
        };
    }
    permits
}

fn is_reason(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|reason| !reason.trim().is_empty())
}

/// Looks for permits that are of no use.
fn examine(value: &Value, at: &Pointer, used: &HashSet<Permit>, doubts: &mut Vec<Diagnostic>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                examine(item, &at.index(index), used, doubts);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                let at = at.child(key);
                match member {
                    Value::Object(lines) if key == "x-allow" => permit(lines, &at, used, doubts),
                    _ if DATA.contains(&key.as_str()) => {}
                    Value::Object(_) | Value::Array(_) => examine(member, &at, used, doubts),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn permit(
    lines: &Map<String, Value>,
    at: &Pointer,
    used: &HashSet<Permit>,
    doubts: &mut Vec<Diagnostic>,
) {
    for (key, reason) in lines {
        let at = at.child(key);
        let code = Code::named(key).filter(|code| code.id() == key);
        let doubt = match code {
            None => code::ALLOWED_IN_VAIN
                .at(&at, format!("there is no code `{key}` to allow"))
                .help("`cargo xtask explain` lists the codes"),
            Some(code) if code.severity() == Severity::Error => code::ALLOWED_IN_VAIN
                .at(&at, format!("{code} is an error, which cannot be allowed")),
            Some(code) if !is_reason(reason) => code::NO_REASON
                .at(&at, format!("{code} is allowed here without a reason"))
                .help("say why, in a text: it is what the next reader will ask"),
            Some(code)
                if !used.contains(&Permit {
                    at: at.clone(),
                    code,
                }) =>
            {
                code::ALLOWED_IN_VAIN
                    .at(&at, format!("{code} is allowed here, where there is none"))
                    .help("take it away")
            }
            Some(_) => continue,
        };
        doubts.push(doubt.on_key());
    }
}
