//! `auth.rs`: the ways to authenticate.

use super::Item;
use super::imports::Imports;
use super::prose::Prose;
use crate::model::{Alternative, Credential, Model, Placement, Security};
use crate::rust::docs;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// The module of the ways to authenticate.
pub(super) fn module(model: &Model) -> Vec<Item> {
    let mut imports = Imports::beside(["Auth".to_owned()]);
    let secret = imports.get(RUNTIME, "SecretString");
    let credentials = imports.get(RUNTIME, "Credentials");
    let alternative = imports.get(RUNTIME, "SecurityRequirement");
    let part = imports.get(RUNTIME, "SecretLocation");
    let alternatives = &model.alternatives;
    let variants = alternatives.iter().map(|it| variant(it, &secret));
    let constructors = alternatives.iter().map(|it| constructor(it, &secret));
    let conversions = alternatives.iter().map(conversion);
    let constants = alternatives
        .iter()
        .map(|it| constant(it, &alternative, &part));
    let names = alternatives.iter().map(|it| it.name.constant());
    let uses = imports.uses();
    let items = quote! {
        #uses

        /// How a client authenticates: one variant for each alternative that the API accepts.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum Auth {
            #(#variants),*
        }

        impl Auth {
            #(#constructors)*
        }

        impl From<Auth> for #credentials {
            fn from(auth: Auth) -> Self {
                match auth {
                    #(#conversions),*
                }
            }
        }

        /// The alternatives that the API accepts, the preferred one first.
        pub(crate) const SECURITY_REQUIREMENTS: &[&#alternative] = &[#(#names),*];

        #(#constants)*
    };
    vec![items.into()]
}

/// The alternatives that an operation accepts; `auth` is this module.
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
        Security::Any => quote!(#auth::SECURITY_REQUIREMENTS),
        Security::Optional(places) => {
            let nothing = imports.get(RUNTIME, "NO_CREDENTIALS");
            let constants = constants(places);
            quote!(&[#(#auth::#constants,)* #nothing])
        }
        Security::Some(places) => {
            let constants = constants(places);
            quote!(&[#(#auth::#constants),*])
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

fn parts(alternative: &Alternative) -> Vec<Ident> {
    let parts = alternative.parts.iter();
    parts.map(|part| part.name.snake()).collect()
}

fn constructor(alternative: &Alternative, secret: &TokenStream) -> TokenStream {
    let (name, variant) = (alternative.name.snake(), alternative.name.pascal());
    let docs = Prose::new(format!("[`Auth::{variant}`].")).outer();
    let parts = parts(alternative);
    let made = match parts.as_slice() {
        [part] => quote!(Self::#variant(#part.into())),
        parts => quote!(Self::#variant { #(#parts: #parts.into()),* }),
    };
    quote! {
        #docs
        pub fn #name(#(#parts: impl Into<#secret>),*) -> Self {
            #made
        }
    }
}

fn conversion(alternative: &Alternative) -> TokenStream {
    let (name, constant) = (alternative.name.pascal(), alternative.name.constant());
    match parts(alternative).as_slice() {
        [part] => quote!(Auth::#name(#part) => Self::new(#constant, [#part])),
        parts => quote!(Auth::#name { #(#parts),* } => Self::new(#constant, [#(#parts),*])),
    }
}

fn constant(alternative: &Alternative, ty: &TokenStream, part: &TokenStream) -> TokenStream {
    let (name, title) = (alternative.name.constant(), &alternative.title);
    let parts = alternative.parts.iter().map(|it| credential(it, part));
    quote! {
        pub(crate) const #name: &#ty = &#ty {
            name: #title,
            secrets: &[#(#parts),*],
        };
    }
}

fn credential(credential: &Credential, part: &TokenStream) -> TokenStream {
    let placement = match &credential.placement {
        Placement::Bearer => quote!(bearer()),
        Placement::BasicName => quote!(basic_name()),
        Placement::BasicPassword => quote!(basic_password()),
        Placement::Header(name) => quote!(header(#name)),
        Placement::Query(name) => quote!(query(#name)),
        Placement::Cookie(name) => quote!(cookie(#name)),
    };
    let variable = credential.variable.as_ref();
    let variable = variable.map(|variable| quote!(.env(#variable)));
    quote!(#part::#placement #variable)
}
