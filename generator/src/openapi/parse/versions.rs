//! Which keywords OpenAPI has in which of its versions.

use crate::openapi::document::Version;

/// What a version has of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The version has it.
    Here,
    /// Another version has it; what to do about it.
    Elsewhere(&'static str),
}

/// Keywords of schemas that came with JSON Schema 2020-12.
const OF_SCHEMAS_SINCE_3_1: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$schema",
    "$vocabulary",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Looks up a keyword of an object, which is called as in messages.
pub(super) fn found(object: &str, keyword: &str, version: Version) -> Found {
    let since = match (object, keyword) {
        ("a schema", keyword) if OF_SCHEMAS_SINCE_3_1.contains(&keyword) => Version::V3_1,
        ("an OpenAPI document", "webhooks" | "jsonSchemaDialect")
        | ("`info`", "summary")
        | ("`components`", "pathItems") => Version::V3_1,
        ("an OpenAPI document", "$self")
        | ("a path item", "query")
        | ("a server", "name")
        | ("a response", "summary")
        | ("`components`", "mediaTypes")
        | ("a media type", "itemSchema" | "itemEncoding" | "prefixEncoding")
        | ("a discriminator", "defaultMapping") => Version::V3_2,
        ("a schema", "nullable") if version > Version::V3_0 => {
            return Found::Elsewhere(
                "write `type: [..., \"null\"]`, which every reader of it knows",
            );
        }
        _ => Version::V3_0,
    };
    match since {
        since if since <= version => Found::Here,
        Version::V3_2 => Found::Elsewhere("it is one of OpenAPI 3.2"),
        _ => Found::Elsewhere("it is one of OpenAPI 3.1"),
    }
}
