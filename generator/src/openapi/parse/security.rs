//! Security schemes and security requirements.

use super::reader::{Node, Object};
use crate::diagnostic::code;
use crate::openapi::document::{ApiKeyLocation, SecurityKind, SecurityRequirement, SecurityScheme};

/// The items of a `security` list.
pub(super) fn requirements(node: &Node) -> Vec<SecurityRequirement> {
    let requirement = |node: &Node| {
        let object = node.object("a security requirement")?;
        // Since 3.2, a key may be a reference; the name of a component has no `/`.
        let name = |key: &String| {
            key.trim_start_matches("#/components/securitySchemes/")
                .to_owned()
        };
        let names = object.keys().map(name);
        Some(SecurityRequirement {
            at: node.at.clone(),
            schemes: names.collect(),
        })
    };
    node.entries().iter().filter_map(requirement).collect()
}

pub(super) fn scheme(node: &Node) -> Option<SecurityScheme> {
    let object = node.object("a security scheme")?;
    let scheme = SecurityScheme {
        at: node.at.clone(),
        description: object.text("description"),
        kind: kind(&object),
        title: object.text("x-title"),
        variable: object.text("x-env"),
        example: object.text("x-example"),
        prefix: object.text("x-prefix"),
    };
    object.skip(&[
        "bearerFormat",
        "flows",
        "openIdConnectUrl",
        "oauth2MetadataUrl",
        "deprecated",
    ]);
    object.close();
    Some(scheme)
}

fn kind(object: &Object) -> SecurityKind {
    object.skip(&["scheme", "in", "name"]);
    match object.required_text("type").as_str() {
        "http" => SecurityKind::Http(object.required_text("scheme").to_lowercase()),
        "apiKey" => SecurityKind::ApiKey {
            location: object.need("in").and_then(|node| location(&node)),
            name: object.required_text("name"),
        },
        other => SecurityKind::Other(other.to_owned()),
    }
}

fn location(node: &Node) -> Option<ApiKeyLocation> {
    Some(match node.text()?.as_str() {
        "header" => ApiKeyLocation::Header,
        "query" => ApiKeyLocation::Query,
        "cookie" => ApiKeyLocation::Cookie,
        other => {
            let message = format!("unknown location `{other}` of an API key");
            let help = "the locations are `header`, `query` and `cookie`";
            node.report
                .add(code::UNKNOWN_VALUE.at(&node.at, message).help(help));
            return None;
        }
    })
}
