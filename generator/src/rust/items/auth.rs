//! `auth.rs`: `Auth`, an enum with a variant for each security requirement.

use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::imports::Imports;
use super::module::Item;
use crate::model::{Credential, CredentialLocation, Model, Security, SecurityRequirement};
use crate::rust::docs;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) fn module(model: &Model) -> Vec<Item> {
    let mut emitter = Emitter::new(model, Imports::defining(["Auth".to_owned()]));
    let secret = emitter.runtime("SecretString");
    let credentials = emitter.runtime("Credentials");
    let alternative = emitter.runtime("SecurityRequirement");
    let part = emitter.runtime("SecretLocation");
    let requirements = &model.security_requirements;
    let variants = requirements.iter().map(|it| variant(it, &secret));
    let constructors = requirements.iter().map(|it| constructor(it, &secret));
    let arms = requirements.iter().map(conversion_arm);
    let constants = requirements
        .iter()
        .map(|it| constant(it, &alternative, &part));
    let names = requirements.iter().map(|it| it.name.constant());
    let uses = emitter.use_items();
    let items = quote! {
        #uses

        /// Credentials: one variant for each security requirement of the API.
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
                    #(#arms),*
                }
            }
        }

        /// The security requirements of the API, the preferred one first.
        pub(crate) const SECURITY_REQUIREMENTS: &[&#alternative] = &[#(#names),*];

        #(#constants)*
    };
    vec![items.into()]
}

/// A list of the requirements that an operation accepts. `auth` is the path of the module.
pub(super) fn accepted_requirements(
    emitter: &mut Emitter,
    security: &Security,
    auth: &TokenStream,
) -> TokenStream {
    let requirements = &emitter.model.security_requirements;
    let constants = |indices: &[usize]| -> Vec<Ident> {
        let indices = indices.iter();
        indices
            .map(|index| requirements[*index].name.constant())
            .collect()
    };
    match security {
        Security::None | Security::Unsupported => quote!(&[]),
        Security::Any => quote!(#auth::SECURITY_REQUIREMENTS),
        Security::Optional(indices) => {
            let no_credentials = emitter.runtime("NO_CREDENTIALS");
            let constants = constants(indices);
            quote!(&[#(#auth::#constants,)* #no_credentials])
        }
        Security::OneOf(indices) => {
            let constants = constants(indices);
            quote!(&[#(#auth::#constants),*])
        }
    }
}

/// A tuple variant for a single credential, else a variant with named fields.
fn variant(requirement: &SecurityRequirement, secret: &TokenStream) -> TokenStream {
    let name = requirement.name.pascal();
    let docs = DocComment::new(format!("{}.", docs::plain_text(&requirement.title)));
    match requirement.credentials.as_slice() {
        [credential] => {
            let docs = docs
                .markdown(credential.description.as_deref())
                .paragraph(credential_sentences(credential))
                .outer();
            quote! {
                #docs
                #name(#secret)
            }
        }
        credentials => {
            let docs = docs.outer();
            let fields = credentials.iter().map(|credential| {
                let field = credential.name.snake();
                let docs = DocComment::description_or(
                    credential.description.as_deref(),
                    docs::plain_text(&credential.title),
                )
                .paragraph(credential_sentences(credential))
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

/// How a credential is sent, and which environment variable it is read from.
fn credential_sentences(credential: &Credential) -> String {
    let sent_as = format!("Sent as {}.", location_example(credential));
    match &credential.env_var {
        Some(variable) => format!("{sent_as} `from_env` reads it from `{variable}`."),
        None => sent_as,
    }
}

/// The part of a request that has the credential, with the specification's example.
fn location_example(credential: &Credential) -> String {
    let example = credential.example.as_deref().unwrap_or("…");
    let line = match &credential.location {
        CredentialLocation::BasicUsername => return in_basic("user name", credential),
        CredentialLocation::BasicPassword => return in_basic("password", credential),
        CredentialLocation::Bearer => format!("Authorization: Bearer {example}"),
        CredentialLocation::Header(name) => match &credential.prefix {
            Some(prefix) => format!("{name}: {prefix} {example}"),
            None => format!("{name}: {example}"),
        },
        CredentialLocation::Query(name) => format!("?{name}={example}"),
        CredentialLocation::Cookie(name) => format!("Cookie: {name}={example}"),
    };
    docs::code_span(&line)
}

/// The header has the encoded credentials, so the example is not part of it.
fn in_basic(noun: &str, credential: &Credential) -> String {
    match &credential.example {
        Some(example) => {
            let example = docs::code_span(example);
            format!("the {noun} in `Authorization: Basic …`, such as {example}")
        }
        None => format!("the {noun} in `Authorization: Basic …`"),
    }
}

fn credential_names(requirement: &SecurityRequirement) -> Vec<Ident> {
    let credentials = requirement.credentials.iter();
    credentials.map(|it| it.name.snake()).collect()
}

fn constructor(requirement: &SecurityRequirement, secret: &TokenStream) -> TokenStream {
    let (name, variant) = (requirement.name.snake(), requirement.name.pascal());
    let docs = DocComment::new(format!("Returns [`Auth::{variant}`].")).outer();
    let names = credential_names(requirement);
    let value = match names.as_slice() {
        [only] => quote!(Self::#variant(#only.into())),
        names => quote!(Self::#variant { #(#names: #names.into()),* }),
    };
    quote! {
        #docs
        pub fn #name(#(#names: impl Into<#secret>),*) -> Self {
            #value
        }
    }
}

fn conversion_arm(requirement: &SecurityRequirement) -> TokenStream {
    let (name, constant) = (requirement.name.pascal(), requirement.name.constant());
    match credential_names(requirement).as_slice() {
        [only] => quote!(Auth::#name(#only) => Self::new(#constant, [#only])),
        names => quote!(Auth::#name { #(#names),* } => Self::new(#constant, [#(#names),*])),
    }
}

fn constant(
    requirement: &SecurityRequirement,
    ty: &TokenStream,
    part: &TokenStream,
) -> TokenStream {
    let (name, title) = (requirement.name.constant(), &requirement.title);
    let parts = requirement
        .credentials
        .iter()
        .map(|it| credential(it, part));
    quote! {
        pub(crate) const #name: &#ty = &#ty {
            name: #title,
            secrets: &[#(#parts),*],
        };
    }
}

fn credential(credential: &Credential, part: &TokenStream) -> TokenStream {
    let location = match &credential.location {
        CredentialLocation::Bearer => quote!(bearer()),
        CredentialLocation::BasicUsername => quote!(basic_name()),
        CredentialLocation::BasicPassword => quote!(basic_password()),
        CredentialLocation::Header(name) => quote!(header(#name)),
        CredentialLocation::Query(name) => quote!(query(#name)),
        CredentialLocation::Cookie(name) => quote!(cookie(#name)),
    };
    let prefix = credential
        .prefix
        .iter()
        .map(|prefix| quote!(.prefix(#prefix)));
    let variable = credential.env_var.as_ref();
    let variable = variable.map(|variable| quote!(.env(#variable)));
    quote!(#part::#location #(#prefix)* #variable)
}
