//! A specification that uses each name of a list in every role.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::unions;

/// The number of names that are inputs of one operation, properties of one schema, and so on.
const GROUP: usize = 25;

/// A specification with these names in every role, and with `variants` as values and properties.
pub(super) fn spec(names: &[String], variants: &[String]) -> Value {
    json!({
        "openapi": "3.2.0",
        "info": { "title": "Names", "version": "1" },
        "servers": servers(names),
        "security": names.iter().map(|name| json!({ name: [] })).collect::<Vec<_>>(),
        "x-client-parameters": client_parameters(names),
        "paths": paths(names),
        "components": {
            "schemas": schemas(names, variants),
            "securitySchemes": schemes(names),
        },
    })
}

/// A map with an entry for each name.
pub(super) fn map(names: &[String], mut value: impl FnMut(&str) -> Value) -> Map<String, Value> {
    names
        .iter()
        .map(|name| (name.clone(), value(name)))
        .collect()
}

/// Servers of these names, each with some of the names as variables.
fn servers(names: &[String]) -> Vec<Value> {
    let groups = names.chunks(GROUP);
    let servers = groups.enumerate().map(|(number, group)| {
        let is_key = |name: &&String| !name.contains(['{', '}']);
        let keys: Vec<String> = group.iter().filter(is_key).cloned().collect();
        let keys_in_url = keys.iter().map(|key| format!("{{{key}}}"));
        let path = keys_in_url.collect::<Vec<_>>().join("/");
        let variable = |name: &str| match name.len() % 3 {
            0 => json!({ "default": "a", "enum": ["a", name] }),
            _ => json!({ "default": "a" }),
        };
        let url = format!("https://example.com/{number}/{path}");
        json!({ "name": group[0], "url": url, "variables": map(&keys, variable) })
    });
    let constants = names.iter().enumerate();
    let constants = constants.map(|(number, name)| {
        json!({ "name": name, "url": format!("https://example.com/constant/{number}") })
    });
    servers.chain(constants).collect()
}

fn schemes(names: &[String]) -> Map<String, Value> {
    map(
        names,
        |_| json!({ "type": "apiKey", "in": "header", "name": "X-Key" }),
    )
}

/// The names of the optional query parameters whose schemas are enums. A required one has a single
/// value, so it is a constant.
fn client_parameters(names: &[String]) -> Vec<&String> {
    let enums = names.iter().enumerate().skip(1).step_by(5);
    let optional = enums.filter(|(index, _)| !is_required(index / GROUP));
    optional.map(|(_, name)| name).collect()
}

/// Whether the query parameters of a group are required.
fn is_required(group: usize) -> bool {
    group.is_multiple_of(5)
}

/// A schema of each name, of all kinds, and schemas whose properties or values have these names.
fn schemas(names: &[String], variants: &[String]) -> Map<String, Value> {
    let mut kinds = (0..5).cycle();
    let mut schemas = map(names, |name| match kinds.next().unwrap_or_default() {
        0 => json!({ "type": "object", "properties": { name: { "type": "string" } } }),
        1 => json!({ "type": "string", "enum": [name] }),
        2 => json!({ "type": "string", "maxLength": 9 }),
        3 => json!({ "oneOf": [{ "type": "integer" }, { "type": "string" }] }),
        _ => json!({ "type": "array", "items": { "type": "string" } }),
    });
    for (number, group) in names.chunks(GROUP).enumerate() {
        let mut properties = map(group, reference);
        for (kind, union) in unions::unions(group) {
            let name = format!("{kind} {number}");
            properties.insert(format!("{name} of the group"), reference(&name));
            schemas.insert(name, union);
        }
        let object = json!({
            "type": "object",
            "properties": properties,
            "required": group.iter().step_by(9).collect::<Vec<_>>(),
        });
        schemas.insert(format!("Group {number}"), object);
    }
    schemas.extend(unions::branches());
    for (number, group) in variants.chunks(8 * GROUP).enumerate() {
        let string = |_: &str| json!({ "type": "string" });
        let object = json!({ "type": "object", "properties": map(group, string) });
        schemas.insert(format!("Variants {number}"), object);
    }
    let values: Vec<_> = names.iter().chain(variants).collect();
    schemas.insert(
        "All values".to_owned(),
        json!({ "type": "string", "enum": values }),
    );
    schemas
}

pub(super) fn reference(name: &str) -> Value {
    let pointer = name.replace('~', "~0").replace('/', "~1");
    let pointer = utf8_percent_encode(&pointer, NON_ALPHANUMERIC);
    json!({ "$ref": format!("#/components/schemas/{pointer}") })
}

/// An operation for each group of names, and one for each name.
fn paths(names: &[String]) -> Map<String, Value> {
    let groups = names.chunks(GROUP).enumerate();
    let groups = groups.map(|(number, group)| group_operation(number, group));
    let single = names.iter().enumerate();
    let single = single.map(|(number, name)| single_operation(number, name));
    groups.chain(single).collect()
}

/// An operation whose parameters, body and headers have the names of a group.
fn group_operation(number: usize, group: &[String]) -> (String, Value) {
    let parameter = |place: &'static str, required: bool| move |name: &String| json!({ "name": name, "in": place, "required": required, "schema": reference(name) });
    let is_token = |name: &&String| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.!~".contains(c))
    };
    let tokens: Vec<String> = group.iter().filter(is_token).cloned().collect();
    let in_query = group.iter().map(parameter("query", is_required(number)));
    let in_header = tokens.iter().map(parameter("header", false));
    let schema = json!({ "$ref": format!("#/components/schemas/Group%20{number}") });
    let content = json!({ "application/json": { "schema": schema } });
    let headers = map(&tokens, |_| json!({ "schema": { "type": "string" } }));
    let operation = json!({
        "tags": [group[group.len() - 1]],
        "parameters": in_query.chain(in_header).collect::<Vec<_>>(),
        "requestBody": { "required": true, "content": content },
        "responses": { "200": { "description": "", "headers": headers, "content": content } },
    });
    (format!("/groups/{number}"), json!({ "post": operation }))
}

/// An operation whose resource has the name, by its tag or its path.
fn single_operation(number: usize, name: &str) -> (String, Value) {
    let mut operation = json!({
        "operationId": name,
        "responses": { "204": { "description": "" } },
    });
    let is_segment = !name.is_empty() && !name.contains(['/', '?', '#', '{', '}', '%', '\\']);
    if number.is_multiple_of(2) && is_segment {
        let segment = if name.chars().all(|c| c == '.') {
            "dots"
        } else {
            name
        };
        return (format!("/{segment}/{number}"), json!({ "get": operation }));
    }
    operation["tags"] = json!([name]);
    (format!("/tags/{number}"), json!({ "get": operation }))
}
