//! Examples, with the places where their values stand.

use super::or_reference;
use super::reader::{Node, Object};
use crate::openapi::document::{Example, OrReference, Primitive, Schema};
use serde_json::Value;

/// What an Example Object has. Nothing but documentation depends on it.
const KEYWORDS: &[&str] = &[
    "dataValue",
    "description",
    "externalValue",
    "serializedValue",
    "summary",
    "value",
];

/// The examples of a schema: `examples`, a list of values, and the older `example`.
pub(super) fn of_schema(object: &Object) -> Vec<Example> {
    let listed = object.get("examples").map(|node| match node.value {
        Value::Array(_) => node.entries().iter().map(bare).collect(),
        _ => vec![bare(&node)],
    });
    let one = object.get("example").map(|node| bare(&node));
    listed.unwrap_or_default().into_iter().chain(one).collect()
}

/// The examples of a parameter or a body: `example`, which is a value, and
/// `examples`, a mapping of Example Objects.
pub(super) fn examples(object: &Object) -> Vec<OrReference<Example>> {
    let one = object.get("example").map(|node| bare(&node));
    let named = object.get("examples").map(|node| match node.value {
        Value::Object(_) => node.members(),
        // What is no mapping cannot be told from a value, and harms nobody.
        _ => Vec::new(),
    });
    let named = named.into_iter().flatten();
    let named = named.filter_map(|(_, node)| match node.value {
        Value::Object(_) => or_reference(&node, example),
        _ => None,
    });
    let one = one.map(OrReference::Item);
    one.into_iter().chain(named).collect()
}

/// The examples of a content.
///
/// Vendors give the example of a JSON body as the text that is sent, too: what that says is the
/// example.
pub(super) fn of_content(
    object: &Object,
    name: &str,
    schema: Option<&Schema>,
) -> Vec<OrReference<Example>> {
    let essence = name.split(';').next().unwrap_or_default().trim_end();
    let is_text = schema.is_some_and(|schema| schema.types.contains(&Primitive::String));
    let mut examples = examples(object);
    if !is_text && essence.to_ascii_lowercase().ends_with("json") {
        for example in &mut examples {
            if let OrReference::Item(example) = example {
                read_text(&mut example.value);
            }
        }
    }
    examples
}

/// Takes a text that is a list or an object in JSON for what it says.
fn read_text(value: &mut Value) {
    let Value::String(text) = &*value else { return };
    if text.trim_start().starts_with(['{', '['])
        && let Ok(said) = serde_json::from_str(text)
    {
        *value = said;
    }
}

/// An Example Object; nothing where its value lies elsewhere.
pub(super) fn example(node: &Node) -> Option<Example> {
    let object = node.object("an example")?;
    let value = object.get("value").or_else(|| object.get("dataValue"));
    let value = value.map(|node| bare(&node));
    object.skip(KEYWORDS);
    object.close_but_for(KEYWORDS);
    value
}

fn bare(node: &Node) -> Example {
    Example {
        at: node.at.clone(),
        value: node.value.clone(),
    }
}
