//! The serialisation styles of parameters.

use super::emitter::Emitter;
use crate::model::{Location, Style, StyleKind};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// A style as a constant of the runtime.
pub(super) fn style_tokens(emitter: &mut Emitter, style: Style, location: Location) -> TokenStream {
    let (name, explode) = match (style.kind, location) {
        (StyleKind::Json, Location::QueryString) => ("QUERY_STRING_JSON", false),
        (_, Location::QueryString) => ("QUERY_STRING", false),
        (StyleKind::Form { explode }, Location::Cookie) => ("COOKIE", explode),
        (StyleKind::Simple { explode }, Location::Header) => ("HEADER", explode),
        (StyleKind::Json, Location::Cookie) => ("COOKIE_JSON", false),
        (StyleKind::PlainCookie { explode }, _) => ("PLAIN_COOKIE", explode),
        (StyleKind::Json, Location::Header) => ("HEADER_JSON", false),
        (StyleKind::Json, Location::Path) => ("PATH_JSON", false),
        (StyleKind::Json, _) => ("JSON", false),
        (StyleKind::Form { explode }, _) => ("FORM", explode),
        (StyleKind::SpaceDelimited, _) => ("SPACE_DELIMITED", false),
        (StyleKind::PipeDelimited, _) => ("PIPE_DELIMITED", false),
        (StyleKind::DeepObject, _) => ("DEEP_OBJECT", false),
        (StyleKind::Simple { explode }, _) => ("SIMPLE", explode),
        (StyleKind::Label { explode }, _) => ("LABEL", explode),
        (StyleKind::Matrix { explode }, _) => ("MATRIX", explode),
    };
    let name = format_ident!("{name}{}", if explode { "_EXPLODED" } else { "" });
    let ty = emitter.runtime("Style");
    let reserved = style.allow_reserved.then(|| quote!(.reserved()));
    quote!(#ty::#name #reserved)
}
