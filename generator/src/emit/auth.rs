//! `auth.rs`: the ways to authenticate.

use super::api::optional;
use super::imports::Imports;
use super::prose::Prose;
use crate::docs;
use crate::model::{Alternative, Credential, Model, Placement, Security};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// The module of the ways to authenticate.
pub(super) fn module(model: &Model) -> TokenStream {
    let mut imports = Imports::beside(["Auth".to_owned()]);
    let secret = imports.get(RUNTIME, "SecretString");
    let credentials = imports.get(RUNTIME, "Credentials");
    let builder = imports.get(RUNTIME, "ClientBuilder");
    let alternative = imports.get(RUNTIME, "Alternative");
    let variants: Vec<_> = model
        .alternatives
        .iter()
        .map(|alternative| variant(alternative, &secret))
        .collect();
    let conversions: Vec<_> = model.alternatives.iter().map(conversion).collect();
    let setters: Vec<_> = model
        .alternatives
        .iter()
        .map(|alternative| setter(alternative, &secret))
        .collect();
    let constants: Vec<_> = model
        .alternatives
        .iter()
        .map(|alternative| constant(alternative, &mut imports))
        .collect();
    let names: Vec<Ident> = model
        .alternatives
        .iter()
        .map(|alternative| alternative.name.constant())
        .collect();
    let uses = imports.uses();
    quote! {
        #uses

        /// How a client authenticates: one variant for each alternative that the API accepts.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum Auth {
            #(#variants),*
        }

        impl From<Auth> for #credentials {
            fn from(auth: Auth) -> Self {
                match auth {
                    #(#conversions),*
                }
            }
        }

        impl<C> #builder<C> {
            #(#setters)*
        }

        /// The alternatives that the API accepts, the preferred one first.
        pub(crate) const ALTERNATIVES: &[&#alternative] = &[#(&#names),*];

        #(#constants)*
    }
}

/// The alternatives that something accepts; `auth` is this module.
pub(super) fn accepted(
    model: &Model,
    security: &Security,
    auth: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let constants = |places: &[usize]| -> Vec<Ident> {
        let places = places.iter();
        places
            .map(|place| model.alternatives[*place].name.constant())
            .collect()
    };
    match security {
        Security::None | Security::ByHand => quote!(&[]),
        Security::Any => quote!(#auth::ALTERNATIVES),
        Security::Optional(places) => {
            let nothing = imports.get(RUNTIME, "NOTHING");
            let constants = constants(places);
            quote!(&[#(&#auth::#constants,)* &#nothing])
        }
        Security::Some(places) => {
            let constants = constants(places);
            quote!(&[#(&#auth::#constants),*])
        }
    }
}

/// An alternative of one part holds it, one of several names them.
fn variant(alternative: &Alternative, secret: &TokenStream) -> TokenStream {
    let name = alternative.name.pascal();
    let docs = Prose::new(format!("{}.", docs::plain(&alternative.title)));
    match alternative.parts.as_slice() {
        [part] => {
            let docs = docs
                .markdown(part.description.as_deref())
                .paragraph(sent(part))
                .outer();
            quote! {
                #docs
                #name(#secret)
            }
        }
        parts => {
            let docs = docs.outer();
            let fields = parts.iter().map(|part| {
                let field = part.name.snake();
                let docs = Prose::of(part.description.as_deref(), docs::plain(&part.title))
                    .paragraph(sent(part))
                    .outer();
                quote! {
                    #docs
                    #field: #secret
                }
            });
            quote! {
                #docs
                #name {
                    #(#fields),*
                }
            }
        }
    }
}

/// How a secret travels, and where it is read from.
fn sent(part: &Credential) -> String {
    let sent = format!("Sent as {}.", header_line(part));
    match &part.variable {
        Some(variable) => format!("{sent} `from_env` reads it from `{variable}`."),
        None => sent,
    }
}

/// The header that carries a secret, with the specification's example.
fn header_line(part: &Credential) -> String {
    let example = part.example.as_deref().unwrap_or("…");
    docs::code_span(&match &part.placement {
        Placement::Bearer => format!("Authorization: Bearer {example}"),
        Placement::BasicName => format!("Authorization: Basic …, the name {example}"),
        Placement::BasicPassword => format!("Authorization: Basic …, the password {example}"),
        Placement::Header(name) => format!("{name}: {example}"),
        Placement::Query(name) => format!("?{name}={example}"),
        Placement::Cookie(name) => format!("Cookie: {name}={example}"),
    })
}

fn conversion(alternative: &Alternative) -> TokenStream {
    let (name, constant) = (alternative.name.pascal(), alternative.name.constant());
    let parts: Vec<Ident> = alternative
        .parts
        .iter()
        .map(|part| part.name.snake())
        .collect();
    match parts.as_slice() {
        [part] => quote!(Auth::#name(#part) => Self::new(&#constant, [#part])),
        parts => quote!(Auth::#name { #(#parts),* } => Self::new(&#constant, [#(#parts),*])),
    }
}

fn setter(alternative: &Alternative, secret: &TokenStream) -> TokenStream {
    let (name, variant) = (alternative.name.snake(), alternative.name.pascal());
    let docs = Prose::new(format!("Authenticates with [`Auth::{variant}`].")).outer();
    let parts: Vec<Ident> = alternative
        .parts
        .iter()
        .map(|part| part.name.snake())
        .collect();
    let made = match parts.as_slice() {
        [part] => quote!(Auth::#variant(#part.into())),
        parts => quote!(Auth::#variant { #(#parts: #parts.into()),* }),
    };
    quote! {
        #docs
        pub fn #name(self, #(#parts: impl Into<#secret>),*) -> Self {
            self.auth(#made)
        }
    }
}

fn constant(alternative: &Alternative, imports: &mut Imports) -> TokenStream {
    let (name, title) = (alternative.name.constant(), &alternative.title);
    let ty = imports.get(RUNTIME, "Alternative");
    let parts: Vec<_> = alternative
        .parts
        .iter()
        .map(|part| credential(part, imports))
        .collect();
    quote! {
        pub(crate) static #name: #ty = #ty {
            name: #title,
            parts: &[#(#parts),*],
        };
    }
}

fn credential(part: &Credential, imports: &mut Imports) -> TokenStream {
    let ty = imports.get(RUNTIME, "Part");
    let place = imports.get(RUNTIME, "Place");
    let placement = match &part.placement {
        Placement::Bearer => quote!(#place::Bearer),
        Placement::BasicName => quote!(#place::BasicName),
        Placement::BasicPassword => quote!(#place::BasicPassword),
        Placement::Header(name) => quote!(#place::Header(#name)),
        Placement::Query(name) => quote!(#place::Query(#name)),
        Placement::Cookie(name) => quote!(#place::Cookie(#name)),
    };
    let variable = optional(part.variable.as_ref());
    quote! {
        #ty {
            place: #placement,
            variable: #variable,
        }
    }
}
