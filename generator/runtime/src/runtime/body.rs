// Written by hand. Codegen copies it into clients.

//! The description of a request body, as a constant of generated code.

use crate::runtime::style::{QueryStyle, Style};

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
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Format {
    /// The request has no body.
    None,
    /// A JSON value. If nothing is set, a required body is `{}`.
    Json,
    /// The pairs of `application/x-www-form-urlencoded`.
    Form,
    /// The parts of `multipart/form-data`, which may be files.
    Multipart,
    /// Bytes.
    Raw,
}

/// How a field of a form is encoded (OpenAPI, "Encoding Object").
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encoding {
    /// In the style of a query parameter: [`Encoding::styled`]. The flag is `allowReserved`.
    Styled(QueryStyle, bool),
    /// With this media type: `contentType`.
    MediaType(&'static str),
}

impl Encoding {
    /// In the style of a query parameter. A style of another location counts as `form`, exploded.
    #[must_use]
    pub const fn styled(style: Style) -> Self {
        match style {
            Style::Query(query) => Self::Styled(query, false),
            Style::Reserved(query) => Self::Styled(query, true),
            _ => Self::Styled(QueryStyle::Form { explode: true }, false),
        }
    }
}

impl Body {
    /// The request has no body.
    pub const NONE: Self = Self::new(Format::None, "", false);

    /// `application/json`. If nothing is set, `{}` is sent.
    pub const JSON: Self = Self::new(Format::Json, "application/json", true);

    /// `application/x-www-form-urlencoded`. If nothing is set, an empty form is sent.
    pub const FORM: Self = Self::new(Format::Form, "application/x-www-form-urlencoded", true);

    /// `multipart/form-data`. If nothing is set, an empty form is sent.
    pub const MULTIPART: Self = Self::new(Format::Multipart, "multipart/form-data", true);

    const fn new(format: Format, media_type: &'static str, required: bool) -> Self {
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
        self.format == Format::None
    }

    /// The encoding of a field, if it has its own.
    pub(crate) fn encoding(self, field: &str) -> Option<Encoding> {
        let known = self.encodings.iter().find(|(name, _)| *name == field);
        known.map(|(_, encoding)| *encoding)
    }
}
