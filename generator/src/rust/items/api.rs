//! `mod.rs`: the client, and what the calls have in common.

use super::Item;
use super::auth::accepted;
use super::client::client;
use super::imports::Imports;
use super::prose::Prose;
use super::resource::Path;
use super::{examples, exports};
use crate::model::{Envelope, Model, Resource};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

const RUNTIME: &str = "crate::runtime";

/// The root of the generated modules.
pub(super) fn module(model: &Model) -> Vec<Item> {
    let names = model.types.iter().filter(|def| def.is_used());
    let names = names.map(|def| def.name.pascal().to_string());
    let own = ["Client", "ClientBuilder", "Auth"].map(str::to_owned);
    let exported = exports::names(model);
    let mut imports = Imports::beside(names.chain(own)).with(RUNTIME, exported.clone());
    let docs = Prose::new(format!(
        "{}.",
        crate::rust::docs::plain(model.title.trim_end_matches('.'))
    ))
    .markdown(model.description.as_deref())
    .markdown(model.about.as_deref())
    .inner();
    let modules = modules(model);
    let reexports = reexports(model, &exported);
    let api = api(model, &mut imports);
    let client = client(model, &mut imports);
    let uses = imports.uses();
    let head = quote! {
        #docs
        #![allow(clippy::missing_errors_doc, reason = "the documentation of `Error` says what can go wrong")]

        #modules

        #reexports

        #uses

        #api
    };
    vec![head.into(), client.into()]
}

/// The modules, in the order of the alphabet.
fn modules(model: &Model) -> TokenStream {
    let known = !model.servers.known.is_empty();
    let examples = quote! { #[cfg(all(test, feature = "round-trip"))] mod examples; };
    let own = [
        ("auth", has_auth(model), quote! { mod auth; }),
        ("base_url", known, quote! { pub mod base_url; }),
        ("client_builder", true, quote! { mod client_builder; }),
        ("examples", examples::are_there(model), examples),
        ("types", model.has_types(), quote! { pub mod types; }),
    ];
    let own = own.into_iter().filter(|(_, is_there, _)| *is_there);
    let own = own.map(|(name, _, module)| (name.to_owned(), module));
    let resources = model.root.children.iter().map(|child| {
        let (name, condition) = (child.name.snake(), condition(child));
        let place = Path::root().child(&child.name).place();
        let module = quote! { #condition #place pub mod #name; };
        (child.name.snake_text(), module)
    });
    let modules: BTreeMap<String, TokenStream> = own.chain(resources).collect();
    modules.into_values().collect()
}

fn reexports(model: &Model, exported: &[String]) -> TokenStream {
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
    let runtime = exports::uses(exported);
    quote! {
        #auth
        pub use self::client_builder::ClientBuilder;
        #types
        #runtime
    }
}

/// What a resource of the client itself is there for only with its feature.
pub(super) fn condition(resource: &Resource) -> Option<TokenStream> {
    let feature = resource.feature.as_ref()?;
    Some(quote!(#[cfg(feature = #feature)]))
}

pub(super) fn has_auth(model: &Model) -> bool {
    !model.alternatives.is_empty()
}

fn api(model: &Model, imports: &mut Imports) -> TokenStream {
    let api = imports.get(RUNTIME, "Api");
    let server = &model.server.url;
    let variable = optional(model.server.variable.as_ref(), imports);
    let header = optional(model.request_id_header.as_ref(), imports);
    let alternatives = if model.alternatives.is_empty() {
        quote!(&[])
    } else {
        quote!(auth::SECURITY_REQUIREMENTS)
    };
    let usual = accepted(model, &model.usual, &quote!(auth), imports);
    let envelope = match &model.envelope {
        Some(envelope) => wrapped(envelope, imports),
        None => imports.std("None"),
    };
    quote! {
        #[doc = " What the runtime has to know about this API."]
        static API: #api = #api {
            package: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            server: #server,
            server_variable: #variable,
            request_id_header: #header,
            security_requirements: #alternatives,
            default_security: #usual,
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
    let messages = envelope.messages.as_ref().map(|list| &list.property);
    let messages = optional(messages, imports);
    let code = optional(envelope.errors.code.as_ref(), imports);
    let message = optional(envelope.errors.message.as_ref(), imports);
    let some = imports.std("Some");
    quote! {
        #some(#envelope_type {
            success: #success,
            result: #result,
            errors: #errors,
            messages: #messages,
            error_code: #code,
            error_message: #message,
        })
    }
}

/// `Some(text)` or `None`.
pub(super) fn optional(text: Option<&String>, imports: &Imports) -> TokenStream {
    match text {
        Some(text) => {
            let some = imports.std("Some");
            quote!(#some(#text))
        }
        None => imports.std("None"),
    }
}
