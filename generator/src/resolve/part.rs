//! What a reference may stand for, by kind.

use super::Resolver;
use crate::document::{
    Example, Operation, OrReference, Parameter, PathItem, RequestBody, Response, Schema,
    SecurityScheme,
};
use crate::parse::{self, Node};
use crate::pointer::Pointer;
use elsa::FrozenMap;

/// What has been read of one kind, by where it stands; nothing where it cannot be read.
pub(super) type Shelf<T> = FrozenMap<Pointer, Box<Option<OrReference<T>>>>;

/// What has been read of all kinds.
#[derive(Default)]
pub(crate) struct Shelves {
    schemas: Shelf<Schema>,
    parameters: Shelf<Parameter>,
    request_bodies: Shelf<RequestBody>,
    responses: Shelf<Response>,
    security_schemes: Shelf<SecurityScheme>,
    examples: Shelf<Example>,
    path_items: Shelf<PathItem>,
    operations: Shelf<Operation>,
}

/// Something that a reference can stand for.
pub(crate) trait Part: Sized {
    /// The section of `components` that it belongs into, or else would.
    const SECTION: &'static str;

    /// What it is called.
    const WHAT: &'static str;

    /// Reads it, or the reference to it.
    fn read(node: &Node) -> Option<OrReference<Self>>;

    /// Where it is kept.
    fn shelf(shelves: &Shelves) -> &FrozenMap<Pointer, Box<Option<OrReference<Self>>>>;
}

/// Says of each kind where it belongs, what it is called, how it is read and where it is kept.
macro_rules! parts {
    ($($part:ident $section:literal $what:literal $read:path, $shelf:ident;)*) => {$(
        impl Part for $part {
            const SECTION: &'static str = $section;
            const WHAT: &'static str = $what;

            fn read(node: &Node) -> Option<OrReference<Self>> {
                $read(node)
            }

            fn shelf(shelves: &Shelves) -> &Shelf<Self> {
                &shelves.$shelf
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
    PathItem "pathItems" "a path item" parse::path_item, path_items;
    Operation "operations" "an operation" parse::operation, operations;
}

/// Whether this is a section of `components`.
pub(super) fn is_section(name: &str) -> bool {
    const OTHERS: &[&str] = &["headers", "links", "callbacks", "mediaTypes"];
    const PARTS: &[&str] = &[
        Schema::SECTION,
        Parameter::SECTION,
        RequestBody::SECTION,
        Response::SECTION,
        SecurityScheme::SECTION,
        Example::SECTION,
        PathItem::SECTION,
    ];
    PARTS.contains(&name) || OTHERS.contains(&name)
}

/// Reads all components of the first source.
pub(super) fn read_components(resolver: &Resolver) {
    read_section::<Schema>(resolver);
    read_section::<Parameter>(resolver);
    read_section::<RequestBody>(resolver);
    read_section::<Response>(resolver);
    read_section::<SecurityScheme>(resolver);
}

fn read_section<T: Part>(resolver: &Resolver) {
    let section = Pointer::root().child("components").child(T::SECTION);
    for (_, at) in resolver.keys(&section) {
        resolver.part::<T>(&at);
    }
}
