//! Media types, and the encoding of forms.

use super::reader::{Node, Object};
use super::{example, schema};
use crate::diagnostic::code;
use crate::openapi::document::{Encoding, MediaType};
use indexmap::IndexMap;

/// `content`
pub(super) fn content(object: &Object) -> IndexMap<String, MediaType> {
    object.map("content", media_type)
}

fn media_type(node: &Node) -> Option<MediaType> {
    let object = node.object("a media type")?;
    let schema = object.get("schema").and_then(|node| schema::schema(&node));
    let name = node.at.last().unwrap_or_default();
    let media_type = MediaType {
        at: node.at.clone(),
        examples: example::of_content(&object, name, schema.as_ref()),
        schema,
        item_schema: object
            .get("itemSchema")
            .and_then(|node| schema::schema(&node))
            .map(Box::new),
        encoding: object.map("encoding", encoding),
    };
    report_positional(&object, &["itemEncoding", "prefixEncoding"]);
    object.skip(&["description"]);
    object.close();
    Some(media_type)
}

fn encoding(node: &Node) -> Option<Encoding> {
    let object = node.object("an encoding")?;
    let flag = |keyword| object.get(keyword).and_then(|node| node.flag());
    let encoding = Encoding {
        at: node.at.clone(),
        content_type: object.text("contentType"),
        style: object.text("style"),
        explode: flag("explode"),
        allow_reserved: flag("allowReserved"),
    };
    report_positional(&object, &["encoding", "itemEncoding", "prefixEncoding"]);
    object.skip(&["headers"]);
    object.close();
    Some(encoding)
}

/// Reports encodings of the parts of a multipart body without names, or within a part.
fn report_positional(object: &Object, keywords: &[&'static str]) {
    for keyword in keywords {
        if let Some(node) = object.get(keyword) {
            let message = format!(
                "`{keyword}` is ignored here: only `encoding` of the fields of a form is supported"
            );
            let diagnostic = code::NOT_GENERATED.at(&node.at, message);
            node.report.add(diagnostic.on_key());
        }
    }
}
