//! Builds the fragment from the parts that are kept.

use serde_json::{Map, Value};

use super::operations::path_item;
use super::reach::Kept;
use crate::diagnostic::pointer::Pointer;

/// The member of a fragment that records where it was cut from.
pub(super) const PROVENANCE: &str = "x-provenance";

/// The order of the root's members. Nested members keep the order of the specification.
const ORDER: &[&str] = &[
    "openapi",
    "$self",
    "jsonSchemaDialect",
    "info",
    PROVENANCE,
    "externalDocs",
    "x-request-id-header",
    "x-idempotency-key",
    "x-refused",
    "x-rate-limit",
    "x-pagination",
    "x-client-parameters",
    "servers",
    "security",
    "tags",
    "paths",
    "components",
];

pub(super) struct Assembled {
    pub(super) value: Value,
    pub(super) left_out: Vec<String>,
}

/// The document with only the parts that are kept.
pub(super) fn assemble(document: &Value, kept: &Kept, provenance: &Value) -> Assembled {
    let empty = Map::new();
    let document = document.as_object().unwrap_or(&empty);
    let mut members = Map::new();
    for &key in ORDER {
        let value = document.get(key);
        let member = match (key, value) {
            (PROVENANCE, _) => Some(provenance.clone()),
            ("security", _) if !kept.inherits_security => None,
            ("tags", Some(value)) => tags(value, kept),
            ("paths", Some(value)) => Some(paths(value, kept)),
            ("components", Some(value)) => components(value, kept),
            (_, value) => value.cloned(),
        };
        members.extend(member.map(|member| (key.to_owned(), member)));
    }
    let left_out = document.keys().filter(|key| key.starts_with("x-"));
    let left_out = left_out.filter(|key| !members.contains_key(*key));
    Assembled {
        left_out: left_out.cloned().collect(),
        value: Value::Object(members),
    }
}

fn tags(tags: &Value, kept: &Kept) -> Option<Value> {
    let is_used = |tag: &&Value| {
        let name = tag.get("name").and_then(Value::as_str);
        name.is_some_and(|name| kept.tags.contains(name))
    };
    let tags: Vec<Value> = tags.as_array()?.iter().filter(is_used).cloned().collect();
    (!tags.is_empty()).then_some(Value::Array(tags))
}

fn paths(paths: &Value, kept: &Kept) -> Value {
    let at = Pointer::root().child("paths");
    let items = paths.as_object().into_iter().flatten();
    let items = items.filter_map(|(path, value)| {
        let methods = kept.items.get(&at.child(path).to_string())?;
        let item = path_item(value.as_object()?, |method| methods.contains(method));
        Some((path.clone(), item))
    });
    Value::Object(items.collect())
}

fn components(components: &Value, kept: &Kept) -> Option<Value> {
    let at = Pointer::root().child("components");
    let mut sections = Map::new();
    for (section, entries) in components.as_object()? {
        let is_kept = |name: &String| kept.components.contains(&(section.clone(), name.clone()));
        let entries = entries.as_object().into_iter().flatten();
        let entries: Map<String, Value> = entries
            .filter(|(name, _)| is_kept(name))
            .map(|(name, value)| {
                let methods = kept.items.get(&at.child(section).child(name).to_string());
                let value = match (methods, value.as_object()) {
                    (Some(methods), Some(members)) => {
                        path_item(members, |method| methods.contains(method))
                    }
                    _ => value.clone(),
                };
                (name.clone(), value)
            })
            .collect();
        if !entries.is_empty() {
            sections.insert(section.clone(), Value::Object(entries));
        }
    }
    (!sections.is_empty()).then_some(Value::Object(sections))
}
