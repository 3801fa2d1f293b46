//! Unions whose variants have the names of a group: of components, titles and discriminator values.

use serde_json::{Map, Value, json};

use super::spec::{map, reference};

/// The schemas of the unions of a group, by the prefixes of their names.
pub(super) fn unions(group: &[String]) -> [(&'static str, Value); 4] {
    [
        ("References", references(group)),
        ("Titles", titles(group)),
        ("Constants", constants(group)),
        ("Mapping", mapping(group)),
    ]
}

/// An `anyOf` of the components of these names.
fn references(group: &[String]) -> Value {
    json!({ "anyOf": group.iter().map(|name| reference(name)).collect::<Vec<_>>() })
}

/// A `oneOf` of inline objects with these titles, which differ in their required property.
fn titles(group: &[String]) -> Value {
    let branch = |(number, name): (usize, &String)| {
        let property = format!("p{number}");
        let properties = json!({ &property: { "type": "string" } });
        json!({ "title": name, "type": "object", "required": [property], "properties": properties })
    };
    json!({ "oneOf": group.iter().enumerate().map(branch).collect::<Vec<_>>() })
}

/// A `oneOf` of inline objects that are selected by a constant.
fn constants(group: &[String]) -> Value {
    let branch = |name: &String| {
        let properties = json!({ "kind": { "type": "string", "const": name } });
        json!({ "type": "object", "required": ["kind"], "properties": properties })
    };
    json!({ "oneOf": group.iter().map(branch).collect::<Vec<_>>() })
}

/// A `oneOf` of two components that are selected by these values.
fn mapping(group: &[String]) -> Value {
    let branches = ["Branch 0", "Branch 1"].map(reference);
    let mut numbers = (0..2).cycle();
    // A mapping with a `$ref` is a reference to a mapping.
    let values = group.iter().filter(|name| *name != "$ref").cloned();
    let targets = map(&values.collect::<Vec<_>>(), |_| {
        branches[numbers.next().unwrap_or_default()]["$ref"].clone()
    });
    json!({
        "oneOf": branches,
        "discriminator": { "propertyName": "kind", "mapping": targets },
    })
}

/// The branches of the unions with a mapping.
pub(super) fn branches() -> Map<String, Value> {
    let properties = json!({ "kind": { "type": "string" }, "size": { "type": "integer" } });
    let branch = json!({ "type": "object", "required": ["kind"], "properties": properties });
    ["Branch 0", "Branch 1"]
        .map(|name| (name.to_owned(), branch.clone()))
        .into_iter()
        .collect()
}
