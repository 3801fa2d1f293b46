// Written by hand. Codegen copies it into clients.

//! Operations, as constants of generated code.

use std::fmt;
use std::ops::RangeInclusive;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::api::Api;
use crate::runtime::auth::{Security, SecurityRequirement};
use crate::runtime::body::Body;
use crate::runtime::client_parameter::ClientParameter;
use crate::runtime::decode::DecodeError;
use crate::runtime::from_response::FromResponse;
use crate::runtime::raw_response::RawResponse;
use crate::runtime::redirect::Redirect;

/// One operation: its request, and how its response is decoded.
///
/// Generated code writes it as a struct literal over one of the bases, such as `..Operation::JSON`.
pub struct Operation<T> {
    /// The path of the call in the client: `images.v1.edit`.
    pub name: &'static str,
    /// The method of the request.
    pub method: Method,
    /// The path template, relative to the server: `/pets/{id}`.
    pub path: &'static str,
    /// The server of the operation, if it has its own: a URL, or a path on the client's host.
    pub server: Option<&'static str>,
    /// The credentials that the operation accepts.
    pub auth: Security,
    /// The body of the request.
    pub body: Body,
    /// The inputs without which the request is not sent.
    pub required: &'static [Required],
    /// The parameters that the client can set for all operations.
    pub client_parameters: &'static [ClientParameter],
    /// The value of the header `Accept`.
    pub accept: &'static str,
    /// Whether the request may be repeated like an idempotent one, whatever its method.
    pub safe_to_repeat: bool,
    /// The request header by which the API recognizes a request that it has applied already.
    pub idempotency_key: Option<&'static str>,
    /// The statuses with which the API has not applied a request, if not those of
    /// [`Api::refused`].
    pub refused: Option<&'static [RangeInclusive<u16>]>,
    /// The statuses of redirects that are results of the call, instead of errors.
    pub redirects: &'static [u16],
    /// Decodes a response that is a result of the call.
    pub decode: fn(&RawResponse) -> Result<T, DecodeError>,
}

impl<T> Operation<T> {
    const fn new(decode: fn(&RawResponse) -> Result<T, DecodeError>) -> Self {
        Self {
            name: "",
            method: Method::Get,
            path: "",
            server: None,
            auth: Security::Default,
            body: Body::NONE,
            required: &[],
            client_parameters: &[],
            accept: "application/json",
            safe_to_repeat: false,
            idempotency_key: None,
            refused: None,
            redirects: &[],
            decode,
        }
    }

    /// The operation without the type of its response.
    pub(crate) fn endpoint(&self, api: &Api) -> Endpoint {
        Endpoint {
            name: self.name,
            method: self.method.http(),
            path: self.path,
            server: self.server,
            requirements: self.auth.requirements(api),
            body: self.body,
            required: self.required,
            client_parameters: self.client_parameters,
            accept: self.accept,
            safe_to_repeat: self.safe_to_repeat,
            idempotency_key: self.idempotency_key,
            refused: self.refused.unwrap_or(api.refused),
            redirects: self.redirects,
        }
    }
}

impl<T: DeserializeOwned> Operation<T> {
    /// The response is JSON.
    pub const JSON: Self = Self::new(RawResponse::json);

    /// The response is JSON in the API's envelope.
    pub const ENVELOPED: Self = Self::new(RawResponse::enveloped);

    /// The response is JSON, or text if its `Content-Type` is text.
    pub const JSON_OR_TEXT: Self = Self::new(RawResponse::json_or_text);

    /// The response is text, or JSON if its `Content-Type` is JSON.
    pub const TEXT_OR_JSON: Self = Self::new(RawResponse::text_or_json);
}

impl<T: DeserializeOwned> Operation<Option<T>> {
    /// The response is JSON or empty.
    pub const OPTIONAL_JSON: Self = Self::new(RawResponse::optional_json);

    /// The response is JSON in the API's envelope, or empty.
    pub const OPTIONAL_ENVELOPED: Self = Self::new(RawResponse::optional_enveloped);
}

impl Operation<String> {
    /// The response is text in UTF-8.
    pub const TEXT: Self = Self::new(RawResponse::text);
}

impl Operation<Bytes> {
    /// The response is bytes.
    pub const BYTES: Self = Self::new(RawResponse::bytes);
}

impl Operation<()> {
    /// The response is the API's envelope without a result, or empty.
    pub const ENVELOPE_ONLY: Self = Self::new(RawResponse::envelope_only);

    /// The body of the response is ignored.
    pub const NO_CONTENT: Self = Self::new(RawResponse::no_content);
}

impl Operation<Redirect> {
    /// The response is a redirect.
    pub const REDIRECT: Self = Self::new(RawResponse::redirect);
}

impl<T: FromResponse> Operation<T> {
    /// The variant of the response depends on its status.
    pub const BY_STATUS: Self = Self::new(T::from_response);

    /// The variant of the response depends on its media type.
    pub const BY_MEDIA_TYPE: Self = Self::new(T::from_response);
}

impl<T> fmt::Debug for Operation<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operation")
            .field("name", &self.name)
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// A request builder of a generated crate.
pub trait Call {
    /// The value that the call returns.
    type Output: 'static;

    /// The operation that the call makes.
    const OPERATION: &'static Operation<Self::Output>;
}

/// A required input that has a setter, by its name on the wire.
#[derive(Clone, Copy, Debug)]
pub enum Required {
    /// A path parameter that the client can set.
    Path(&'static str),
    /// A query parameter.
    Query(&'static str),
    /// A header.
    Header(&'static str),
    /// A cookie.
    Cookie(&'static str),
    /// A property of a JSON body, or a field of a form.
    Field(&'static str),
}

/// The method of an operation.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
    /// `QUERY`
    Query,
    /// Any other method.
    Other(&'static str),
}

impl Method {
    fn http(self) -> http::Method {
        let name = match self {
            Self::Get => return http::Method::GET,
            Self::Put => return http::Method::PUT,
            Self::Post => return http::Method::POST,
            Self::Delete => return http::Method::DELETE,
            Self::Options => return http::Method::OPTIONS,
            Self::Head => return http::Method::HEAD,
            Self::Patch => return http::Method::PATCH,
            Self::Trace => return http::Method::TRACE,
            Self::Query => "QUERY",
            Self::Other(name) => name,
        };
        // Codegen refuses names that are not methods.
        http::Method::from_bytes(name.as_bytes()).unwrap_or_default()
    }
}

/// An operation without the type of its response.
#[derive(Clone)]
pub(crate) struct Endpoint {
    pub(crate) name: &'static str,
    pub(crate) method: http::Method,
    pub(crate) path: &'static str,
    pub(crate) server: Option<&'static str>,
    /// The preferred one first. Empty if the operation needs no credentials.
    pub(crate) requirements: &'static [&'static SecurityRequirement],
    pub(crate) body: Body,
    pub(crate) required: &'static [Required],
    pub(crate) client_parameters: &'static [ClientParameter],
    pub(crate) accept: &'static str,
    pub(crate) safe_to_repeat: bool,
    pub(crate) idempotency_key: Option<&'static str>,
    pub(crate) refused: &'static [RangeInclusive<u16>],
    pub(crate) redirects: &'static [u16],
}

impl Endpoint {
    /// Whether a request that may have been applied can be sent again.
    pub(crate) fn is_idempotent(&self) -> bool {
        // `http` does not know the method `QUERY`.
        self.safe_to_repeat || self.method.is_idempotent() || self.method.as_str() == "QUERY"
    }
}
