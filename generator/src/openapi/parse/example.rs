//! Examples, with the pointers to their values.

use super::reader::{Node, Object};
use super::reference::or_reference;
use crate::openapi::document::{Example, OrReference, Primitive, Schema};
use serde_json::Value;

/// The keywords of an Example Object. They affect only the documentation.
const KEYWORDS: &[&str] = &[
    "dataValue",
    "description",
    "externalValue",
    "serializedValue",
    "summary",
    "value",
];

/// The examples of a schema: `examples`, a list of values, and the deprecated `example`.
pub(super) fn of_schema(object: &Object) -> Vec<Example> {
    let listed = object.get("examples").map(|node| match node.value {
        Value::Array(_) => node.entries().iter().map(bare).collect(),
        _ => vec![bare(&node)],
    });
    let one = object.get("example").map(|node| bare(&node));
    listed.unwrap_or_default().into_iter().chain(one).collect()
}

/// The examples of a parameter, header or media type: `example`, a value, and `examples`, a mapping
/// of Example Objects.
pub(super) fn examples(object: &Object) -> Vec<OrReference<Example>> {
    let one = object.get("example").map(|node| bare(&node));
    let named = object.get("examples").map(|node| match node.value {
        Value::Object(_) => node.members(),
        // A list is a common mistake and does no harm.
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

/// The examples of a media type.
///
/// Some vendors write the example of a JSON body as a string of JSON. It is parsed.
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

/// Parses a string that is a JSON array or object.
fn read_text(value: &mut Value) {
    let Value::String(text) = &*value else { return };
    if text.trim_start().starts_with(['{', '['])
        && let Ok(parsed) = serde_json::from_str(text)
    {
        *value = parsed;
    }
}

/// An Example Object; `None` if its value is in another file.
pub(super) fn example(node: &Node) -> Option<Example> {
    let object = node.object("an example")?;
    let value = object.get("value").or_else(|| object.get("dataValue"));
    let value = value.map(|node| bare(&node));
    object.skip(KEYWORDS);
    object.close_with_optional(KEYWORDS);
    value
}

fn bare(node: &Node) -> Example {
    Example {
        at: node.at.clone(),
        value: node.value.clone(),
    }
}
