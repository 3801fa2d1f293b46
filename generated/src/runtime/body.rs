// Written by hand, unlike `src/api`.

//! The body of a request, as data.

use crate::runtime::style::{QueryStyle, Style};

/// The body of a request.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    pub(crate) format: Format,
    /// The value of the header `Content-Type`, without the boundary of a form.
    pub(crate) media_type: &'static str,
    /// Whether a body is sent if nothing is set.
    pub(crate) required: bool,
    /// The fields of a form that have an encoding of their own.
    pub(crate) encodings: &'static [(&'static str, Encoding)],
}

/// How a body is made of what is set.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Format {
    /// The request has no body.
    None,
    /// A JSON value. If nothing is set, a required body is `{}`.
    Json,
    /// The pairs of a form, as in a query.
    Form,
    /// The parts of a form, which may be files.
    Multipart,
    /// Bytes.
    Raw,
}

/// How a field of a form is encoded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encoding {
    /// In the style of a query parameter: [`Encoding::styled`]. The flag is `allowReserved`.
    Styled(QueryStyle, bool),
    /// As a value of this media type.
    MediaType(&'static str),
}

impl Encoding {
    /// In the style of a query parameter. A style of another place counts as `form`, exploded.
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

    /// The same, with no body if nothing is set.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self {
            required: false,
            ..self
        }
    }

    /// The same format under another media type.
    #[must_use]
    pub const fn media_type(self, media_type: &'static str) -> Self {
        Self { media_type, ..self }
    }

    /// The same, with encodings for some fields of a form.
    #[must_use]
    pub const fn encoded(self, encodings: &'static [(&'static str, Encoding)]) -> Self {
        Self { encodings, ..self }
    }

    pub(crate) fn is_none(self) -> bool {
        self.format == Format::None
    }

    /// The encoding of a field, if it has one of its own.
    pub(crate) fn encoding(self, field: &str) -> Option<Encoding> {
        let known = self.encodings.iter().find(|(name, _)| *name == field);
        known.map(|(_, encoding)| *encoding)
    }
}
