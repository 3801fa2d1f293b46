// Written by hand, unlike `src/api`.

//! The words in which `src/api` describes an API.

use http::Method;

use crate::runtime::answer::Answer;
use crate::runtime::auth::Alternative;
use crate::runtime::decode::Undecoded;

/// What all calls of an API have in common.
pub(crate) struct Api {
    /// Where the API is, unless the caller says otherwise. A relative one
    /// (`/v2`) makes a base URL from the caller necessary.
    pub(crate) server: &'static str,
    /// The environment variable that says otherwise.
    pub(crate) server_variable: Option<&'static str>,
    /// The header of an answer that names the request in the vendor's logs.
    pub(crate) request_id_header: Option<&'static str>,
    /// Every alternative of credentials that some operation accepts.
    pub(crate) alternatives: &'static [&'static Alternative],
    /// What answers are wrapped in.
    pub(crate) envelope: Option<Envelope>,
}

/// The names of the fields in an object that every answer is wrapped in.
pub(crate) struct Envelope {
    /// `false` here makes an error of a 200.
    pub(crate) success: &'static str,
    /// What the caller asked for.
    pub(crate) result: &'static str,
    /// A list of what went wrong.
    pub(crate) errors: &'static str,
    /// What identifies an error, in an entry of that list.
    pub(crate) error_code: Option<&'static str>,
    /// The error in words, in an entry of that list.
    pub(crate) error_message: Option<&'static str>,
}

/// One operation: how to ask, and how to read the answer.
pub(crate) struct Operation<T> {
    pub(crate) endpoint: Endpoint,
    pub(crate) decode: fn(&Answer) -> Result<T, Undecoded>,
}

/// How to ask. Sending and retrying see this, and not the type of the answer.
pub(crate) struct Endpoint {
    /// How the call is written: `images.v1.edit`.
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    /// The path under the server, with `{names}` in place of the parameters.
    pub(crate) path: &'static str,
    /// The credentials it accepts, the preferred ones first. None: it needs none.
    pub(crate) alternatives: &'static [&'static Alternative],
    /// What it carries.
    pub(crate) body: Option<Body>,
    /// What the answer is asked to be.
    pub(crate) accept: &'static str,
    /// What may be sent a second time.
    pub(crate) repeat: Repeat,
}

/// What a request carries.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Body {
    /// A JSON value. If it is required and nothing is set, `{}` is sent;
    /// otherwise nothing is.
    Json {
        /// Whether the specification requires a body.
        required: bool,
    },
    /// A JSON value under another name than `application/json`.
    JsonAs {
        /// That name.
        media_type: &'static str,
        /// Whether the specification requires a body.
        required: bool,
    },
    /// The pairs of a form, as a query has them.
    Form {
        /// Whether the specification requires a body.
        required: bool,
    },
    /// The parts of a form, files among them.
    Multipart {
        /// Whether the specification requires a body.
        required: bool,
    },
    /// Bytes as they are.
    Raw {
        /// What they are.
        media_type: &'static str,
    },
}

impl Body {
    /// The value of the header `Content-Type`.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Json { .. } => "application/json",
            Self::Form { .. } => "application/x-www-form-urlencoded",
            Self::Multipart { .. } => "multipart/form-data",
            Self::JsonAs { media_type, .. } | Self::Raw { media_type } => media_type,
        }
    }

    /// Whether a body is sent where nothing is set.
    pub(crate) fn is_required(self) -> bool {
        match self {
            Self::Json { required }
            | Self::JsonAs { required, .. }
            | Self::Form { required }
            | Self::Multipart { required } => required,
            Self::Raw { .. } => false,
        }
    }
}

/// What the specification says about sending a request a second time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Repeat {
    /// Nothing: the method decides.
    ByMethod,
    /// A 503 that says when to come back has refused the request, as a 429 has.
    Refused503,
    /// It may be repeated, whatever its method.
    Safe,
    /// It must not be repeated, whatever its method.
    Never,
}
