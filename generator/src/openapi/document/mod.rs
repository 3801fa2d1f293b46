//! An OpenAPI document as it is written: OpenAPI's own words, nothing decided.
//!
//! Each part knows where it stands, so that whatever is wrong with it can be
//! shown.

mod schema;

pub(crate) use self::schema::{Additional, Discriminator, Envelope, Limits, Primitive, Schema};

use crate::input::pointer::Pointer;
use crate::input::source::SourceId;
use indexmap::IndexMap;
use serde_json::Value;

/// The whole document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    pub(crate) version: Version,
    pub(crate) info: Info,
    pub(crate) tags: Vec<Tag>,
    pub(crate) external_docs: Option<ExternalDocs>,
    pub(crate) servers: Vec<Server>,
    pub(crate) security: Option<Vec<SecurityRequirement>>,
    pub(crate) paths: IndexMap<String, PathItem>,
    pub(crate) components: Components,
    pub(crate) webhooks: IndexMap<String, PathItem>,
    /// `x-request-id-header`
    pub(crate) request_id_header: Option<String>,
}

/// Which OpenAPI a document follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    #[default]
    V3_0,
    V3_1,
    V3_2,
}

impl Version {
    /// The version as it is called.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        }
    }
}

/// What the API is called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Info {
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) terms_of_service: Option<String>,
    pub(crate) contact: Party,
    pub(crate) license: Party,
}

/// Whom, or what, a document names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Party {
    pub(crate) name: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) email: Option<String>,
}

/// Where there is more to read.
#[derive(Clone, Debug)]
pub(crate) struct ExternalDocs {
    pub(crate) description: Option<String>,
    pub(crate) url: String,
}

/// What a document says of a group of operations.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) external_docs: Option<ExternalDocs>,
}

/// Where the API is.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) variables: IndexMap<String, ServerVariable>,
    /// `x-env`
    pub(crate) variable: Option<String>,
}

/// A part of a server's address that can be chosen.
#[derive(Clone, Debug)]
pub(crate) struct ServerVariable {
    pub(crate) default: String,
    pub(crate) values: Vec<String>,
    pub(crate) description: Option<String>,
}

/// Schemes of which each has to be satisfied.
#[derive(Clone, Debug)]
pub(crate) struct SecurityRequirement {
    pub(crate) at: Pointer,
    pub(crate) schemes: Vec<String>,
}

/// What can be referred to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Components {
    pub(crate) schemas: IndexMap<String, Schema>,
    pub(crate) responses: IndexMap<String, OrReference<Response>>,
    pub(crate) parameters: IndexMap<String, OrReference<Parameter>>,
    pub(crate) examples: IndexMap<String, OrReference<Example>>,
    pub(crate) headers: IndexMap<String, OrReference<Header>>,
    pub(crate) request_bodies: IndexMap<String, OrReference<RequestBody>>,
    pub(crate) security_schemes: IndexMap<String, OrReference<SecurityScheme>>,
    pub(crate) path_items: IndexMap<String, OrReference<PathItem>>,
    pub(crate) callbacks: IndexMap<String, OrReference<Callback>>,
}

/// A thing, or where it stands.
#[derive(Clone, Debug)]
pub(crate) enum OrReference<T> {
    Item(T),
    Reference(Reference),
}

/// `$ref`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    /// Where the `$ref` stands.
    pub(crate) at: Pointer,
    /// What it says.
    pub(crate) target: String,
}

impl Reference {
    /// What two references have in common only if they mean the same.
    pub(crate) fn key(&self) -> (SourceId, &str) {
        (self.at.source(), &self.target)
    }
}

/// An example.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Example {
    /// Where its value stands.
    pub(crate) at: Pointer,
    pub(crate) value: Value,
}

/// The keys of a path item that are operations.
pub(crate) const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The operations of one path.
#[derive(Clone, Debug)]
pub(crate) struct PathItem {
    /// `$ref`
    pub(crate) reference: Option<Reference>,
    pub(crate) parameters: Vec<OrReference<Parameter>>,
    /// Other servers than those of the document.
    pub(crate) servers: Vec<Server>,
    /// By method, in lower case.
    pub(crate) operations: Vec<(String, Operation)>,
    /// `x-resource`
    pub(crate) resource: Option<String>,
}

