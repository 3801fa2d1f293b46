//! `mod.rs`: the root of the generated modules.

use super::attributes::{ANY_CLIENT, cfg_feature, cfg_resource};
use super::auth::accepted_requirements;
use super::client::client;
use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::imports::Imports;
use super::module::Item;
use super::operation::status_ranges;
use super::resource_path::ResourcePath;
use super::{example_tests, mock, runtime_exports};
use crate::model::{Envelope, Model};
use crate::rust::docs;
use crate::rust::name_lints::NameLints;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeMap;

/// The version of the runtime that generated code is for: that of `runtime_version` in the runtime.
pub(crate) const RUNTIME_VERSION: u8 = 1;

/// `name_lints` are the lints that the names in the other modules violate.
pub(crate) fn module(model: &Model, mut name_lints: NameLints) -> Vec<Item> {
    let types = model.types.iter().filter(|def| def.is_used());
    let types = types.map(|def| def.name.pascal().to_string());
    let defined = ["Client", "ClientBuilder", "Auth"].map(str::to_owned);
    let exports = runtime_exports::names(model);
    let imports = Imports::defining(types.chain(defined));
    let imports = imports.with_in_scope("crate::runtime", exports.clone());
    let mut emitter = Emitter::new(model, imports);
    let title = docs::plain_text(model.title.trim_end_matches('.'));
    let docs = DocComment::new(format!("{title}."))
        .markdown(model.description.as_deref())
        .markdown(model.info.as_deref())
        .inner();
    let declarations = module_declarations(model);
    let reexports = reexports(model, &exports);
    let api = api_static(&mut emitter);
    let rate_limit = rate_limit(&mut emitter);
    let client = client(&mut emitter);
    // The formatter reports an error.
    if let Ok(file) = syn::parse2::<syn::File>(client.clone()) {
        name_lints.add_items(&file.items);
    }
    let name_lints = name_lints.attribute();
    let uses = emitter.use_items();
    let runtime_version = Literal::u8_unsuffixed(RUNTIME_VERSION);
    let head = quote! {
        #docs
        #![allow(clippy::missing_errors_doc, reason = "errors are documented on `Error`")]
        #name_lints

        #declarations

        #reexports

        #uses

        crate::runtime::runtime_version!(#runtime_version);

        #api

        #rate_limit
    };
    vec![head.into(), client.into()]
}

/// The `mod` items in alphabetical order.
fn module_declarations(model: &Model) -> TokenStream {
    let has_servers = !model.servers.named.is_empty();
    let has_example_tests = example_tests::is_needed(model);
    let example_tests = quote! { #[cfg(all(test, feature = "round-trip"))] mod examples; };
    let fixed = [
        ("auth", model.has_auth(), quote! { mod auth; }),
        ("base_url", has_servers, quote! { pub mod base_url; }),
        ("client_builder", true, quote! { mod client_builder; }),
        ("examples", has_example_tests, example_tests),
        ("mock", true, mock::declaration()),
        ("types", model.has_types(), quote! { pub mod types; }),
    ];
    let fixed = fixed.into_iter().filter(|(_, is_needed, _)| *is_needed);
    let fixed = fixed.map(|(name, _, module)| (name.to_owned(), module));
    let resources = model.root.children.iter().map(|child| {
        let (name, cfg) = (child.name.snake(), cfg_resource(child));
        let path_attribute = ResourcePath::root().child(&child.name).path_attribute();
        let module = quote! { #cfg #path_attribute pub mod #name; };
        (child.name.snake_string(), module)
    });
    let modules: BTreeMap<String, TokenStream> = fixed.chain(resources).collect();
    modules.into_values().collect()
}

fn reexports(model: &Model, exports: &[String]) -> TokenStream {
    let auth = model.has_auth().then(|| {
        quote!(
            pub use self::auth::Auth;
        )
    });
    let types = model.has_types().then(|| {
        quote!(
            pub use self::types::*;
        )
    });
    let runtime = runtime_exports::use_items(exports);
    quote! {
        #auth
        pub use self::client_builder::ClientBuilder;
        #types
        #runtime
    }
}

fn api_static(emitter: &mut Emitter) -> TokenStream {
    let model = emitter.model;
    let api = emitter.runtime("Api");
    let server = &model.server.url;
    let variable = option(emitter, model.server.env_var.as_ref());
    let header = option(emitter, model.request_id_header.as_ref());
    let alternatives = if model.has_auth() {
        quote!(auth::SECURITY_REQUIREMENTS)
    } else {
        quote!(&[])
    };
    let refused = status_ranges(&model.refused);
    let usual = accepted_requirements(emitter, &model.default_security, &quote!(auth));
    let envelope = match &model.envelope {
        Some(envelope) => some_envelope(emitter, envelope),
        None => emitter.std("None"),
    };
    quote! {
        #[doc = " The description of this API for the runtime."]
        static API: #api = #api {
            package: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            server: #server,
            server_variable: #variable,
            request_id_header: #header,
            security_requirements: #alternatives,
            default_security: #usual,
            refused: #refused,
            envelope: #envelope,
        };
    }
}

/// The rate limit of the API, as a constant for users.
fn rate_limit(emitter: &mut Emitter) -> Option<TokenStream> {
    let limit = emitter.model.rate_limit?;
    let cfg = cfg_feature(ANY_CLIENT);
    let ty = emitter.runtime_for(ANY_CLIENT, "RateLimit");
    let duration = emitter.import_for(ANY_CLIENT, "std::time", "Duration");
    let [requests, seconds] = [limit.requests, limit.seconds].map(Literal::u64_unsuffixed);
    let docs = format!(
        "The rate limit of the API: {} requests in any {} seconds. Pass it to \
         [`ClientBuilder::rate_limit`] to keep it.",
        limit.requests, limit.seconds
    );
    let docs = DocComment::new(docs).outer();
    Some(quote! {
        #docs
        #cfg
        pub const RATE_LIMIT: #ty = #ty::new(#requests, #duration::from_secs(#seconds));
    })
}

fn some_envelope(emitter: &mut Emitter, envelope: &Envelope) -> TokenStream {
    let ty = emitter.runtime("Envelope");
    let (success, result, errors) = (
        &envelope.success,
        &envelope.result,
        &envelope.errors.property,
    );
    let messages = envelope.messages.as_ref().map(|list| &list.property);
    let messages = option(emitter, messages);
    let code = option(emitter, envelope.errors.code.as_ref());
    let message = option(emitter, envelope.errors.message.as_ref());
    let some = emitter.std("Some");
    quote! {
        #some(#ty {
            success: #success,
            result: #result,
            errors: #errors,
            messages: #messages,
            error_code: #code,
            error_message: #message,
        })
    }
}

/// `Some("text")` or `None`.
fn option(emitter: &Emitter, text: Option<&String>) -> TokenStream {
    match text {
        Some(text) => {
            let some = emitter.std("Some");
            quote!(#some(#text))
        }
        None => emitter.std("None"),
    }
}
