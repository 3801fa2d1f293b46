// Written by hand. Codegen copies it into clients.

//! The description of a request body, as a constant of generated code.

use http::HeaderValue;

use crate::runtime::file::File;
use crate::runtime::json::Json;
use crate::runtime::request_body::RequestBody;

/// The description of a request body: its format and media type.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    pub(crate) format: Format,
    /// The media type, without the boundary of a form.
    pub(crate) media_type: &'static str,
    /// Whether a body is sent even if nothing is set.
    pub(crate) required: bool,
    /// The fields of a form that have their own `encoding`.
    pub(crate) encodings: &'static [(&'static str, Encoding)],
}

/// How a body is encoded.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Format {
    /// The request has no body.
    None,
    /// A JSON value. If nothing is set, a required body is `{}`.
    Json,
    /// A form, of fields and files.
    Form(EncodeForm),
    /// Bytes.
    Raw,
}

/// Encodes the fields and files of a form, and returns it with its media type. Without files, the
/// value may be any JSON.
pub(crate) type EncodeForm =
    fn(Body, &Json, &[(&'static str, File)]) -> Result<(RequestBody, HeaderValue), String>;

/// How a field of a form is encoded (OpenAPI, "Encoding Object").
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encoding {
    /// In the style of a query parameter. The flag is `allowReserved`.
    Styled(QueryStyle, bool),
    /// With this media type: `contentType`.
    MediaType(&'static str),
}

/// The styles of the query.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum QueryStyle {
    /// `form`: `ids=1&ids=2`, or `ids=1,2`.
    Form {
        /// One pair for each item.
        explode: bool,
    },
    /// `spaceDelimited`: `ids=1%202`.
    SpaceDelimited,
    /// `pipeDelimited`: `ids=1%7C2`.
    PipeDelimited,
    /// `deepObject`: `filter[name]=a`.
    DeepObject,
    /// `content`: the value as JSON.
    Json,
}

impl Body {
    /// The request has no body.
    pub const NONE: Self = Self::new(Format::None, "", false);

    /// `application/json`. If nothing is set, `{}` is sent.
    pub const JSON: Self = Self::new(Format::Json, "application/json", true);

    pub(crate) const fn new(format: Format, media_type: &'static str, required: bool) -> Self {
        Self {
            format,
            media_type,
            required,
            encodings: &[],
        }
    }

    /// Bytes of this media type. If nothing is set, no body is sent.
    #[must_use]
    pub const fn raw(media_type: &'static str) -> Self {
        Self::new(Format::Raw, media_type, false)
    }

    /// Sends no body if nothing is set.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self {
            required: false,
            ..self
        }
    }

    /// Sets the media type.
    #[must_use]
    pub const fn media_type(self, media_type: &'static str) -> Self {
        Self { media_type, ..self }
    }

    /// Sets the encodings of some fields of a form.
    #[must_use]
    pub const fn encoded(self, encodings: &'static [(&'static str, Encoding)]) -> Self {
        Self { encodings, ..self }
    }

    pub(crate) fn is_none(self) -> bool {
        matches!(self.format, Format::None)
    }

    /// The encoding of a field, if it has its own.
    pub(crate) fn encoding(self, field: &str) -> Option<Encoding> {
        let known = self.encodings.iter().find(|(name, _)| *name == field);
        known.map(|(_, encoding)| *encoding)
    }
}
