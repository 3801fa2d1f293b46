//! `envelope.rs`: what an answer says beside its result.

use super::imports::Imports;
use super::prose::Prose;
use super::ty::owned;
use crate::docs;
use crate::model::{Entries, Envelope, Model};
use proc_macro2::TokenStream;
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// The accessors of the lists in the envelope.
pub(super) fn module(model: &Model, envelope: &Envelope) -> TokenStream {
    let mut imports = Imports::default();
    let error = imports.get(RUNTIME, "Error");
    let response = imports.get(RUNTIME, "Response");
    let lists = || {
        [Some(&envelope.errors), envelope.messages.as_ref()]
            .into_iter()
            .flatten()
    };
    let accessors: Vec<_> = lists()
        .map(|list| accessor(model, list, &mut imports))
        .collect();
    let uses = imports.uses();
    quote! {
        #uses

        impl #error {
            #(#accessors)*
        }

        impl<T> #response<T> {
            #(#accessors)*
        }
    }
}

fn accessor(model: &Model, list: &Entries, imports: &mut Imports) -> TokenStream {
    let (name, property) = (list.name.snake(), &list.property);
    let item = owned(model, &list.item, imports);
    let code = docs::code_span(property);
    let docs = Prose::of(
        list.description.as_deref(),
        format!("The {code} of the answer."),
    )
    .paragraph(format!(
        "These are the {code} of the answer, as far as they have the form that the specification \
             gives them; `body` has all that came. Empty where there was no answer."
    ))
    .outer();
    quote! {
        #docs
        #[must_use]
        pub fn #name(&self) -> Vec<#item> {
            self.entries(#property)
        }
    }
}
