//! What a reference may stand for, by kind.

use crate::input::pointer::Pointer;
use crate::openapi::document::{
    Callback, Components, Example, Header, OrReference, Parameter, PathItem, Reference,
    RequestBody, Response, Schema, SecurityScheme,
};
use crate::openapi::parse::{self, Node};
use elsa::FrozenMap;

/// A thing, or a reference to one.
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

/// What has been read of one kind, by where it stands; nothing where it cannot be read.
type Shelf<T> = FrozenMap<Pointer, Box<Option<OrReference<T>>>>;

/// What has been read of all kinds.
#[derive(Default)]
pub(crate) struct Shelves {
    schemas: Shelf<Schema>,
    parameters: Shelf<Parameter>,
    request_bodies: Shelf<RequestBody>,
    responses: Shelf<Response>,
    security_schemes: Shelf<SecurityScheme>,
    examples: Shelf<Example>,
    headers: Shelf<Header>,
    path_items: Shelf<PathItem>,
    callbacks: Shelf<Callback>,
}

/// Something that a reference can stand for.
pub(crate) trait Part: Sized {
    /// The section of `components` that it belongs into.
    const SECTION: &'static str;

    /// What it is called.
    const WHAT: &'static str;

    /// Reads it, or the reference to it.
    fn read(node: &Node) -> Option<OrReference<Self>>;

    /// The component of a name, where the document has parsed it.
    fn component<'d>(components: &'d Components, name: &str) -> Option<Found<'d, Self>>;

    /// Where it is kept.
    fn shelf(shelves: &Shelves) -> &FrozenMap<Pointer, Box<Option<OrReference<Self>>>>;
}

/// Says of each kind where it belongs, what it is called, how it is read and where it is kept.
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

            fn shelf(shelves: &Shelves) -> &Shelf<Self> {
                &shelves.$kept
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

/// Whether this is a section of `components`.
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
