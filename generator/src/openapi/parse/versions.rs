//! The versions of OpenAPI that keywords belong to.

use crate::openapi::document::Version;

/// Whether a version has a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The version has the keyword.
    Here,
    /// Another version has the keyword. The text is the help of the diagnostic.
    Elsewhere(&'static str),
}

/// Schema keywords added in OpenAPI 3.1, with JSON Schema 2020-12.
const OF_SCHEMAS_SINCE_3_1: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$recursiveAnchor",
    "$recursiveRef",
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

/// Whether an object that the parser does not resolve references to may be a reference.
pub(super) fn allows_reference(object: &str, version: Version) -> bool {
    object == "a media type" && version >= Version::V3_2
}

/// Looks up a keyword. `object` is the name of the object in messages.
pub(super) fn found(object: &str, keyword: &str, version: Version) -> Found {
    let since = match (object, keyword) {
        ("a schema", keyword) if OF_SCHEMAS_SINCE_3_1.contains(&keyword) => Version::V3_1,
        ("an OpenAPI document", "webhooks" | "jsonSchemaDialect")
        | ("`info`", "summary")
        | ("`components`", "pathItems") => Version::V3_1,
        ("an OpenAPI document", "$self")
        | ("a path item", "query" | "additionalOperations")
        | ("a server", "name")
        | ("a response", "summary")
        | ("`components`", "mediaTypes")
        | ("a media type", "itemSchema" | "itemEncoding" | "prefixEncoding")
        | ("an encoding", "encoding" | "itemEncoding" | "prefixEncoding")
        | ("a discriminator", "defaultMapping") => Version::V3_2,
        ("a schema", "nullable") if version > Version::V3_0 => {
            return Found::Elsewhere(
                "write `type: [..., \"null\"]`, or `anyOf: [..., { type: \"null\" }]` for a `$ref`",
            );
        }
        _ => Version::V3_0,
    };
    match since {
        since if since <= version => Found::Here,
        Version::V3_2 => Found::Elsewhere("it was added in OpenAPI 3.2"),
        _ => Found::Elsewhere("it was added in OpenAPI 3.1"),
    }
}
