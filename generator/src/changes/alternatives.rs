//! The ways to authenticate, by what is sent and not by what they are called.

use std::collections::BTreeSet;

use serde_json::Value;

use super::calls::Pair;
use super::view::Part;
use super::{Changes, Class};
use crate::input::pointer::Pointer;

/// What is sent for one alternative; nothing where none is needed.
type Alternative = BTreeSet<String>;

pub(super) fn compare(old: &Value, new: &Value, pair: &Pair, to: &mut Changes) {
    let was = alternatives(old, &pair.old);
    let is = alternatives(new, &pair.new);
    let at = |document: &Value, part: &Part| match part.get("security") {
        Some(own) => own.at,
        None if document.get("security").is_some() => Pointer::root().child("security"),
        None => part.at.clone(),
    };
    let spot = pair
        .spot
        .part("security", &at(old, &pair.old), &at(new, &pair.new));
    let open = is.is_empty() || is.iter().any(BTreeSet::is_empty);
    for alternative in &was {
        // A call that needs less takes what it needed before.
        if !open && !is.iter().any(|other| other.is_subset(alternative)) {
            let message = format!("{} is not taken any more", told(alternative));
            to.add(&spot, Class::Breaking, "security-gone", message);
        }
    }
    if was.is_empty() && !open {
        to.add(
            &spot,
            Class::Breaking,
            "security-gone",
            "a credential is needed",
        );
        return;
    }
    for alternative in is.iter().filter(|it| !was.contains(it)) {
        let message = format!("{} is taken", told(alternative));
        to.add(&spot, Class::Addition, "security-added", message);
    }
}

fn told(alternative: &Alternative) -> String {
    if alternative.is_empty() {
        return "no credential".to_owned();
    }
    let parts: Vec<_> = alternative.iter().map(String::as_str).collect();
    parts.join(" with ")
}

fn alternatives(document: &Value, operation: &Part) -> Vec<Alternative> {
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

/// What a scheme sends.
fn sent(document: &Value, name: &str) -> String {
    let at = Pointer::root()
        .child("components")
        .child("securitySchemes")
        .child(name);
    let Some(scheme) = document.pointer(&at.to_string()) else {
        return name.to_owned();
    };
    let scheme = Part::new(scheme, at).resolved(document).value;
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
