//! The objects of an OpenAPI document, as written.
//!
//! Objects have a pointer (`at`) where diagnostics need one.

mod reference;
mod schema;

pub(crate) use self::reference::{Example, OrReference, Reference};
pub(crate) use self::schema::{
    Additional, Discriminator, Envelope, LimitKeywords, Limits, Primitive, Schema,
};

use crate::diagnostic::pointer::Pointer;
use indexmap::IndexMap;
use serde_json::Value;
use std::ops::RangeInclusive;

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
    /// `x-idempotency-key`: a header of all operations that are not idempotent.
    pub(crate) idempotency_key: Option<String>,
    /// `x-refused`: the statuses with which the API has not applied a request.
    pub(crate) refused: Vec<RangeInclusive<u16>>,
    /// `x-rate-limit`
    pub(crate) rate_limit: Option<RateLimit>,
    /// `x-pagination`: rules for operations without their own.
    pub(crate) pagination: Vec<Pagination>,
    /// `x-client-parameters`: the parameters that the client sets for all operations.
    pub(crate) client_parameters: Vec<ClientParameterName>,
}

/// The name of a parameter, and where it is listed.
#[derive(Clone, Debug)]
pub(crate) struct ClientParameterName {
    pub(crate) name: String,
    pub(crate) at: Pointer,
}

/// The version of OpenAPI that a document follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    #[default]
    V3_0,
    V3_1,
    V3_2,
}

impl Version {
    /// The version number.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        }
    }
}

/// `info`
#[derive(Clone, Debug, Default)]
pub(crate) struct Info {
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) terms_of_service: Option<String>,
    pub(crate) contact: Party,
    pub(crate) license: Party,
}

/// `contact` or `license`
#[derive(Clone, Debug, Default)]
pub(crate) struct Party {
    pub(crate) name: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) email: Option<String>,
}

/// `externalDocs`
#[derive(Clone, Debug)]
pub(crate) struct ExternalDocs {
    pub(crate) description: Option<String>,
    pub(crate) url: String,
}

/// An entry of `tags`.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) external_docs: Option<ExternalDocs>,
    /// `x-pagination`: rules for operations with the tag.
    pub(crate) pagination: Vec<Pagination>,
}

/// A server.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) variables: IndexMap<String, ServerVariable>,
    /// `x-env`
    pub(crate) variable: Option<String>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug)]
pub(crate) struct ServerVariable {
    pub(crate) default: String,
    pub(crate) values: Vec<String>,
    pub(crate) description: Option<String>,
}

/// A security requirement: all of its schemes have to be satisfied.
#[derive(Clone, Debug)]
pub(crate) struct SecurityRequirement {
    pub(crate) at: Pointer,
    pub(crate) schemes: Vec<String>,
}

/// `components`
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

/// The keys of a path item that are operations.
pub(crate) const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The method that an operation under a key of a path item or of its `additionalOperations` is sent
/// with. Methods are case-sensitive.
pub(crate) fn method_of_key(key: &str) -> String {
    if METHODS.contains(&key) {
        key.to_uppercase()
    } else {
        key.to_owned()
    }
}

/// The operations in the value of a path item, by their keys: its own, and its
/// `additionalOperations`.
pub(crate) fn operations_of_item(item: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let own = item.as_object().into_iter().flatten();
    let own = own.filter(|(key, _)| METHODS.contains(&key.as_str()));
    let additional = item.get("additionalOperations").and_then(Value::as_object);
    own.chain(additional.into_iter().flatten())
}

/// A path item.
#[derive(Clone, Debug)]
pub(crate) struct PathItem {
    /// `$ref`
    pub(crate) reference: Option<Reference>,
    pub(crate) parameters: Vec<OrReference<Parameter>>,
    /// Servers that override those of the document.
    pub(crate) servers: Vec<Server>,
    /// The operations by their keys: a method in lower case, or a key of `additionalOperations`.
    pub(crate) operations: Vec<(String, Operation)>,
    /// `x-resource`
    pub(crate) resource: Option<String>,
}

/// An operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) at: Pointer,
    pub(crate) id: Option<String>,
    /// The name that another generator gives the method, by an extension.
    pub(crate) method_name: Option<String>,
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
    /// `x-resource`, or the group of another generator.
    pub(crate) resource: Option<String>,
    /// `x-permissions`
    pub(crate) permissions: Vec<String>,
    /// `x-safe-to-repeat`
    pub(crate) safe_to_repeat: bool,
    /// `x-idempotency-key`: the name of a header, or `None` if the operation has no key.
    pub(crate) idempotency_key: Option<Exceptable<String>>,
    /// `x-refused`
    pub(crate) refused: Option<Vec<RangeInclusive<u16>>>,
    /// `x-pagination`, or `None` if no rule applies.
    pub(crate) pagination: Option<Exceptable<Pagination>>,
}

