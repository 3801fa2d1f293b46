//! Calls.

use super::{Docs, Iteration, Type};
use crate::rust::names::Name;

/// One call.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// `edit`: the method that begins it.
    pub(crate) name: Name,
    /// `Edit`: its builder, and its constant.
    pub(crate) builder: Name,
    /// `PATCH`
    pub(crate) method: String,
    /// `/accounts/{account_id}/images/v1/{image_id}`
    pub(crate) path: String,
    /// Where it goes, if not to the API's own server.
    pub(crate) server: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    /// Where there is more to read, in Markdown.
    pub(crate) external_docs: Option<String>,
    pub(crate) deprecated: bool,
    /// What a credential must be allowed to do; one of them is enough.
    pub(crate) permissions: Vec<String>,
    pub(crate) security: Security,
    pub(crate) safe_to_repeat: bool,
    /// What the caller gives: the arguments first, in their order.
    pub(crate) inputs: Vec<Input>,
    pub(crate) body: Option<Body>,
    pub(crate) response: SuccessResponse,
    /// How else the answer can be had than as a whole.
    pub(crate) iteration: Option<Iteration>,
    pub(crate) error_responses: Vec<ErrorResponse>,
    /// What any of them can be read as.
    pub(crate) error_type: Option<Type>,
    /// What the heads of its answers can be read as.
    pub(crate) headers_type: Option<Type>,
    /// What its callbacks bring.
    pub(crate) callback_bodies: Vec<Type>,
}

impl Operation {
    /// The inputs that a call cannot be made without.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &Input> {
        self.inputs
            .iter()
            .filter(|input| input.role == InputRole::Argument)
    }

    /// The inputs that may be left out.
    pub(crate) fn setters(&self) -> impl Iterator<Item = &Input> {
        self.inputs
            .iter()
            .filter(|input| input.role == InputRole::Setter)
    }
}

/// Which of the client's credentials a call takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Security {
    /// Any alternative of the API.
    Any,
    /// Some of them, by their place in the model.
    OneOf(Vec<usize>),
    /// Some of them, or none.
    Optional(Vec<usize>),
    /// None is needed, none is sent.
    None,
    /// Those that it takes are none of the client's.
    Unsupported,
}

/// Something that the caller gives.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) name: Name,
    /// The name on the wire.
    pub(crate) wire_name: String,
    pub(crate) location: Location,
    pub(crate) role: InputRole,
    pub(crate) ty: Type,
    /// How a parameter is written; a simple value in the usual style needs none.
    pub(crate) style: Option<Style>,
    pub(crate) docs: Docs,
}

/// How a parameter is written that is a list or an object, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) kind: StyleKind,
    /// `allowReserved`
    pub(crate) allow_reserved: bool,
}

/// The styles of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StyleKind {
    Form {
        explode: bool,
    },
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// `content` instead of a style.
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
}

/// Where an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// A field of the body.
    BodyField,
    /// The whole body.
    Body,
}

/// How an input is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputRole {
    Argument,
    Setter,
}

/// What a call sends.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// What its fields come from, where the caller gives them one by one.
    pub(crate) flattened: Option<Type>,
    pub(crate) format: BodyFormat,
    /// How fields of a form are written, where it is not as usual.
    pub(crate) encodings: Vec<(String, Encoding)>,
    /// Whether an empty body is sent where the caller sets nothing.
    pub(crate) required: bool,
    pub(crate) example: Option<String>,
}

/// The format of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BodyFormat {
    /// `application/json`
    Json,
    /// JSON under another name.
    JsonMediaType(String),
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// Bytes, or a text, under this name.
    Raw(String),
}

/// How a field of a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Like a parameter of the query.
    Styled(Style),
    /// As this media type.
    MediaType(String),
}

/// What a call that went well gives back.
#[derive(Clone, Debug)]
pub(crate) struct SuccessResponse {
    /// The media type that is asked for.
    pub(crate) accept: String,
    /// `200`
    pub(crate) status: String,
    pub(crate) description: Option<String>,
    /// `None`: nothing.
    pub(crate) ty: Option<Type>,
    pub(crate) decode: Decode,
    pub(crate) example: Option<String>,
}

/// How an answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decode {
    /// JSON.
    Json,
    /// As the status says.
    ByStatus,
    /// JSON, or nothing.
    OptionalJson,
    /// A text.
    Text,
    /// Bytes as they are.
    Bytes,
    /// Nothing but the envelope, which says whether it went well.
    EnvelopeOnly,
    /// JSON, wrapped in the envelope.
    Enveloped,
    /// JSON, wrapped in the envelope, or nothing.
    OptionalEnveloped,
    /// Nothing is expected.
    Empty,
}

/// What a call that failed gives back.
#[derive(Clone, Debug)]
pub(crate) struct ErrorResponse {
    /// `404`, `4XX`, `default`
    pub(crate) status: String,
    pub(crate) description: Option<String>,
    /// What the body can be read as, where it is not the envelope alone.
    pub(crate) ty: Option<Type>,
}
