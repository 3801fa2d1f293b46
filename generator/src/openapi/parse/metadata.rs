//! Metadata: `info`, `tags` and `externalDocs`. Most errors in it are ignored.

use super::pagination;
use super::reader::{Node, Object};
use crate::openapi::document::{ExternalDocs, Info, Party, Tag};
use serde_json::Value;

/// `info`.
pub(super) fn info(node: &Node) -> Option<Info> {
    let object = node.object("`info`")?;
    let text = |keyword| object.get(keyword).and_then(|node| text(Some(node.value)));
    let party = |keyword| object.get(keyword).map(|node| party(node.value));
    let info = Info {
        title: object.required_text("title"),
        description: object.text("description"),
        version: text("version"),
        terms_of_service: text("termsOfService"),
        contact: party("contact").unwrap_or_default(),
        license: party("license").unwrap_or_default(),
    };
    object.skip(&["summary"]);
    object.close();
    Some(info)
}

fn party(value: &Value) -> Party {
    Party {
        name: text(value.get("name")).or_else(|| text(value.get("identifier"))),
        url: text(value.get("url")),
        email: text(value.get("email")),
    }
}

/// The `tags` of a document.
pub(super) fn tags(object: &Object) -> Vec<Tag> {
    let tags = object.list("tags", |node| {
        Some(Tag {
            name: text(node.value.get("name"))?,
            description: text(node.value.get("description")),
            external_docs: node.value.get("externalDocs").and_then(external),
            pagination: node
                .object("a tag")
                .map(|tag| pagination::rules(&tag))
                .unwrap_or_default(),
        })
    });
    tags.into_iter().flatten().collect()
}

/// `externalDocs`.
pub(super) fn external_docs(object: &Object) -> Option<ExternalDocs> {
    object
        .get("externalDocs")
        .and_then(|node| external(node.value))
}

fn external(value: &Value) -> Option<ExternalDocs> {
    Some(ExternalDocs {
        description: text(value.get("description")),
        url: text(value.get("url"))?,
    })
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}
