//! Answers of several types: one enum for what a call can give back.

use super::imports::Imports;
use super::operation::function;
use super::prose::Prose;
use super::ty::owned;
use crate::model::{AnswerForm, Model, TypeDef};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

const RUNTIME: &str = "crate::runtime";

/// The enum, and how it is read.
pub(super) fn answers(
    model: &Model,
    def: &TypeDef,
    forms: &[AnswerForm],
    failed: bool,
    imports: &mut Imports,
) -> TokenStream {
    let name = def.name.pascal();
    let about = if failed {
        "Why the call has failed, by the status of the answer."
    } else {
        "What the call can give back, by the status of the answer."
    };
    let docs = Prose::new(about).outer();
    let variants: Vec<_> = forms
        .iter()
        .map(|form| variant(model, form, imports))
        .collect();
    let read = if failed {
        failure(&name, forms, imports)
    } else {
        answer(&name, forms, imports)
    };
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }

        #read
    }
}

fn answer(name: &Ident, forms: &[AnswerForm], imports: &mut Imports) -> TokenStream {
    let (answer, undecoded) = (
        imports.get(RUNTIME, "Answer"),
        imports.get(RUNTIME, "Undecoded"),
    );
    let body = by_status(forms, imports);
    quote! {
        impl #name {
            pub(crate) fn decode(answer: &#answer) -> Result<Self, #undecoded> {
                #body
            }
        }
    }
}

fn failure(name: &Ident, forms: &[AnswerForm], imports: &mut Imports) -> TokenStream {
    let (answer, undecoded) = (
        imports.get(RUNTIME, "Answer"),
        imports.get(RUNTIME, "Undecoded"),
    );
    let failure = imports.get(RUNTIME, "Failure");
    let body = by_status(forms, imports);
    quote! {
        impl #failure for #name {
            fn read(answer: &#answer) -> Result<Self, #undecoded> {
                #body
            }
        }
    }
}

fn by_status(forms: &[AnswerForm], imports: &mut Imports) -> TokenStream {
    let arms: Vec<_> = forms.iter().map(|form| arm(form, imports)).collect();
    let is_any = forms.iter().any(|form| form.status == "default");
    let otherwise = (!is_any).then(|| {
        let module = imports.get(RUNTIME, "decode");
        quote!(_ => Err(#module::unexpected()),)
    });
    quote! {
        match answer.status.as_u16() {
            #(#arms,)*
            #otherwise
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
