//! Path items, operations, parameters, bodies and responses.

use super::content::content;
use super::extensions;
use super::reader::{Node, Object};
use super::reference::{or_reference, reference};
use super::responses::responses;
use super::servers::servers;
use super::{example, metadata, pagination, schema, security};
use crate::diagnostic::code;
use crate::openapi::document::{
    Callback, METHODS, Operation, OrReference, Parameter, ParameterLocation, PathItem, RequestBody,
    Version,
};
use serde_json::Value;

pub(super) fn path_item(node: &Node) -> Option<PathItem> {
    if node.at.last().is_some_and(|path| path.starts_with("x-")) {
        return None;
    }
    let object = node.object_or_reference("a path item")?;
    let operations = METHODS.iter().filter_map(|method| {
        let node = object.get(method)?;
        Some(((*method).to_owned(), operation(&node)?))
    });
    let additional = object.map("additionalOperations", additional_operation);
    let item = PathItem {
        reference: reference(node),
        operations: operations.chain(additional).collect(),
        parameters: parameters(&object),
        servers: servers(&object),
        resource: object.text("x-resource"),
    };
    object.skip(&["$ref"]);
    object.skip(&["summary", "description"]);
    object.close();
    Some(item)
}

/// An operation whose key is its method.
fn additional_operation(node: &Node) -> Option<Operation> {
    let method = node.at.last().unwrap_or_default();
    if is_method(method) {
        return operation(node);
    }
    let message = format!("`{method}` is not an HTTP method");
    let help = "a method consists of letters, digits, `-` and `_`, such as `COPY`";
    let diagnostic = code::UNKNOWN_VALUE.at(&node.at, message);
    node.report.add(diagnostic.on_key().help(help));
    None
}

/// Whether a name is a token (RFC 9110, 5.6.2).
fn is_method(name: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_allowed)
}

fn operation(node: &Node) -> Option<Operation> {
    let object = node.object("an operation")?;
    let operation = Operation {
        at: node.at.clone(),
        id: object.text("operationId"),
        method_name: method_name(&object),
        tags: object.texts("tags"),
        summary: object.text("summary"),
        description: object.text("description"),
        external_docs: metadata::external_docs(&object),
        deprecated: object.flag("deprecated"),
        parameters: parameters(&object),
        request_body: object
            .get("requestBody")
            .and_then(|node| or_reference(&node, request_body)),
        responses: responses(&object),
        servers: servers(&object),
        callbacks: object.map("callbacks", |node| {
            or_reference(node, |node| Some(callback(node)))
        }),
        security: object
            .get("security")
            .map(|node| security::requirements(&node)),
        resource: object.text("x-resource").or_else(|| group(&object)),
        permissions: object.texts("x-permissions"),
        safe_to_repeat: object.flag("x-safe-to-repeat"),
        idempotency_key: extensions::idempotency_key(&object),
        refused: extensions::refused(&object),
        pagination: pagination::of_operation(&object),
    };
    object.close();
    Some(operation)
}

/// Extensions of other generators for the name of a method.
const METHOD_NAMES: &[&str] = &[
    "x-methodName",
    "x-method-name",
    "x-speakeasy-name-override",
    "x-fern-sdk-method-name",
    "x-stainless-method-name",
    "x-sdk-method-name",
    "x-operation-name",
];

/// Extensions of other generators for the resource of a method, which is unique only within that.
const GROUPS: &[&str] = &["x-speakeasy-group", "x-fern-sdk-group-name"];

fn method_name(object: &Object) -> Option<String> {
    let mut names = METHOD_NAMES.iter().filter_map(|key| object.get(key));
    names.find_map(|node| Some(node.value.as_str()?.to_owned()))
}

/// A group is a string, with dots for nested groups, or a list of strings.
fn group(object: &Object) -> Option<String> {
    let mut groups = GROUPS.iter().filter_map(|key| object.get(key));
    groups.find_map(|node| match node.value {
        Value::String(group) => Some(group.clone()),
        Value::Array(parts) => {
            let parts: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
            Some(parts?.join("."))
        }
        _ => None,
    })
}

pub(super) fn callback(node: &Node) -> Callback {
    let items = node.members().into_iter();
    let items = items.filter_map(|(key, node)| Some((key.to_owned(), path_item(&node)?)));
    Callback {
        items: items.collect(),
    }
}

fn parameters(object: &Object) -> Vec<OrReference<Parameter>> {
    let parameters = object.list("parameters", |node| or_reference(node, parameter));
    parameters.into_iter().flatten().collect()
}

pub(super) fn parameter(node: &Node) -> Option<Parameter> {
    let object = node.object("a parameter")?;
    let parameter = Parameter {
        at: node.at.clone(),
        name: object.required_text("name"),
        location: object.need("in").and_then(|node| location(&node)),
        description: object.text("description"),
        required: object.flag("required"),
        deprecated: object.flag("deprecated"),
        style: object.text("style"),
        explode: object.get("explode").and_then(|node| node.flag()),
        allow_reserved: object.flag("allowReserved"),
        schema: object.get("schema").and_then(|node| schema::schema(&node)),
        content: content(&object),
        examples: example::examples(&object),
    };
    report_reserved(node, &parameter);
    object.skip(&["allowEmptyValue"]);
    object.close();
    Some(parameter)
}

/// Reports `allowReserved` where it has a meaning only since OpenAPI 3.2.
fn report_reserved(node: &Node, parameter: &Parameter) {
    let Some(location @ (ParameterLocation::Path | ParameterLocation::Cookie)) = parameter.location
    else {
        return;
    };
    if parameter.allow_reserved && node.version >= Version::V3_2 {
        let location = location.as_str();
        let message = format!(
            "`allowReserved` is ignored in `{location}`: reserved characters are percent-encoded"
        );
        let at = node.at.child("allowReserved");
        node.report
            .add(code::NOT_GENERATED.at(&at, message).on_key());
    }
}

fn location(node: &Node) -> Option<ParameterLocation> {
    let name = node.text()?;
    let location = ParameterLocation::named(&name);
    if location.is_none() {
        let message = format!("unknown parameter location `{name}`");
        let help = "the locations are `path`, `query`, `querystring`, `header` and `cookie`";
        node.report
            .add(code::UNKNOWN_VALUE.at(&node.at, message).help(help));
    }
    location
}

pub(super) fn request_body(node: &Node) -> Option<RequestBody> {
    let object = node.object("a request body")?;
    let body = RequestBody {
        description: object.text("description"),
        required: object.flag("required"),
        content: content(&object),
    };
    object.close();
    Some(body)
}
