//! Parsing: from a JSON value to the document, as it is written.
//!
//! What is wrong in itself (a value of the wrong type, a keyword that is
//! missing or misspelled) is told here; what is wrong in its context is told by
//! the later stages.

mod operation;
mod reader;
mod schema;
mod security;

pub(crate) use self::reader::Node;

use self::reader::Object;
use crate::code;
use crate::document::{
    Document, Example, Info, Operation, OrReference, Parameter, PathItem, Reference, RequestBody,
    Response, Schema, SecurityScheme, Server, ServerVariable,
};
use crate::pointer::Pointer;
use crate::report::Report;
use serde_json::Value;

/// Reads a document, but for its paths and its components; nothing comes of one that is
/// none, or whose keywords are not known.
pub(crate) fn parse(value: &Value, report: &Report) -> Option<Document> {
    let root = Node {
        value,
        at: Pointer::root(),
        report,
    };
    let object = root.object("an OpenAPI document")?;
    if !is_supported(&object, report) {
        return None;
    }
    let document = Document {
        info: object
            .need("info")
            .and_then(|node| info(&node))
            .unwrap_or_default(),
        servers: object
            .list("servers", server)
            .into_iter()
            .flatten()
            .collect(),
        security: object
            .get("security")
            .map(|node| security::requirements(&node)),
        has_webhooks: object.has("webhooks"),
        request_id_header: object.text("x-request-id-header"),
    };
    check_sections(&object);
    object.skip(&[
        "paths",
        "components",
        "tags",
        "externalDocs",
        "webhooks",
        "jsonSchemaDialect",
        "$self",
    ]);
    object.close();
    Some(document)
}

fn is_supported(object: &Object, report: &Report) -> bool {
    let version = if object.has("swagger") {
        object.get("swagger")
    } else {
        object.need("openapi")
    };
    let Some(version) = version else {
        return false;
    };
    let text = version.text().unwrap_or_default();
    let supported = ["3.0", "3.1", "3.2"]
        .iter()
        .any(|known| text == *known || text.starts_with(&format!("{known}.")));
    if !supported {
        let diagnostic = code::VERSION
            .at(&version.at, format!("OpenAPI `{text}` is not supported"))
            .help("supported are 3.0, 3.1 and 3.2; converters exist for Swagger 2.0");
        report.add(diagnostic);
    }
    supported
}

fn info(node: &Node) -> Option<Info> {
    let object = node.object("`info`")?;
    let info = Info {
        title: object.needed_text("title"),
        description: object.text("description"),
    };
    object.skip(&["version", "summary", "termsOfService", "contact", "license"]);
    object.close();
    Some(info)
}

fn server(node: &Node) -> Option<Server> {
    let object = node.object("a server")?;
    let server = Server {
        at: node.at.clone(),
        url: object.needed_text("url"),
        variables: object.map("variables", server_variable),
        variable: object.text("x-env"),
    };
    object.skip(&["description", "name"]);
    object.close();
    Some(server)
}

fn server_variable(node: &Node) -> Option<ServerVariable> {
    let object = node.object("a server variable")?;
    let variable = ServerVariable {
        default: object.needed_text("default"),
    };
    object.skip(&["enum", "description"]);
    object.close();
    Some(variable)
}

/// Tells of sections that are no mappings, or unknown; what is in them is read when it is
/// asked for.
fn check_sections(document: &Object) {
    if let Some(paths) = document.get("paths") {
        paths.members();
    }
    let components = document.get("components");
    let Some(components) = components.and_then(|it| it.object("`components`")) else {
        return;
    };
    for section in SECTIONS {
        if let Some(section) = components.get(section) {
            section.members();
        }
    }
    components.close();
}

/// What `components` has.
const SECTIONS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "securitySchemes",
    "examples",
    "headers",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

/// Reads a schema, which may be a reference and more.
pub(crate) fn schema(node: &Node) -> Option<OrReference<Schema>> {
    schema::schema(node).map(OrReference::Item)
}

/// Reads a parameter.
pub(crate) fn parameter(node: &Node) -> Option<OrReference<Parameter>> {
    or_reference(node, operation::parameter)
}

/// Reads a request body.
pub(crate) fn request_body(node: &Node) -> Option<OrReference<RequestBody>> {
    or_reference(node, operation::request_body)
}

/// Reads a response.
pub(crate) fn response(node: &Node) -> Option<OrReference<Response>> {
    or_reference(node, operation::response)
}

/// Reads a security scheme.
pub(crate) fn security_scheme(node: &Node) -> Option<OrReference<SecurityScheme>> {
    or_reference(node, security::scheme)
}

/// Reads an example.
pub(crate) fn example(node: &Node) -> Option<OrReference<Example>> {
    or_reference(node, operation::example)
}

/// Reads a path item, which may be a reference and more.
pub(crate) fn path_item(node: &Node) -> Option<OrReference<PathItem>> {
    operation::path_item(node).map(OrReference::Item)
}

/// Reads an operation.
pub(crate) fn operation(node: &Node) -> Option<OrReference<Operation>> {
    operation::operation(node).map(OrReference::Item)
}

/// A thing, or a `$ref` to it.
fn or_reference<'a, T>(
    node: &Node<'a>,
    read: impl Fn(&Node<'a>) -> Option<T>,
) -> Option<OrReference<T>> {
    match reference(node) {
        Some(reference) => Some(OrReference::Reference(reference)),
        None => read(node).map(OrReference::Item),
    }
}

fn reference(node: &Node) -> Option<Reference> {
    let value = node.value.as_object()?.get("$ref")?;
    let at = node.at.child("$ref");
    let target = Node {
        value,
        at: at.clone(),
        report: node.report,
    }
    .text()?;
    Some(Reference { at, target })
}
