//! Path items, operations, parameters, bodies and responses.

use super::reader::Node;
use super::responses::responses;
use super::{example, or_reference, reference, schema, security};
use crate::openapi::document::{
    Callback, Encoding, Header, METHODS, MediaType, Operation, Pagination, Parameter, PathItem,
    RequestBody, Response, Server,
};
use indexmap::IndexMap;

pub(super) fn path_item(node: &Node) -> Option<PathItem> {
    if node.at.last().is_some_and(|path| path.starts_with("x-")) {
        return None;
    }
    let object = node.object("a path item")?;
    let operations = METHODS.iter().filter_map(|method| {
        let node = object.get(method)?;
        Some(((*method).to_owned(), operation(&node)?))
    });
    let item = PathItem {
        reference: reference(node),
        operations: operations.collect(),
        parameters: parameters(&object),
        servers: servers(&object),
        resource: object.text("x-resource"),
    };
    object.skip(&["$ref"]);
    object.skip(&["summary", "description"]);
    object.close();
    Some(item)
}

fn operation(node: &Node) -> Option<Operation> {
    let object = node.object("an operation")?;
    let operation = Operation {
        at: node.at.clone(),
        id: object.text("operationId"),
        tags: object.texts("tags"),
        summary: object.text("summary"),
        description: object.text("description"),
        external_docs: super::metadata::external_docs(&object),
        deprecated: object.flag("deprecated"),
        parameters: parameters(&object),
        request_body: object
            .get("requestBody")
            .and_then(|node| or_reference(&node, request_body)),
        responses: responses(&object),
        servers: servers(&object),
        callbacks: object.map("callbacks", super::callback),
        security: object
            .get("security")
            .map(|node| security::requirements(&node)),
        resource: object.text("x-resource"),
        permissions: object.texts("x-permissions"),
        safe_to_repeat: object.flag("x-safe-to-repeat"),
        pagination: object
            .get("x-pagination")
            .and_then(|node| pagination(&node)),
    };
    object.close();
    Some(operation)
}

pub(super) fn callback(node: &Node) -> Callback {
    let items = node.members().into_iter();
    let items = items.filter_map(|(key, node)| Some((key.to_owned(), path_item(&node)?)));
    Callback {
        items: items.collect(),
    }
}

fn pagination(node: &Node) -> Option<Pagination> {
    let object = node.object("`x-pagination`")?;
    let pagination = Pagination {
        at: node.at.clone(),
        items: object.text("items"),
        cursor: object.text("cursor"),
        next: object.text("next"),
        page: object.text("page"),
        first: object.count("first"),
        offset: object.text("offset"),
        total: object.text("total"),
        more: object.text("more"),
        link: object.flag("link"),
        url: object.text("url"),
    };
    object.close();
    Some(pagination)
}

fn servers(object: &super::Object) -> Vec<Server> {
    let servers = object.list("servers", super::server);
    servers.into_iter().flatten().collect()
}

fn parameters(object: &super::Object) -> Vec<crate::openapi::document::OrReference<Parameter>> {
    let parameters = object.list("parameters", |node| or_reference(node, parameter));
    parameters.into_iter().flatten().collect()
}

pub(super) fn parameter(node: &Node) -> Option<Parameter> {
    let object = node.object("a parameter")?;
    let parameter = Parameter {
        at: node.at.clone(),
        name: object.required_text("name"),
        location: object.required_text("in"),
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
    object.skip(&["allowEmptyValue"]);
    object.close();
    Some(parameter)
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

fn content(object: &super::Object) -> IndexMap<String, MediaType> {
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
            .and_then(|node| schema::schema(&node)),
        encoding: object.map("encoding", encoding),
    };
    object.skip(&["itemEncoding", "prefixEncoding", "description"]);
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
    object.skip(&["headers", "encoding", "itemEncoding", "prefixEncoding"]);
    object.close();
    Some(encoding)
}
