//! Responses whose type depends on the status: one enum for all of them.

use super::decode::response_method;
use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::module::Item;
use super::type_tokens::type_tokens;
use crate::model::{ResponseVariant, TypeDef};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

/// The enum, and how it is decoded.
pub(super) fn response_enum(
    emitter: &mut Emitter,
    def: &TypeDef,
    variants: &[ResponseVariant],
    is_error: bool,
) -> Vec<Item> {
    let name = def.name.pascal();
    let docs = if is_error {
        "The body of an error response, by its status."
    } else {
        "The body of the response, by its status."
    };
    let docs = DocComment::new(docs).outer();
    let declared = variants.iter().map(|it| variant(emitter, it));
    let declared: Vec<_> = declared.collect();
    let arms = variants.iter().map(match_arm);
    let has_default = variants.iter().any(|variant| variant.status == "default");
    let unexpected = (!has_default).then(|| quote!(_ => response.unexpected_status(),));
    let overlap = has_status_in_range(variants).then(|| {
        quote!(#[allow(clippy::match_overlapping_arm, reason = "a status takes precedence over its range")])
    });
    let from_response = emitter.runtime("FromResponse");
    let response = emitter.runtime("RawResponse");
    let decode_error = emitter.runtime("DecodeError");
    let result = emitter.std("Result");
    let items = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declared),*
        }

        impl #from_response for #name {
            #overlap
            fn from_response(response: &#response) -> #result<Self, #decode_error> {
                match response.status() {
                    #(#arms,)*
                    #unexpected
                }
            }
        }
    };
    vec![items.into()]
}

fn variant(emitter: &mut Emitter, variant: &ResponseVariant) -> TokenStream {
    let name = variant.name.pascal();
    let docs = DocComment::description_or(
        variant.description.as_deref(),
        format!("Status `{}`.", variant.status),
    )
    .outer();
    let ty = variant.ty.as_ref().map(|ty| {
        let ty = type_tokens(emitter, ty);
        quote!((#ty))
    });
    quote! {
        #docs
        #name #ty
    }
}

fn match_arm(variant: &ResponseVariant) -> TokenStream {
    let name = variant.name.pascal();
    let pattern = status_pattern(&variant.status);
    let method = format_ident!("{}", response_method(variant.decode));
    if variant.ty.is_some() {
        quote!(#pattern => response.#method().map(Self::#name))
    } else {
        quote!(#pattern => response.#method().map(|()| Self::#name))
    }
}

/// Whether there are a status and the range that contains it, such as `500` and `5XX`.
fn has_status_in_range(variants: &[ResponseVariant]) -> bool {
    let mut ranges = variants
        .iter()
        .filter_map(|it| it.status.strip_suffix("XX"));
    ranges.any(|class| {
        let is_in_range =
            |it: &ResponseVariant| it.status.starts_with(class) && !it.status.ends_with("XX");
        variants.iter().any(is_in_range)
    })
}

/// `200`, `200..=299` for `2XX`, or `_` for `default`.
fn status_pattern(status: &str) -> TokenStream {
    if let Ok(status) = status.parse() {
        let status = Literal::u16_unsuffixed(status);
        return quote!(#status);
    }
    let class = status.strip_suffix("XX");
    match class.and_then(|class| class.parse::<u16>().ok()) {
        Some(class) => {
            let start = Literal::u16_unsuffixed(class * 100);
            let end = Literal::u16_unsuffixed(class * 100 + 99);
            quote!(#start..=#end)
        }
        None => quote!(_),
    }
}
