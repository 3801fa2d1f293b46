//! The kinds of objects that a reference can resolve to.

use crate::diagnostic::pointer::Pointer;
use crate::openapi::document::{
    Callback, Components, Example, Header, OrReference, Parameter, PathItem, Reference,
    RequestBody, Response, Schema, SecurityScheme,
};
use crate::openapi::parse::{self, Node};
use elsa::FrozenMap;

/// An object, or a reference to one.
pub(crate) enum Found<'d, T> {
    Item(&'d T),
    Reference(&'d Reference),
}

impl<'d, T> From<&'d OrReference<T>> for Found<'d, T> {
    fn from(part: &'d OrReference<T>) -> Self {
        match part {
            OrReference::Item(item) => Self::Item(item),
            OrReference::Reference(reference) => Self::Reference(reference),
        }
    }
}

impl<'d> From<&'d Schema> for Found<'d, Schema> {
    fn from(schema: &'d Schema) -> Self {
        Self::Item(schema)
    }
}

/// Parsed objects of one kind by their pointers; `None` if an object is invalid.
type Cache<T> = FrozenMap<Pointer, Box<Option<OrReference<T>>>>;

/// Parsed objects of all kinds.
#[derive(Default)]
pub(crate) struct Caches {
    schemas: Cache<Schema>,
    parameters: Cache<Parameter>,
    request_bodies: Cache<RequestBody>,
    responses: Cache<Response>,
    security_schemes: Cache<SecurityScheme>,
    examples: Cache<Example>,
    headers: Cache<Header>,
    path_items: Cache<PathItem>,
    callbacks: Cache<Callback>,
}

/// A kind of object that a reference can resolve to.
pub(crate) trait Part: Sized {
    /// Its section of `components`.
    const SECTION: &'static str;

    /// Its name in messages.
    const WHAT: &'static str;

    /// Parses it, or a reference to it.
    fn read(node: &Node) -> Option<OrReference<Self>>;

    /// The component with this name in the parsed document.
    fn component<'d>(components: &'d Components, name: &str) -> Option<Found<'d, Self>>;

    /// The cache of its kind.
    fn cache(caches: &Caches) -> &FrozenMap<Pointer, Box<Option<OrReference<Self>>>>;
}

/// Implements `Part`: section, name in messages, parser, and the field in `Components` and `Caches`.
macro_rules! parts {
    ($($part:ident $section:literal $what:literal $read:path, $kept:ident;)*) => {$(
        impl Part for $part {
            const SECTION: &'static str = $section;
            const WHAT: &'static str = $what;

            fn read(node: &Node) -> Option<OrReference<Self>> {
                $read(node)
            }

            fn component<'d>(components: &'d Components, name: &str) -> Option<Found<'d, Self>> {
                components.$kept.get(name).map(Found::from)
            }

            fn cache(caches: &Caches) -> &Cache<Self> {
                &caches.$kept
            }
        }
    )*};
}

parts! {
    Schema "schemas" "a schema" parse::schema, schemas;
    Parameter "parameters" "a parameter" parse::parameter, parameters;
    RequestBody "requestBodies" "a request body" parse::request_body, request_bodies;
    Response "responses" "a response" parse::response, responses;
    SecurityScheme "securitySchemes" "a security scheme" parse::security_scheme, security_schemes;
    Example "examples" "an example" parse::example, examples;
    Header "headers" "a header" parse::header, headers;
    PathItem "pathItems" "a path item" parse::path_item, path_items;
    Callback "callbacks" "a callback" parse::callback, callbacks;
}

/// Whether `components` has a section with this name.
pub(super) fn is_section(name: &str) -> bool {
    const OTHERS: &[&str] = &["links", "mediaTypes"];
    const PARTS: &[&str] = &[
        Schema::SECTION,
        Parameter::SECTION,
        RequestBody::SECTION,
        Response::SECTION,
        SecurityScheme::SECTION,
        Example::SECTION,
        Header::SECTION,
        PathItem::SECTION,
        Callback::SECTION,
    ];
    PARTS.contains(&name) || OTHERS.contains(&name)
}
