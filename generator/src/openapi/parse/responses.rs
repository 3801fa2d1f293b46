//! The responses of an operation, by status code, status range, or `default`.

use super::content::content;
use super::reader::{Node, Object};
use super::reference::or_reference;
use super::{example, schema};
use crate::diagnostic::code;
use crate::openapi::document::{Header, OrReference, Response};

/// The responses by status. Other keys are reported and ignored.
pub(super) fn responses(object: &Object) -> Vec<(String, OrReference<Response>)> {
    let listed = object.get("responses").map(|node| node.members());
    let listed = listed.unwrap_or_default().into_iter();
    let listed = listed.filter(|(key, _)| !key.starts_with("x-"));
    listed
        .filter_map(|(key, node)| Some((status(key, &node)?, or_reference(&node, response)?)))
        .collect()
}

/// The status of a key, in upper case.
fn status(key: &str, node: &Node) -> Option<String> {
    if is_status(key) {
        return Some(key.to_owned());
    }
    let range = key.to_uppercase();
    if is_status(&range) {
        let message = format!("a status range is written `{range}`; `{key}` is treated as one");
        let diagnostic = code::LOWER_CASE_RANGE.at(&node.at, message);
        node.report.add(diagnostic.on_key());
        return Some(range);
    }
    let help = "use a status code such as `200`, a range such as `4XX`, or `default`";
    let diagnostic = code::UNKNOWN_VALUE.at(&node.at, format!("`{key}` is not a status code"));
    node.report.add(diagnostic.on_key().help(help));
    None
}

fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        b"default" | [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', digits @ ..] => digits.len() == 2 && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

pub(super) fn response(node: &Node) -> Option<Response> {
    let object = node.object("a response")?;
    let response = Response {
        description: object.text("description").filter(|text| !text.is_empty()),
        headers: object.map("headers", |node| or_reference(node, header)),
        content: content(&object),
    };
    object.skip(&["links", "summary"]);
    object.close();
    Some(response)
}

pub(super) fn header(node: &Node) -> Option<Header> {
    let object = node.object("a header")?;
    let header = Header {
        description: object.text("description"),
        deprecated: object.flag("deprecated"),
        schema: object.get("schema").and_then(|node| schema::schema(&node)),
        content: content(&object),
        examples: example::examples(&object),
    };
    // Headers have a single style, and generated code treats all of them as optional.
    object.skip(&["required", "style", "explode", "allowEmptyValue"]);
    object.close();
    Some(header)
}
