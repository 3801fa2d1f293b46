//! Responses of several types: one enum for what a call can return.

use super::Item;
use super::imports::Imports;
use super::operation::reader;
use super::prose::Prose;
use super::ty::owned;
use crate::model::{AnswerForm, Model, TypeDef};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

const RUNTIME: &str = "crate::runtime";

/// The enum, and how it is read.
pub(super) fn answers(
    model: &Model,
    def: &TypeDef,
    forms: &[AnswerForm],
    failed: bool,
    imports: &mut Imports,
) -> Vec<Item> {
    let name = def.name.pascal();
    let about = if failed {
        "Why the call has failed, by the status of the response."
    } else {
        "What the call returns, by the status of the response."
    };
    let docs = Prose::new(about).outer();
    let variants = forms.iter().map(|form| variant(model, form, imports));
    let variants: Vec<_> = variants.collect();
    let arms = forms.iter().map(arm);
    let is_any = forms.iter().any(|form| form.status == "default");
    let otherwise = (!is_any).then(|| quote!(_ => response.unexpected_status(),));
    let from_response = imports.get(RUNTIME, "FromResponse");
    let response = imports.get(RUNTIME, "RawResponse");
    let decode_error = imports.get(RUNTIME, "DecodeError");
    let result = imports.std("Result");
    let items = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }

        impl #from_response for #name {
            fn from_response(response: &#response) -> #result<Self, #decode_error> {
                match response.status() {
                    #(#arms,)*
                    #otherwise
                }
            }
        }
    };
    vec![items.into()]
}

fn variant(model: &Model, form: &AnswerForm, imports: &mut Imports) -> TokenStream {
    let name = form.name.pascal();
    let docs = Prose::of(
        form.description.as_deref(),
        format!("Status `{}`.", form.status),
    )
    .outer();
    let ty = form.ty.as_ref().map(|ty| {
        let ty = owned(model, ty, imports);
        quote!((#ty))
    });
    quote! {
        #docs
        #name #ty
    }
}

fn arm(form: &AnswerForm) -> TokenStream {
    let name = form.name.pascal();
    let status = status(&form.status);
    let reader = format_ident!("{}", reader(form.decode));
    if form.ty.is_some() {
        quote!(#status => response.#reader().map(Self::#name))
    } else {
        quote!(#status => response.#reader().map(|()| Self::#name))
    }
}

/// `200`, `200..=299` for `2XX`, or `_` for `default`.
fn status(text: &str) -> TokenStream {
    if let Ok(status) = text.parse() {
        let status = Literal::u16_unsuffixed(status);
        return quote!(#status);
    }
    match text
        .strip_suffix("XX")
        .and_then(|first| first.parse::<u16>().ok())
    {
        Some(first) => {
            let start = Literal::u16_unsuffixed(first * 100);
            let end = Literal::u16_unsuffixed(first * 100 + 99);
            quote!(#start..=#end)
        }
        None => quote!(_),
    }
}
