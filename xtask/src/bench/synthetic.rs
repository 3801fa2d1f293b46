//! A specification of any size.

use serde_json::{Value, json};

/// A specification with so many operations, in OpenAPI 3.0. Each has two types of its own, and some
/// that it shares with others.
#[must_use]
pub fn specification(operations: usize) -> Value {
    let paths =
        (0..operations).map(|number| (format!("/teams/{{team_id}}/things{number}"), path(number)));
    let schemas = (0..operations).map(|number| (format!("Thing{number}"), thing(number)));
    let shared = [
        ("TeamId", json!({"type": "string"})),
        (
            "Owner",
            json!({"type": "object", "properties": {"since": {"type": "string", "format": "date-time"}}}),
        ),
        (
            "Problem",
            json!({"type": "object", "properties": {"message": {"type": "string"}}}),
        ),
    ];
    let shared = shared.map(|(name, schema)| (name.to_owned(), schema));
    let schemas: serde_json::Map<_, _> = shared.into_iter().chain(schemas).collect();
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths.collect::<serde_json::Map<_, _>>(),
        "components": {"schemas": schemas},
    })
}

fn path(number: usize) -> Value {
    let thing = json!({
        "application/json": {"schema": {"$ref": format!("#/components/schemas/Thing{number}")}}
    });
    json!({"post": {
        "operationId": format!("addThing{number}"),
        "summary": "Add a thing.",
        "parameters": [
            {"name": "team_id", "in": "path", "required": true, "schema": {"$ref": "#/components/schemas/TeamId"}},
            {"name": "dry", "in": "query", "description": "Only validates the thing.", "schema": {"type": "boolean"}},
        ],
        "requestBody": {"required": true, "content": thing},
        "responses": {
            "200": {"description": "The thing.", "content": thing},
            "4XX": {
                "description": "An error.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        },
    }})
}

fn thing(number: usize) -> Value {
    json!({
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "description": "The name of the thing.", "example": "a"},
            "state": {"type": "string", "enum": ["new", format!("old{number}")]},
            "owner": {"$ref": "#/components/schemas/Owner"},
            "parts": {
                "type": "array",
                "items": {"type": "object", "properties": {"size": {"type": "integer"}}},
            },
        },
    })
}
