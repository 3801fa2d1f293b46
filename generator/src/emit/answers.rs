//! Answers of several types: one enum for what a call can give back.

use super::imports::Imports;
use super::operation::function;
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
    imports: &mut Imports,
) -> TokenStream {
    let name = def.name.pascal();
    let docs = Prose::new("What the call can give back, by the status of the answer.").outer();
    let variants: Vec<_> = forms
        .iter()
        .map(|form| variant(model, form, imports))
        .collect();
    let arms: Vec<_> = forms.iter().map(|form| arm(form, imports)).collect();
    let answer = imports.get(RUNTIME, "Answer");
    let undecoded = imports.get(RUNTIME, "Undecoded");
    let module = imports.get(RUNTIME, "decode");
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }

        impl #name {
            pub(crate) fn decode(answer: &#answer) -> Result<Self, #undecoded> {
                match answer.status.as_u16() {
                    #(#arms,)*
                    _ => Err(#module::unexpected()),
                }
            }
        }
    }
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

fn arm(form: &AnswerForm, imports: &mut Imports) -> TokenStream {
    let name = form.name.pascal();
    let status = status(&form.status);
    let (module, function) = (
        imports.get(RUNTIME, "decode"),
        format_ident!("{}", function(form.decode)),
    );
    let reader = quote!(#module::#function);
    if form.ty.is_some() {
        quote!(#status => #reader(answer).map(Self::#name))
    } else {
        quote!(#status => #reader(answer).map(|()| Self::#name))
    }
}

/// `200`, or a range for `2XX`.
fn status(text: &str) -> TokenStream {
    match text.parse() {
        Ok(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        Err(_) => quote!(200..=299),
    }
}