/// The value of an extension that `false` switches off for one operation.
#[derive(Clone, Debug)]
pub(crate) enum Exceptable<T> {
    Off,
    On(T),
}

impl<T> Exceptable<T> {
    pub(crate) fn on(&self) -> Option<&T> {
        match self {
            Self::Off => None,
            Self::On(value) => Some(value),
        }
    }
}

/// `x-rate-limit`: a number of requests in any period of this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RateLimit {
    pub(crate) requests: u64,
    pub(crate) seconds: u64,
}

/// A callback: requests that the API sends because of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    /// The path items by runtime expression.
    pub(crate) items: IndexMap<String, PathItem>,
}

/// `x-pagination`: how to request the next page of a list. Parameters may be properties of the
/// request body; properties are paths such as `a.b`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pagination {
    pub(crate) at: Pointer,
    /// The property with the items.
    pub(crate) items: Option<String>,
    /// The parameter for the cursor, and the property with the next cursor.
    pub(crate) cursor: Option<String>,
    pub(crate) next: Option<String>,
    /// The parameter for the page number, and the number of the first page.
    pub(crate) page: Option<String>,
    pub(crate) first: Option<u64>,
    /// The parameter for the number of items to skip.
    pub(crate) offset: Option<String>,
    /// The properties with the total, and with whether there are more pages.
    pub(crate) total: Option<String>,
    pub(crate) more: Option<String>,
    /// Whether the next page is in the header `Link`.
    pub(crate) link: bool,
    /// The property with the URL of the next page.
    pub(crate) url: Option<String>,
    /// Whether operations take the parameter in the query without declaring it.
    pub(crate) undeclared: bool,
}

/// `in` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ParameterLocation {
    Path,
    Query,
    /// The whole query.
    QueryString,
    Header,
    Cookie,
}

impl ParameterLocation {
    pub(crate) fn named(name: &str) -> Option<Self> {
        let all = [
            Self::Path,
            Self::Query,
            Self::QueryString,
            Self::Header,
            Self::Cookie,
        ];
        all.into_iter().find(|location| location.as_str() == name)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// The default of `style`.
    pub(crate) fn default_style(self) -> &'static str {
        match self {
            Self::Path | Self::Header => "simple",
            Self::Query | Self::QueryString | Self::Cookie => "form",
        }
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) at: Pointer,
    pub(crate) name: String,
    /// `in`; `None` if it is missing or unknown.
    pub(crate) location: Option<ParameterLocation>,
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

/// A request body.
#[derive(Clone, Debug)]
pub(crate) struct RequestBody {
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    pub(crate) content: IndexMap<String, MediaType>,
}

/// A media type of a body.
#[derive(Clone, Debug)]
pub(crate) struct MediaType {
    pub(crate) at: Pointer,
    pub(crate) schema: Option<Schema>,
    /// `itemSchema`: the schema of each item of a stream.
    pub(crate) item_schema: Option<Box<Schema>>,
    /// The encoding of form fields.
    pub(crate) encoding: IndexMap<String, Encoding>,
    /// `example` and `examples`
    pub(crate) examples: Vec<OrReference<Example>>,
}

/// The encoding of a form field.
#[derive(Clone, Debug)]
pub(crate) struct Encoding {
    pub(crate) at: Pointer,
    /// `contentType`: a comma-separated list of media types.
    pub(crate) content_type: Option<String>,
    pub(crate) style: Option<String>,
    pub(crate) explode: Option<bool>,
    pub(crate) allow_reserved: Option<bool>,
}

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) description: Option<String>,
    pub(crate) headers: IndexMap<String, OrReference<Header>>,
    pub(crate) content: IndexMap<String, MediaType>,
}

/// A response header.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) schema: Option<Schema>,
    pub(crate) content: IndexMap<String, MediaType>,
    /// `example` and `examples`
    pub(crate) examples: Vec<OrReference<Example>>,
}

/// A security scheme.
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
    /// `x-prefix`
    pub(crate) prefix: Option<String>,
}

/// The type of a security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SecurityKind {
    /// `type: http` with the scheme in lower case.
    Http(String),
    /// `type: apiKey`. The location is `None` if it is missing or unknown, which the parser reports.
    ApiKey {
        location: Option<ApiKeyLocation>,
        name: String,
    },
    /// `oauth2`, `openIdConnect`, `mutualTLS` or an unknown type.
    Other(String),
}

/// `in` of an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ApiKeyLocation {
    Header,
    Query,
    Cookie,
}
