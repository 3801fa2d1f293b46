//! Unions: one enum for the forms that a value can take.

use super::imports::Imports;
use super::prose::Prose;
use super::ty::owned;
use super::types::described;
use crate::docs;
use crate::model::{Form, Model, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// A union, with or without a property that tells its forms apart.
pub(super) fn union(
    model: &Model,
    def: &TypeDef,
    forms: &[Form],
    tag: Option<&String>,
    imports: &mut Imports,
) -> TokenStream {
    let (name, docs) = (def.name.pascal(), described(def).outer());
    let own: Vec<_> = forms
        .iter()
        .map(|form| variant(model, form, imports))
        .collect();
    let other = tag.map(|_| {
        let value = imports.get("serde_json", "Value");
        quote! {
            /// A form that the specification does not know.
            Other(#value),
        }
    });
    let conversions = match tag {
        Some(tag) => tagged(def, forms, tag, imports),
        None => untagged(def, forms, imports),
    };
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#own,)*
            #other
        }

        #conversions
    }
}

fn variant(model: &Model, form: &Form, imports: &mut Imports) -> TokenStream {
    let name = form.name.pascal();
    let texts: Vec<String> = form
        .texts
        .iter()
        .map(|text| docs::code_span(text))
        .collect();
    let docs = match texts.as_slice() {
        [] => Prose::new(format!(
            "The form {}.",
            docs::code_span(&form.name.in_words())
        )),
        texts => Prose::new(format!("The form {}.", texts.join(" or "))),
    };
    let docs = docs.outer();
    let ty = owned(model, &form.ty, imports);
    quote! {
        #docs
        #name(#ty)
    }
}

fn tagged(def: &TypeDef, forms: &[Form], tag: &str, imports: &mut Imports) -> TokenStream {
    let name = def.name.pascal();
    let forms = forms.iter().map(|form| {
        let (name, texts) = (form.name.pascal(), &form.texts);
        let absent = form.untold.then(|| quote!(or absent));
        quote!(#name = #(#texts)|* #absent)
    });
    let tagged_union = imports.get(RUNTIME, "tagged_union");
    quote!(#tagged_union!(#name, #tag, #(#forms),*);)
}

fn untagged(def: &TypeDef, forms: &[Form], imports: &mut Imports) -> TokenStream {
    let name = def.name.pascal();
    let forms = forms.iter().map(|form| form.name.pascal());
    let union = imports.get(RUNTIME, "union");
    quote!(#union!(#name, #(#forms),*);)
}
