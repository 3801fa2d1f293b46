//! Unions: one enum for the forms that a value can take.

use super::imports::Imports;
use super::ty::owned;
use super::types::{Declared, described, direction};
use crate::model::{Constant, Form, Model, TypeDef};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// A union, with or without a property that tells its forms apart.
pub(super) fn union(
    model: &Model,
    def: &TypeDef,
    forms: &[Form],
    tag: Option<&String>,
    imports: &mut Imports,
) -> Declared {
    let (name, docs) = (def.name.pascal(), described(model, def).outer());
    let variants: Vec<_> = forms
        .iter()
        .map(|form| variant(model, form, imports))
        .collect();
    let declares = match tag {
        Some(_) => imports.get(RUNTIME, "tagged_union"),
        None => imports.get(RUNTIME, "union"),
    };
    let direction = direction(def);
    let tag = tag.map(|tag| quote!(#[tag = #tag]));
    let item = quote! {
        #direction
        #tag
        #docs
        pub enum #name {
            #(#variants,)*
        }
    };
    Declared::by(declares, item)
}

fn variant(model: &Model, form: &Form, imports: &mut Imports) -> TokenStream {
    let name = form.name.pascal();
    let ty = owned(model, &form.ty, imports);
    if form.constants.is_empty() {
        return quote!(#name(#ty));
    }
    let constants = form.constants.iter().map(constant);
    let absent = form.untold.then(|| quote!(| absent));
    quote!(#name(#ty) = #(#constants)|* #absent)
}

fn constant(constant: &Constant) -> TokenStream {
    match constant {
        Constant::Text(text) => quote!(#text),
        Constant::Integer(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(#number)
        }
        Constant::Bool(value) => quote!(#value),
    }
}
