// Written by hand, unlike `src/api`.

//! The words in which `src/api` describes what a request carries.

use crate::runtime::style::{Query, Style};

/// What a request carries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    pub(crate) format: Format,
    /// The value of the header `Content-Type`, but for the boundary of a form.
    pub(crate) media_type: &'static str,
    /// Whether something is sent where nothing is set.
    pub(crate) required: bool,
    /// How fields of a form are written, where it is not as usual.
    pub(crate) encodings: &'static [(&'static str, Encoding)],
}

/// How a body is made of what is set.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Format {
    /// A JSON value. If it is required and nothing is set, `{}` is sent;
    /// otherwise nothing is.
    Json,
    /// The pairs of a form, as a query has them.
    Form,
    /// The parts of a form, files among them.
    Multipart,
    /// Bytes as they are.
    Raw,
}

/// How a field of a form is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Encoding {
    /// As in a query.
    Styled(Query, bool),
    /// As this media type.
    MediaType(&'static str),
}

impl Encoding {
    /// As in a query; a style of another place is none.
    pub(crate) const fn styled(style: Style) -> Self {
        match style {
            Style::Query(query) => Self::Styled(query, false),
            Style::Reserved(query) => Self::Styled(query, true),
            _ => Self::Styled(Query::Form { explode: true }, false),
        }
    }
}

/// Put together as a constant, by the format.
impl Body {
    pub(crate) const JSON: Self = Self::new(Format::Json, "application/json", true);
    pub(crate) const OPTIONAL_JSON: Self = Self::JSON.optional();
    pub(crate) const FORM: Self =
        Self::new(Format::Form, "application/x-www-form-urlencoded", true);
    pub(crate) const OPTIONAL_FORM: Self = Self::FORM.optional();
    pub(crate) const MULTIPART: Self = Self::new(Format::Multipart, "multipart/form-data", true);
    pub(crate) const OPTIONAL_MULTIPART: Self = Self::MULTIPART.optional();

    const fn new(format: Format, media_type: &'static str, required: bool) -> Self {
        Self {
            format,
            media_type,
            required,
            encodings: &[],
        }
    }

    const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Bytes of this media type.
    pub(crate) const fn raw(media_type: &'static str) -> Self {
        Self::new(Format::Raw, media_type, false)
    }

    /// JSON under this name, of which some is always sent.
    pub(crate) const fn json_as(media_type: &'static str) -> Self {
        Self::new(Format::Json, media_type, true)
    }

    /// JSON under this name.
    pub(crate) const fn optional_json_as(media_type: &'static str) -> Self {
        Self::json_as(media_type).optional()
    }

    /// How a field is written, if it is not as usual.
    pub(crate) fn encoding(self, field: &str) -> Option<Encoding> {
        let known = self.encodings.iter().find(|(name, _)| *name == field);
        known.map(|(_, encoding)| *encoding)
    }
}
