//! Documentation from `info`, `tags` and `externalDocs`.

use crate::lower::operations::tree;
use crate::model::Resource;
use crate::openapi::document::{Document, ExternalDocs, Party, Tag};
use crate::rust::names::Name;
use std::collections::HashMap;

/// The version, the terms, the contact and the licence of the API, in Markdown.
pub(in crate::lower) fn document(document: &Document) -> Option<String> {
    let info = &document.info;
    let version = info.version.as_ref();
    let terms = info.terms_of_service.as_deref();
    let sentences = [
        version.map(|version| format!("Version: {version}.")),
        terms.and_then(|url| Some(format!("{}.", link("Terms of service", url)?))),
        party("Contact", &info.contact),
        party("Licence", &info.license),
        document.external_docs.as_ref().and_then(external),
    ];
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn party(what: &str, party: &Party) -> Option<String> {
    let url = party.url.as_deref();
    let name = party.name.as_deref();
    let named = match (name, url) {
        (Some(name), Some(url)) => Some(link(name, url).unwrap_or_else(|| name.to_owned())),
        (None, Some(url)) => link(url, url),
        (name, None) => name.map(str::to_owned),
    };
    let parts: Vec<String> = named.into_iter().chain(party.email.clone()).collect();
    (!parts.is_empty()).then(|| format!("{what}: {}.", parts.join(", ")))
}

/// `externalDocs` as a sentence in Markdown.
pub(in crate::lower) fn external(docs: &ExternalDocs) -> Option<String> {
    let text = docs
        .description
        .as_deref()
        .map(|text| text.trim_end_matches('.'));
    let text = text.filter(|text| !text.contains('\n'));
    Some(format!(
        "See {}.",
        link(text.unwrap_or(&docs.url), &docs.url)?
    ))
}

/// A link, if the URL is valid in Markdown.
fn link(text: &str, url: &str) -> Option<String> {
    let is_address = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = !url.contains(|c: char| c.is_whitespace() || "<>".contains(c));
    let text = text.replace(['[', ']'], "");
    (is_address && is_plain).then(|| format!("[{text}](<{url}>)"))
}

/// Documents each resource with the tag of the same name.
pub(in crate::lower) fn tags(root: &mut Resource, document: &Document) {
    let prefix = tree::shared_prefix(document);
    let mut tags: HashMap<String, &Tag> = HashMap::new();
    for tag in &document.tags {
        let name = Name::new(&tag.name);
        let short = prefix.removed_from_name(&name);
        for name in [name, short] {
            tags.entry(name.snake_string()).or_insert(tag);
        }
    }
    for resource in &mut root.children {
        let Some(tag) = tags.get(&resource.name.snake_string()) else {
            continue;
        };
        let more = tag.external_docs.as_ref().and_then(external);
        let said: Vec<String> = tag.description.clone().into_iter().chain(more).collect();
        resource.description = (!said.is_empty()).then(|| said.join("\n\n"));
    }
}
