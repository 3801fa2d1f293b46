//! The serialisation styles of parameters.

use super::emitter::Emitter;
use crate::model::{Location, Style, StyleKind};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// A style as a constant of the runtime.
pub(super) fn style_tokens(emitter: &mut Emitter, style: Style, location: Location) -> TokenStream {
    let (name, explode) = constant(style.kind, location);
    let name = format_ident!("{name}{}", if explode { "_EXPLODED" } else { "" });
    let ty = emitter.runtime("Style");
    let reserved = style.allow_reserved.then(|| quote!(.reserved()));
    quote!(#ty::#name #reserved)
}

/// The name of the constant, and whether it is the exploded one. Lowering allows a style only where
/// OpenAPI does.
fn constant(kind: StyleKind, location: Location) -> (&'static str, bool) {
    match kind {
        StyleKind::Form { explode } => match location {
            Location::QueryString => ("QUERY_STRING", false),
            Location::Cookie => ("COOKIE", explode),
            Location::Query
            | Location::BodyField
            | Location::Body
            | Location::Path
            | Location::Header => ("FORM", explode),
        },
        StyleKind::Simple { explode } => match location {
            Location::Header => ("HEADER", explode),
            Location::Path
            | Location::Query
            | Location::QueryString
            | Location::Cookie
            | Location::BodyField
            | Location::Body => ("SIMPLE", explode),
        },
        StyleKind::Json => match location {
            Location::Path => ("PATH_JSON", false),
            Location::QueryString => ("QUERY_STRING_JSON", false),
            Location::Header => ("HEADER_JSON", false),
            Location::Cookie => ("COOKIE_JSON", false),
            Location::Query | Location::BodyField | Location::Body => ("JSON", false),
        },
        StyleKind::SpaceDelimited => ("SPACE_DELIMITED", false),
        StyleKind::PipeDelimited => ("PIPE_DELIMITED", false),
        StyleKind::DeepObject => ("DEEP_OBJECT", false),
        StyleKind::Label { explode } => ("LABEL", explode),
        StyleKind::Matrix { explode } => ("MATRIX", explode),
        StyleKind::PlainCookie { explode } => ("PLAIN_COOKIE", explode),
    }
}
