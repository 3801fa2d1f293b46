//! Operations: inputs, bodies, responses.

use super::{Constant, Docs, Iteration, Type};
use crate::rust::names::Name;
use std::ops::RangeInclusive;

#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// The method of the resource: `edit`.
    pub(crate) name: Name,
    /// The request builder: `Edit`.
    pub(crate) builder: Name,
    /// `PATCH`
    pub(crate) method: String,
    /// `/accounts/{account_id}/images/v1/{image_id}`
    pub(crate) path: String,
    /// The operation's own server.
    pub(crate) server: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    /// In Markdown.
    pub(crate) external_docs: Option<String>,
    pub(crate) deprecated: bool,
    /// The permissions that a credential needs; any one of them is enough.
    pub(crate) permissions: Vec<String>,
    pub(crate) security: Security,
    /// Whether it can be retried whatever its method is.
    pub(crate) safe_to_repeat: bool,
    /// The request header with a key that is the same in all attempts of a call.
    pub(crate) idempotency_key: Option<String>,
    /// The statuses with which the API has not applied a request, if not those of the model.
    pub(crate) refused: Option<Vec<RangeInclusive<u16>>>,
    /// The arguments, then the setters.
    pub(crate) inputs: Vec<Input>,
    pub(crate) body: Option<Body>,
    pub(crate) response: SuccessResponse,
    /// The statuses of redirects among the success responses.
    pub(crate) redirects: Vec<u16>,
    /// How the response can be iterated.
    pub(crate) iteration: Option<Iteration>,
    pub(crate) error_responses: Vec<ErrorResponse>,
    /// The type that any error body can be decoded as.
    pub(crate) error_type: Option<Type>,
    /// The type that the headers of any response can be decoded as.
    pub(crate) headers_type: Option<Type>,
    /// The types of the bodies of its callbacks.
    pub(crate) callback_bodies: Vec<Type>,
}

impl Operation {
    /// Whether the document has no such operation, but another with a body of several media types.
    pub(crate) fn is_additional(&self) -> bool {
        self.body.as_ref().is_some_and(|body| body.is_additional)
    }

    /// The inputs that are arguments.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &Input> {
        self.inputs
            .iter()
            .filter(|input| input.role == InputRole::Argument)
    }

    /// The inputs that have only one value.
    pub(crate) fn constants(&self) -> impl Iterator<Item = (&Input, &Constant)> {
        self.inputs
            .iter()
            .filter(|input| input.role == InputRole::Constant)
            .filter_map(|input| Some((input, input.constant.as_ref()?)))
    }

    /// The inputs with setters.
    pub(crate) fn setters(&self) -> impl Iterator<Item = &Input> {
        self.inputs
            .iter()
            .filter(|input| !matches!(input.role, InputRole::Constant | InputRole::Argument))
    }

    /// The inputs that the client can set for all operations.
    pub(crate) fn client_setters(&self) -> impl Iterator<Item = &Input> {
        let is_of_client = |it: &&Input| matches!(it.role, InputRole::ClientSetter { .. });
        self.inputs.iter().filter(is_of_client)
    }

    /// The setters that must be called.
    pub(crate) fn required_setters(&self) -> impl Iterator<Item = &Input> {
        self.inputs
            .iter()
            .filter(|input| input.role == InputRole::RequiredSetter)
    }
}

/// The security requirements that an operation accepts, by their indices in the model.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Security {
    /// Any requirement of the API.
    Any,
    OneOf(Vec<usize>),
    /// One of these, or no credentials.
    Optional(Vec<usize>),
    /// No credentials are sent.
    None,
    /// The client supports none of the requirements.
    Unsupported,
}

/// A parameter, a field of the body, or the body.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) name: Name,
    /// The name on the wire.
    pub(crate) wire_name: String,
    pub(crate) location: Location,
    pub(crate) role: InputRole,
    pub(crate) ty: Type,
    /// The only value of a required input.
    pub(crate) constant: Option<Constant>,
    /// How a parameter is serialised; `None` for a scalar in the default style.
    pub(crate) style: Option<Style>,
    pub(crate) docs: Docs,
}

