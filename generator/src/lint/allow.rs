//! Warnings that the specification allows by `x-allow`, with a reason.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Severity;
use crate::diagnostic::code::{self, Code};
use crate::diagnostic::pointer::{Pointer, SourceId};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Keywords whose values are data, in which `x-allow` has no meaning.
const DATA: &[&str] = &["example", "examples", "default", "enum", "const"];

/// An entry of an `x-allow`.
#[derive(PartialEq, Eq, Hash)]
struct Allowance {
    at: Pointer,
    code: Code,
}

/// Removes allowed warnings. Returns the other diagnostics, and warnings about the allowances.
pub(super) fn remove_allowed(
    value: &Value,
    found: Vec<Diagnostic>,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut used = HashSet::new();
    let mut reported = Vec::new();
    for diagnostic in found {
        let allowances = if diagnostic.severity == Severity::Warning {
            allowances(value, &diagnostic)
        } else {
            Vec::new()
        };
        if allowances.is_empty() {
            reported.push(diagnostic);
        }
        used.extend(allowances);
    }
    let mut warnings = Vec::new();
    check_allowances(value, &Pointer::root(), &used, &mut warnings);
    (reported, warnings)
}

/// The allowances for a warning: at its place, at a related place, or at an enclosing object.
fn allowances(value: &Value, diagnostic: &Diagnostic) -> Vec<Allowance> {
    let related = diagnostic.related.iter().map(|(place, _)| place);
    let places = related.chain([&diagnostic.place]);
    let pointers = places.filter_map(|place| place.pointer());
    let pointers = pointers.filter(|pointer| pointer.source() == SourceId::default());
    pointers
        .flat_map(|pointer| enclosing(value, pointer, diagnostic.code))
        .collect()
}

/// The allowances at the objects that enclose a value.
fn enclosing(root: &Value, to: &Pointer, code: Code) -> Vec<Allowance> {
    let mut allowances = Vec::new();
    let mut at = Pointer::root();
    let mut value = Some(root);
    let mut tokens = to.tokens();
    while let Some(here) = value {
        let allowed = here.get("x-allow").and_then(|allow| allow.get(code.id()));
        if allowed.is_some_and(is_reason) {
            let at = at.child("x-allow").child(code.id());
            allowances.push(Allowance { at, code });
        }
        let Some(token) = tokens.next() else { break };
        at = at.child(token);
        value = match here {
            Value::Object(members) => members.get(token),
            Value::Array(items) => token.parse::<usize>().ok().and_then(|it| items.get(it)),
            _ => None,
        };
    }
    allowances
}

fn is_reason(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|reason| !reason.trim().is_empty())
}

/// Warns about allowances that are unused or invalid.
fn check_allowances(
    value: &Value,
    at: &Pointer,
    used: &HashSet<Allowance>,
    warnings: &mut Vec<Diagnostic>,
) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                check_allowances(item, &at.index(index), used, warnings);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                let at = at.child(key);
                match member {
                    Value::Object(entries) if key == "x-allow" => {
                        check_allow(entries, &at, used, warnings);
                    }
                    _ if DATA.contains(&key.as_str()) => {}
                    Value::Object(_) | Value::Array(_) => {
                        check_allowances(member, &at, used, warnings);
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn check_allow(
    entries: &Map<String, Value>,
    at: &Pointer,
    used: &HashSet<Allowance>,
    warnings: &mut Vec<Diagnostic>,
) {
    for (key, reason) in entries {
        let at = at.child(key);
        let code = Code::named(key).filter(|code| code.id() == key);
        let warning = match code {
            None => code::UNUSED_ALLOW
                .at(&at, format!("unknown code `{key}`"))
                .help("`cargo xtask explain` lists the codes"),
            Some(code) if code.severity() == Severity::Error => code::UNUSED_ALLOW.at(
                &at,
                format!("{code} is an error; only warnings can be allowed"),
            ),
            Some(code) if !is_reason(reason) => code::NO_REASON
                .at(&at, format!("{code} is allowed here without a reason"))
                .help("write the reason as a string"),
            Some(code)
                if !used.contains(&Allowance {
                    at: at.clone(),
                    code,
                }) =>
            {
                code::UNUSED_ALLOW
                    .at(&at, format!("there is no {code} here to allow"))
                    .help("remove it")
            }
            Some(_) => continue,
        };
        warnings.push(warning.on_key());
    }
}
