//! The document that checks run on, with its objects by kind.

use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::openapi::document::{
    Additional, Document, Header, MediaType, Operation, OrReference, Parameter, PathItem,
    RequestBody, Response, Schema,
};
use crate::schema::{Graph, Shape};
use serde_json::Value;

/// A document, and its objects by kind, wherever they are.
pub(crate) struct Scope<'d> {
    pub(super) document: &'d Document,
    value: &'d Value,
    pub(crate) graph: &'d Graph<'d>,
    pub(super) schemas: Vec<&'d Schema>,
    pub(super) parameters: Vec<&'d OrReference<Parameter>>,
    pub(super) bodies: Vec<&'d OrReference<RequestBody>>,
    pub(super) responses: Vec<&'d OrReference<Response>>,
    pub(super) headers: Vec<&'d OrReference<Header>>,
    /// Media types, and whether they are those of responses.
    pub(super) media: Vec<(&'d MediaType, bool)>,
    pub(super) operations: Vec<(&'d PathItem, &'d Operation)>,
}

impl<'d> Scope<'d> {
    pub(crate) fn new(document: &'d Document, value: &'d Value, graph: &'d Graph<'d>) -> Self {
        let mut scope = Self {
            document,
            value,
            graph,
            schemas: Vec::new(),
            parameters: Vec::new(),
            bodies: Vec::new(),
            responses: Vec::new(),
            headers: Vec::new(),
            media: Vec::new(),
            operations: Vec::new(),
        };
        for item in document.paths.values() {
            scope.path_item(item);
        }
        let components = &document.components;
        components.schemas.values().for_each(|it| scope.schema(it));
        components
            .parameters
            .values()
            .for_each(|it| scope.parameter(it));
        components
            .request_bodies
            .values()
            .for_each(|it| scope.body(it));
        components
            .responses
            .values()
            .for_each(|it| scope.response(it));
        components.headers.values().for_each(|it| scope.header(it));
        scope
    }

    /// The shape of a schema.
    pub(super) fn shape(&self, schema: &'d Schema) -> &'d Shape<'d> {
        self.graph.shape(self.graph.node(schema))
    }

    /// The value at a pointer into the first source.
    pub(super) fn written(&self, at: &Pointer) -> Option<&'d Value> {
        if at.source() != SourceId::default() {
            return None;
        }
        at.tokens()
            .try_fold(self.value, |value, token| match value {
                Value::Object(members) => members.get(token),
                Value::Array(items) => items.get(token.parse::<usize>().ok()?),
                _ => None,
            })
    }

    fn path_item(&mut self, item: &'d PathItem) {
        item.parameters.iter().for_each(|it| self.parameter(it));
        for (_, operation) in &item.operations {
            self.operations.push((item, operation));
            operation
                .parameters
                .iter()
                .for_each(|it| self.parameter(it));
            operation.request_body.iter().for_each(|it| self.body(it));
            operation
                .responses
                .iter()
                .for_each(|(_, it)| self.response(it));
        }
    }

    fn parameter(&mut self, parameter: &'d OrReference<Parameter>) {
        self.parameters.push(parameter);
        if let OrReference::Item(parameter) = parameter {
            parameter.schema.iter().for_each(|it| self.schema(it));
            let content = parameter.content.values();
            content.for_each(|it| self.media(it, false));
        }
    }

    fn body(&mut self, body: &'d OrReference<RequestBody>) {
        self.bodies.push(body);
        if let OrReference::Item(body) = body {
            let content = body.content.values();
            content.for_each(|it| self.media(it, false));
        }
    }

    fn response(&mut self, response: &'d OrReference<Response>) {
        self.responses.push(response);
        if let OrReference::Item(response) = response {
            let content = response.content.values();
            content.for_each(|it| self.media(it, true));
            response.headers.values().for_each(|it| self.header(it));
        }
    }

    fn header(&mut self, header: &'d OrReference<Header>) {
        self.headers.push(header);
        if let OrReference::Item(header) = header {
            header.schema.iter().for_each(|it| self.schema(it));
            let content = header.content.values();
            content.for_each(|it| self.media(it, true));
        }
    }

    fn media(&mut self, media: &'d MediaType, is_response: bool) {
        self.media.push((media, is_response));
        media.schema.iter().for_each(|it| self.schema(it));
    }

    fn schema(&mut self, schema: &'d Schema) {
        self.schemas.push(schema);
        schema.properties.values().for_each(|it| self.schema(it));
        schema.items.iter().for_each(|it| self.schema(it));
        if let Some(Additional::Schema(value)) = &schema.additional {
            self.schema(value);
        }
        let members = [&schema.all_of, &schema.one_of, &schema.any_of];
        members.into_iter().flatten().for_each(|it| self.schema(it));
    }
}
