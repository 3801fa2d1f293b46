//! Parses a value into a document.
//!
//! Errors within one object (wrong types, missing or misspelled keywords) are reported here. Errors
//! that depend on other objects are reported by later stages.

mod content;
mod example;
mod extensions;
mod metadata;
mod operation;
mod pagination;
mod reader;
mod reference;
mod responses;
mod schema;
mod security;
mod servers;
mod versions;

pub(crate) use self::reader::Node;

use self::reader::Object;
use self::reference::or_reference;
use self::servers::servers;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::{
    Callback, Components, Document, Example, Header, OrReference, Parameter, PathItem, RequestBody,
    Response, Schema, SecurityScheme, Version,
};
use crate::openapi::lookup::Values;

/// Parses a document. Returns `None` if it is not an object, or if its version is not supported.
pub(crate) fn parse(values: &Values, report: &Report) -> Option<Document> {
    let root = Node {
        value: values.value_at(&Pointer::root())?,
        at: Pointer::root(),
        values,
        report,
        version: Version::default(),
    };
    let version = version(&root.object("an OpenAPI document")?, report)?;
    let object = Node { version, ..root }.object("an OpenAPI document")?;
    object.skip(&["openapi"]);
    let document = Document {
        version,
        info: object
            .need("info")
            .and_then(|node| metadata::info(&node))
            .unwrap_or_default(),
        tags: metadata::tags(&object),
        external_docs: metadata::external_docs(&object),
        servers: servers(&object),
        security: object
            .get("security")
            .map(|node| security::requirements(&node)),
        paths: object.map("paths", operation::path_item),
        components: object
            .get("components")
            .and_then(|node| components(&node))
            .unwrap_or_default(),
        webhooks: object.map("webhooks", operation::path_item),
        request_id_header: object.text("x-request-id-header"),
        idempotency_key: object.text("x-idempotency-key"),
        refused: extensions::refused(&object).unwrap_or_default(),
        rate_limit: extensions::rate_limit(&object),
        pagination: pagination::rules(&object),
        client_parameters: extensions::client_parameters(&object),
    };
    object.skip(&["jsonSchemaDialect", "$self"]);
    object.close();
    Some(document)
}

/// The version of a document. Reports an error if it is not supported.
fn version(object: &Object, report: &Report) -> Option<Version> {
    if let Some(swagger) = object.get("swagger") {
        report.add(unsupported_swagger(&swagger.at));
        return None;
    }
    let written = object.need("openapi")?;
    let text = written.text().unwrap_or_default();
    let supported = [Version::V3_0, Version::V3_1, Version::V3_2];
    let version = supported.into_iter().find(|version| {
        let behind = text.strip_prefix(version.as_str());
        behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('.'))
    });
    if version.is_none() {
        let diagnostic = code::VERSION
            .at(&written.at, format!("OpenAPI `{text}` is not supported"))
            .help("supported versions are 3.0, 3.1 and 3.2");
        report.add(diagnostic);
    }
    version
}

/// The error for a document in Swagger 2.0, with the pointer to `swagger`.
pub(crate) fn unsupported_swagger(at: &Pointer) -> Diagnostic {
    code::VERSION
        .at(at, "Swagger 2.0 is not supported")
        .help("convert it: `npx swagger2openapi --patch --outfile openapi.yaml swagger.yaml`")
}

fn components(node: &Node) -> Option<Components> {
    let object = node.object("`components`")?;
    let components = Components {
        schemas: object.map("schemas", schema::schema),
        responses: object.map("responses", |node| or_reference(node, responses::response)),
        parameters: object.map("parameters", |node| {
            or_reference(node, operation::parameter)
        }),
        examples: object.map("examples", |node| or_reference(node, example::example)),
        headers: object.map("headers", |node| or_reference(node, responses::header)),
        request_bodies: object.map("requestBodies", |node| {
            or_reference(node, operation::request_body)
        }),
        security_schemes: object.map("securitySchemes", |node| {
            or_reference(node, security::scheme)
        }),
        path_items: object.map("pathItems", path_item),
        callbacks: object.map("callbacks", callback),
    };
    object.skip(&["headers", "links", "mediaTypes"]);
    object.close();
    Some(components)
}

/// Reads a schema.
pub(crate) fn schema(node: &Node) -> Option<OrReference<Schema>> {
    schema::schema(node).map(OrReference::Item)
}

/// Reads a parameter.
pub(crate) fn parameter(node: &Node) -> Option<OrReference<Parameter>> {
    or_reference(node, operation::parameter)
}

/// Reads a header.
pub(crate) fn header(node: &Node) -> Option<OrReference<Header>> {
    or_reference(node, responses::header)
}

/// Reads a request body.
pub(crate) fn request_body(node: &Node) -> Option<OrReference<RequestBody>> {
    or_reference(node, operation::request_body)
}

/// Reads a response.
pub(crate) fn response(node: &Node) -> Option<OrReference<Response>> {
    or_reference(node, responses::response)
}

/// Reads a security scheme.
pub(crate) fn security_scheme(node: &Node) -> Option<OrReference<SecurityScheme>> {
    or_reference(node, security::scheme)
}

/// Reads an example.
pub(crate) fn example(node: &Node) -> Option<OrReference<Example>> {
    or_reference(node, example::example)
}

/// Reads a path item.
pub(crate) fn path_item(node: &Node) -> Option<OrReference<PathItem>> {
    operation::path_item(node).map(OrReference::Item)
}

/// Reads a callback.
pub(crate) fn callback(node: &Node) -> Option<OrReference<Callback>> {
    or_reference(node, |node| Some(operation::callback(node)))
}