/// How a parameter that can be an array or an object is serialised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) kind: StyleKind,
    /// `allowReserved`
    pub(crate) allow_reserved: bool,
}

/// The styles of OpenAPI, and `content`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StyleKind {
    Form {
        explode: bool,
    },
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// `content` with JSON.
    Json,
    Simple {
        explode: bool,
    },
    Label {
        explode: bool,
    },
    Matrix {
        explode: bool,
    },
    /// `cookie`: not percent-encoded.
    PlainCookie {
        explode: bool,
    },
}

/// The part of a request that an input is sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    /// The whole query.
    QueryString,
    Header,
    Cookie,
    BodyField,
    Body,
}

/// How the caller passes an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum InputRole {
    /// By the resource's method: it is required, and has one value only.
    Constant,
    /// As an argument of the resource's method: it is required.
    Argument,
    /// By a setter of the builder: it is required, and sending fails without it.
    RequiredSetter,
    /// By the client, or by a setter of the builder, which overrides the value of the client.
    ClientSetter {
        /// Whether a request can be sent without it.
        is_optional: bool,
    },
    /// By a setter of the builder: it is optional.
    Setter,
    /// By the setter `json`, which sets all properties of the body.
    WholeBody,
}

/// A request body.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// The type whose fields are inputs of the operation.
    pub(crate) flattened: Option<Type>,
    pub(crate) format: BodyFormat,
    /// The media type, with its parameters.
    pub(crate) media_type: String,
    /// The encodings of form fields that differ from the default.
    pub(crate) encodings: Vec<(String, Encoding)>,
    /// Whether another method sends the preferred representation.
    pub(crate) is_additional: bool,
    /// The media types of the bodies that other methods of the operation send.
    pub(crate) other_media_types: Vec<String>,
    /// Whether an empty body is sent if the caller sets no field.
    pub(crate) required: bool,
    pub(crate) example: Option<String>,
}

/// The format of a request body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyFormat {
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// Bytes or text.
    Raw,
}

/// How a form field is encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Like a query parameter.
    Styled(Style),
    MediaType(String),
}

/// The response of a call that succeeds: a 2xx, or a redirect with a `Location`.
#[derive(Clone, Debug)]
pub(crate) struct SuccessResponse {
    /// The media types and ranges of the header `Accept`, the preferred one first. Empty without a
    /// body.
    pub(crate) accept: Vec<String>,
    /// `200`
    pub(crate) status: String,
    pub(crate) description: Option<String>,
    /// `None` without a body.
    pub(crate) ty: Option<Type>,
    pub(crate) decode: Decode,
    /// The example for documentation, unless it is long.
    pub(crate) example: Option<String>,
    /// The response that a mock sends.
    pub(crate) mock: MockResponse,
}

/// One of the success responses of an operation, as a mock sends it.
#[derive(Clone, Debug)]
pub(crate) struct MockResponse {
    /// `200`, `2XX`
    pub(crate) status: String,
    /// `None` without a body.
    pub(crate) media_type: Option<String>,
    pub(crate) ty: Option<Type>,
    pub(crate) decode: Decode,
    /// The example in the specification, as JSON: the value that the call returns.
    pub(crate) example: Option<String>,
}

/// How a response is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decode {
    Json,
    /// Each status has a type of its own.
    ByStatus,
    /// Each media type has a type of its own.
    ByMediaType,
    /// JSON or an empty body.
    OptionalJson,
    /// JSON, or text if the response says so.
    JsonOrText,
    /// Text, or JSON if the response says so.
    TextOrJson,
    Text,
    Bytes,
    /// An envelope without a result.
    EnvelopeOnly,
    /// JSON in an envelope.
    Enveloped,
    /// JSON in an envelope, or an empty body.
    OptionalEnveloped,
    /// The header `Location`.
    Redirect,
    /// The body is ignored.
    Empty,
}

/// A response of a call that fails.
#[derive(Clone, Debug)]
pub(crate) struct ErrorResponse {
    /// `404`, `4XX`, `default`
    pub(crate) status: String,
    pub(crate) description: Option<String>,
    /// The type of the body, unless it is the plain envelope.
    pub(crate) ty: Option<Type>,
    pub(crate) decode: Decode,
}
