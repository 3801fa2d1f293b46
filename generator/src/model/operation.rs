//! Calls.

use super::{Docs, Mode, Type};
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
    pub(crate) more: Option<String>,
    pub(crate) deprecated: bool,
    /// What a credential must be allowed to do; one of them is enough.
    pub(crate) permissions: Vec<String>,
    pub(crate) security: Security,
    pub(crate) repeat: Repeat,
    /// What the caller gives: the arguments first, in their order.
    pub(crate) inputs: Vec<Input>,
    pub(crate) body: Option<Body>,
    pub(crate) answer: Answer,
    /// How else the answer can be had than as a whole.
    pub(crate) mode: Option<Mode>,
    pub(crate) failures: Vec<Failure>,
    /// What any of them can be read as.
    pub(crate) failure: Option<Type>,
    /// What the heads of its answers can be read as.
    pub(crate) headers: Option<Type>,
    /// What its callbacks bring.
    pub(crate) callbacks: Vec<Type>,
}

impl Operation {
    /// The inputs that a call cannot be made without.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &Input> {
        self.inputs
            .iter()
            .filter(|input| input.role == Role::Argument)
    }

    /// The inputs that may be left out.
    pub(crate) fn setters(&self) -> impl Iterator<Item = &Input> {
        self.inputs
            .iter()
            .filter(|input| input.role == Role::Setter)
    }
}

/// Which of the client's credentials a call takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Security {
    /// Any alternative of the API.
    Any,
    /// Some of them, by their place in the model.
    Some(Vec<usize>),
    /// Some of them, or none.
    Optional(Vec<usize>),
    /// None is needed, none is sent.
    None,
    /// Those that it takes are none of the client's.
    ByHand,
}

/// When a call may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// As its method says.
    ByMethod,
    /// Always: the specification says that it does no harm.
    Safe,
}

/// Something that the caller gives.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) name: Name,
    /// The name on the wire.
    pub(crate) key: String,
    pub(crate) place: Place,
    pub(crate) role: Role,
    pub(crate) ty: Type,
    /// How a parameter is written; a simple value in the usual style needs none.
    pub(crate) style: Option<Style>,
    pub(crate) docs: Docs,
}

/// How a parameter is written that is a list or an object, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) form: StyleForm,
    /// `allowReserved`
    pub(crate) reserved: bool,
}

/// The styles of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StyleForm {
    Form {
        explode: bool,
    },
    Spaces,
    Pipes,
    Deep,
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
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
    /// A field of the body.
    Field,
    /// The whole body.
    Body,
}

/// How an input is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Argument,
    Setter,
}

/// What a call sends.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// What its fields come from, where the caller gives them one by one.
    pub(crate) whole: Option<Type>,
    pub(crate) format: Format,
    /// How fields of a form are written, where it is not as usual.
    pub(crate) encodings: Vec<(String, Encoding)>,
    /// Whether an empty body is sent where the caller sets nothing.
    pub(crate) required: bool,
    pub(crate) example: Option<String>,
}

/// The format of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// `application/json`
    Json,
    /// JSON under another name.
    JsonAs(String),
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
pub(crate) struct Answer {
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
    Each,
    /// JSON, or nothing.
    Optional,
    /// A text.
    Text,
    /// Bytes as they are.
    Bytes,
    /// Nothing but the envelope, which says whether it went well.
    Acknowledged,
    /// JSON, wrapped in the envelope.
    Enveloped,
    /// JSON, wrapped in the envelope, or nothing.
    OptionalEnveloped,
    /// Nothing is expected.
    Empty,
}

/// What a call that failed gives back.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// `404`, `4XX`, `default`
    pub(crate) status: String,
    pub(crate) description: Option<String>,
    /// What the body can be read as, where it is not the envelope alone.
    pub(crate) ty: Option<Type>,
}
