//! `mod.rs`: what the calls have in common.

use super::imports::Imports;
use super::prose::Prose;
use super::resource::root_accessor;
use crate::model::{Envelope, Model, Resource, Shape, TypeDef};
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
    .inner();
    let (auth, auth_use) = (!model.alternatives.is_empty())
        .then(|| {
            (
                quote!(
                    mod auth;
                ),
                quote!(
                    pub use self::auth::Auth;
                ),
            )
        })
        .unzip();
    let (types, types_use) = model
        .has_types()
        .then(|| {
            (
                quote!(
                    pub mod types;
                ),
                quote!(
                    pub use self::types::*;
                ),
            )
        })
        .unzip();
    let envelope = model.envelope.as_ref().map(|_| {
        quote!(
            mod envelope;
        )
    });
    let resources: Vec<_> = model
        .root
        .children
        .iter()
        .map(|child| child.name.snake())
        .collect();
    let api = api(model, &mut imports);
    let accessors: Vec<_> = model.root.children.iter().map(root_accessor).collect();
    let uses = imports.uses();
    let allow = has_deprecated(model).then(|| {
        quote!(#![allow(deprecated, reason = "what should no longer be used is still there for those who do")])
    });
    quote! {
        #docs

        #allow

        #auth
        #envelope
        #(pub mod #resources;)*
        #types

        #auth_use
        #types_use

        #uses

        #api

        #[cfg(feature = "async")]
        impl crate::Client {
            #(#accessors)*
        }

        #[cfg(feature = "blocking")]
        impl crate::blocking::Client {
            #(#accessors)*
        }
    }
}

/// Whether the modules use something that others are told not to use.
fn has_deprecated(model: &Model) -> bool {
    let in_type = |def: &TypeDef| {
        let in_fields = match &def.shape {
            Shape::Struct { fields, .. } => fields.iter().any(|field| field.docs.deprecated),
            _ => false,
        };
        def.deprecated || in_fields
    };
    model.types.iter().filter(|def| def.is_used()).any(in_type) || calls_deprecated(&model.root)
}

fn calls_deprecated(resource: &Resource) -> bool {
    let mut operations = resource.operations.iter();
    operations.any(|operation| operation.deprecated)
        || resource.children.iter().any(calls_deprecated)
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
