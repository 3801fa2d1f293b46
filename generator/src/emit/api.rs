//! `mod.rs`: what the calls have in common.

use super::auth::accepted;
use super::examples;
use super::imports::Imports;
use super::prose::Prose;
use super::resource::{Path, root};
use crate::model::{Envelope, Model, Resource};
use proc_macro2::TokenStream;
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// The root of the generated modules.
pub(super) fn module(model: &Model) -> TokenStream {
    let names = model.types.iter().filter(|def| def.is_used());
    let names = names.map(|def| def.name.pascal().to_string());
    let mut imports = Imports::beside(names);
    let docs = Prose::new(format!(
        "{}.",
        crate::docs::plain(model.title.trim_end_matches('.'))
    ))
    .markdown(model.description.as_deref())
    .markdown(model.about.as_deref())
    .inner();
    let modules = modules(model);
    let reexports = reexports(model);
    let api = api(model, &mut imports);
    let client = client(model, &mut imports);
    let uses = imports.uses();
    quote! {
        #docs

        #modules

        #reexports

        #uses

        #api

        #client
    }
}

/// What the clients begin with.
fn client(model: &Model, imports: &mut Imports) -> Option<TokenStream> {
    let roots: Vec<_> = model.root.children.iter().map(root).collect();
    (!roots.is_empty()).then(|| {
        let client = imports.get(RUNTIME, "client");
        quote! {
            #client! {
                pub struct Client {
                    #(#roots,)*
                }
            }
        }
    })
}

fn modules(model: &Model) -> TokenStream {
    let auth = has_auth(model).then(|| {
        quote!(
            mod auth;
        )
    });
    let envelope = model.envelope.as_ref().map(|_| {
        quote!(
            mod envelope;
        )
    });
    let examples = examples::are_there(model).then(|| {
        quote!(
            #[cfg(all(test, feature = "round-trip"))]
            mod examples;
        )
    });
    let children = &model.root.children;
    let resources = children.iter().map(|child| {
        let (name, condition) = (child.name.snake(), condition(child));
        let place = Path::root().child(&child.name).place();
        quote!(#condition #place pub mod #name;)
    });
    let types = model.has_types().then(|| {
        quote!(
            pub mod types;
        )
    });
    let servers = (!model.servers.known.is_empty()).then(|| {
        quote!(
            pub mod base_url;
        )
    });
    quote! {
        #auth
        #servers
        #envelope
        #examples
        #(#resources)*
        #types
    }
}

fn reexports(model: &Model) -> TokenStream {
    let auth = has_auth(model).then(|| {
        quote!(
            pub use self::auth::Auth;
        )
    });
    let types = model.has_types().then(|| {
        quote!(
            pub use self::types::*;
        )
    });
    quote! {
        #auth
        #types
    }
}

/// What a resource of the client itself is there for only with its feature.
pub(super) fn condition(resource: &Resource) -> Option<TokenStream> {
    let feature = resource.feature.as_ref()?;
    Some(quote!(#[cfg(feature = #feature)]))
}

fn has_auth(model: &Model) -> bool {
    !model.alternatives.is_empty()
}

fn api(model: &Model, imports: &mut Imports) -> TokenStream {
    let api = imports.get(RUNTIME, "Api");
    let server = &model.server.url;
    let variable = optional(model.server.variable.as_ref());
    let header = optional(model.request_id_header.as_ref());
    let alternatives = if model.alternatives.is_empty() {
        quote!(&[])
    } else {
        quote!(auth::ALTERNATIVES)
    };
    let usual = accepted(model, &model.usual, &quote!(auth), imports);
    let envelope = match &model.envelope {
        Some(envelope) => wrapped(envelope, imports),
        None => quote!(None),
    };
    quote! {
        /// What the runtime has to know about this API.
        pub(crate) const API: #api = #api {
            server: #server,
            server_variable: #variable,
            request_id_header: #header,
            alternatives: #alternatives,
            usual: #usual,
            envelope: #envelope,
        };
    }
}

fn wrapped(envelope: &Envelope, imports: &mut Imports) -> TokenStream {
    let envelope_type = imports.get(RUNTIME, "Envelope");
    let (success, result, errors) = (
        &envelope.success,
        &envelope.result,
        &envelope.errors.property,
    );
    let code = optional(envelope.errors.code.as_ref());
    let message = optional(envelope.errors.message.as_ref());
    quote! {
        Some(#envelope_type {
            success: #success,
            result: #result,
            errors: #errors,
            error_code: #code,
            error_message: #message,
        })
    }
}

/// `Some(text)` or `None`.
pub(super) fn optional(text: Option<&String>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
