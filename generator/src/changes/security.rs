//! Compares security requirements by what is sent, not by the names of the schemes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::change::{Changes, Class};
use super::node::{Node, Pair};
use crate::diagnostic::pointer::Pointer;

/// The credentials of one security requirement; empty if it needs none.
type Requirement = BTreeSet<String>;

pub(super) fn compare(old: &Value, new: &Value, pair: &Pair, changes: &mut Changes) {
    let was = requirements(old, &pair.old);
    let is = requirements(new, &pair.new);
    let at = |document: &Value, part: &Node| match part.get("security") {
        Some(own) => own.at,
        None if document.get("security").is_some() => Pointer::root().child("security"),
        None => part.at.clone(),
    };
    let location = pair
        .location
        .part("security", &at(old, &pair.old), &at(new, &pair.new));
    let open = is.is_empty() || is.iter().any(BTreeSet::is_empty);
    for requirement in &was {
        // A request with more credentials than needed is accepted, too.
        if !open && !is.iter().any(|other| other.is_subset(requirement)) {
            let message = format!("{} is no longer accepted", describe(requirement));
            changes.add(&location, Class::Breaking, "security-removed", message);
        }
    }
    if was.is_empty() && !open {
        changes.add(
            &location,
            Class::Breaking,
            "security-removed",
            "a credential is now required",
        );
        return;
    }
    for requirement in is.iter().filter(|it| !was.contains(it)) {
        let message = format!("{} is now accepted", describe(requirement));
        changes.add(&location, Class::Addition, "security-added", message);
    }
}

fn describe(requirement: &Requirement) -> String {
    if requirement.is_empty() {
        return "no credential".to_owned();
    }
    let parts: Vec<_> = requirement.iter().map(String::as_str).collect();
    parts.join(" with ")
}

fn requirements(document: &Value, operation: &Node) -> Vec<Requirement> {
    let own = operation.value.get("security");
    let requirements = own.or_else(|| document.get("security"));
    let requirements = requirements.and_then(Value::as_array).into_iter().flatten();
    requirements
        .map(|requirement| {
            let schemes = requirement.as_object().into_iter().flatten();
            schemes.map(|(name, _)| sent(document, name)).collect()
        })
        .collect()
}

/// The credential that a scheme sends.
fn sent(document: &Value, name: &str) -> String {
    let at = Pointer::root()
        .child("components")
        .child("securitySchemes")
        .child(name);
    let Some(scheme) = document.pointer(&at.to_string()) else {
        return name.to_owned();
    };
    let scheme = Node::new(scheme, at).resolved(document).value;
    let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
    match text("type") {
        "http" => format!("`{}`", text("scheme").to_lowercase()),
        "apiKey" if text("in") == "header" => {
            format!("the header `{}`", text("name").to_lowercase())
        }
        "apiKey" => format!("the {} `{}`", text("in"), text("name")),
        other => format!("`{other}`"),
    }
}
