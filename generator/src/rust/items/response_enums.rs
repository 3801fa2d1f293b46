//! Responses whose type depends on the status or the media type: one enum for all of them.

use super::decode::response_method;
use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::module::Item;
use super::type_tokens::type_tokens;
use crate::model::{Distinction, ResponseVariant, TypeDef};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

/// The enum, and how it is decoded.
pub(super) fn response_enum(
    emitter: &mut Emitter,
    def: &TypeDef,
    variants: &[ResponseVariant],
    distinguished_by: Distinction,
    is_error: bool,
) -> Vec<Item> {
    let name = def.name.pascal();
    let subject = match (is_error, distinguished_by) {
        (true, _) => "The body of an error response",
        (false, Distinction::Status) => "The response",
        (false, Distinction::MediaType) => "The body of the response",
    };
    let key = match distinguished_by {
        Distinction::Status => "status",
        Distinction::MediaType => "media type",
    };
    let docs = DocComment::new(format!("{subject}, by its {key}.")).outer();
    let declared = variants
        .iter()
        .map(|it| variant(emitter, it, distinguished_by));
    let declared: Vec<_> = declared.collect();
    let select = match distinguished_by {
        Distinction::Status => select_by_status(variants),
        Distinction::MediaType => select_by_media_type(variants),
    };
    let has_overlap =
        matches!(distinguished_by, Distinction::Status) && has_status_in_range(variants);
    let overlap = has_overlap.then(|| {
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
                #select
            }
        }
    };
    vec![items.into()]
}

fn variant(
    emitter: &mut Emitter,
    variant: &ResponseVariant,
    distinguished_by: Distinction,
) -> TokenStream {
    let name = variant.name.pascal();
    let key = variant.keys.join("`, `");
    let docs = DocComment::description_or(
        variant.description.as_deref(),
        match distinguished_by {
            Distinction::Status => format!("Status `{key}`."),
            Distinction::MediaType => format!("`{key}`"),
        },
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

fn select_by_status(variants: &[ResponseVariant]) -> TokenStream {
    let arms = variants.iter().map(|variant| {
        let status = variant.keys.first().map_or("default", String::as_str);
        match_arm(&status_pattern(status), variant)
    });
    let has_default = variants
        .iter()
        .any(|it| it.keys.contains(&"default".to_owned()));
    let unexpected = (!has_default).then(|| quote!(_ => response.unexpected_status(),));
    quote! {
        match response.status() {
            #(#arms,)*
            #unexpected
        }
    }
}

/// The first variant is the one for other media types.
fn select_by_media_type(variants: &[ResponseVariant]) -> TokenStream {
    let listed = variants.iter().flat_map(|variant| &variant.keys);
    let (first, others) = variants.split_at(1);
    let arms = others.iter().map(|variant| {
        let keys = &variant.keys;
        match_arm(&quote!(#(#keys)|*), variant)
    });
    let first = first.iter().map(|variant| match_arm(&quote!(_), variant));
    quote! {
        let listed = [#(#listed),*];
        match response.media_type(&listed) {
            #(#arms,)*
            #(#first,)*
        }
    }
}

fn match_arm(pattern: &TokenStream, variant: &ResponseVariant) -> TokenStream {
    let name = variant.name.pascal();
    let method = format_ident!("{}", response_method(variant.decode));
    if variant.ty.is_some() {
        quote!(#pattern => response.#method().map(Self::#name))
    } else {
        quote!(#pattern => response.#method().map(|()| Self::#name))
    }
}

/// Whether there are a status and the range that contains it, such as `500` and `5XX`.
fn has_status_in_range(variants: &[ResponseVariant]) -> bool {
    let statuses: Vec<&str> = variants
        .iter()
        .flat_map(|it| it.keys.iter().map(String::as_str))
        .collect();
    let mut ranges = statuses.iter().filter_map(|it| it.strip_suffix("XX"));
    ranges.any(|class| {
        let is_in_range = |it: &&str| it.starts_with(class) && !it.ends_with("XX");
        statuses.iter().any(is_in_range)
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