/// One operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) at: Pointer,
    pub(crate) id: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) external_docs: Option<ExternalDocs>,
    pub(crate) deprecated: bool,
    pub(crate) parameters: Vec<OrReference<Parameter>>,
    pub(crate) request_body: Option<OrReference<RequestBody>>,
    pub(crate) responses: Vec<(String, OrReference<Response>)>,
    pub(crate) servers: Vec<Server>,
    pub(crate) callbacks: IndexMap<String, OrReference<Callback>>,
    pub(crate) security: Option<Vec<SecurityRequirement>>,
    /// `x-resource`
    pub(crate) resource: Option<String>,
    /// `x-permissions`
    pub(crate) permissions: Vec<String>,
    /// `x-safe-to-repeat`
    pub(crate) safe_to_repeat: bool,
    /// `x-pagination`
    pub(crate) pagination: Option<Pagination>,
}

/// What the API calls by itself because of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    /// By the runtime expressions of where they go.
    pub(crate) items: IndexMap<String, PathItem>,
}

/// `x-pagination`: how the pages of a list follow one another, by the names of
/// parameters (which may be fields of the body) and the paths of properties.
#[derive(Clone, Debug)]
pub(crate) struct Pagination {
    pub(crate) at: Pointer,
    /// The property of the items.
    pub(crate) items: Option<String>,
    /// The parameter that the cursor goes into, and the property it comes from.
    pub(crate) cursor: Option<String>,
    pub(crate) next: Option<String>,
    /// The parameter of the number of the page, and the number of the first.
    pub(crate) page: Option<String>,
    pub(crate) first: Option<u64>,
    /// The parameter of the number of items to skip.
    pub(crate) offset: Option<String>,
    /// The properties that say how many there are, and whether there are more.
    pub(crate) total: Option<String>,
    pub(crate) more: Option<String>,
    /// The header `Link`.
    pub(crate) link: bool,
    /// The property of a URL.
    pub(crate) url: Option<String>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) at: Pointer,
    pub(crate) name: String,
    /// `in`
    pub(crate) location: String,
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) style: Option<String>,
    pub(crate) explode: Option<bool>,
    pub(crate) allow_reserved: bool,
    pub(crate) schema: Option<Schema>,
    pub(crate) content: IndexMap<String, MediaType>,
    /// `example` and `examples`
    pub(crate) examples: Vec<OrReference<Example>>,
}

/// What an operation sends.
#[derive(Clone, Debug)]
pub(crate) struct RequestBody {
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    pub(crate) content: IndexMap<String, MediaType>,
}

/// A body in one format.
#[derive(Clone, Debug)]
pub(crate) struct MediaType {
    pub(crate) at: Pointer,
    pub(crate) schema: Option<Schema>,
    /// `itemSchema`: of each piece of what comes piece by piece.
    pub(crate) item_schema: Option<Schema>,
    /// How the fields of a form are written.
    pub(crate) encoding: IndexMap<String, Encoding>,
    /// `example` and `examples`
    pub(crate) examples: Vec<OrReference<Example>>,
}

/// How a field of a form is written.
#[derive(Clone, Debug)]
pub(crate) struct Encoding {
    pub(crate) at: Pointer,
    /// `contentType`: one media type, or several with commas between them.
    pub(crate) content_type: Option<String>,
    pub(crate) style: Option<String>,
    pub(crate) explode: Option<bool>,
    pub(crate) allow_reserved: Option<bool>,
}

/// What comes back.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) description: Option<String>,
    pub(crate) headers: IndexMap<String, OrReference<Header>>,
    pub(crate) content: IndexMap<String, MediaType>,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) schema: Option<Schema>,
    pub(crate) content: IndexMap<String, MediaType>,
    /// `example` and `examples`
    pub(crate) examples: Vec<OrReference<Example>>,
}

/// A way to authenticate.
#[derive(Clone, Debug)]
pub(crate) struct SecurityScheme {
    pub(crate) at: Pointer,
    pub(crate) description: Option<String>,
    pub(crate) kind: SecurityKind,
    /// `x-title`
    pub(crate) title: Option<String>,
    /// `x-env`
    pub(crate) variable: Option<String>,
    /// `x-example`
    pub(crate) example: Option<String>,
}

/// The kinds of authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SecurityKind {
    /// `type: http`, with its scheme in lower case.
    Http(String),
    /// `type: apiKey`
    ApiKey { location: String, name: String },
    /// `oauth2`, `openIdConnect`, `mutualTLS` or what comes next.
    Other(String),
}
