//! `base_url.rs`: the servers of the specification.

use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::imports::Imports;
use super::module::Item;
use super::string_enums::string_enum;
use crate::model::{Model, NamedServer, ServerVariable, VariableEnum};
use crate::rust::docs;
use proc_macro2::TokenStream;
use quote::quote;
use std::iter;

/// A constant for each server, or a type for one that has variables.
pub(super) fn module(model: &Model) -> Vec<Item> {
    let servers = &model.servers;
    let structs = servers.named.iter().filter(|it| !it.variables.is_empty());
    let structs = structs.map(|server| server.name.pascal().to_string());
    let enums = servers.enums.iter().map(|it| it.name.pascal().to_string());
    let mut emitter = Emitter::new(model, Imports::defining(structs.chain(enums)));
    let docs = DocComment::new(
        "The servers of the API, for [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).",
    );
    let docs = docs.inner();
    let named = servers.named.iter();
    let named = named.map(|server| match server.variables[..] {
        [] => constant(server),
        _ => struct_items(&emitter, server),
    });
    let named: Vec<_> = named.collect();
    let enums = servers.enums.iter();
    let enums = enums.flat_map(|it| variable_enum(&mut emitter, it));
    let enums: Vec<Item> = enums.collect();
    let uses = emitter.use_items();
    let head = quote! {
        #docs

        #uses

        #(#named)*
    };
    iter::once(head.into()).chain(enums).collect()
}

/// The enum of the values of a variable.
fn variable_enum(emitter: &mut Emitter, variable: &VariableEnum) -> Vec<Item> {
    let docs = format!(
        "A value of the server variable {}.",
        docs::code_span(variable.name.spelling())
    );
    let docs = DocComment::new(docs).outer();
    string_enum(emitter, &variable.name.pascal(), &docs, &variable.values)
}

/// The description of a server and its URL.
fn server_docs(server: &NamedServer) -> TokenStream {
    let url = format!("{}.", docs::code_span(&server.url));
    let docs = DocComment::description_or(server.description.as_deref(), &url);
    let url = server.description.is_some().then_some(url);
    docs.sentence(url).outer()
}

fn constant(server: &NamedServer) -> TokenStream {
    let (docs, name, url) = (server_docs(server), server.name.constant(), &server.url);
    quote! {
        #docs
        pub const #name: &str = #url;
    }
}

fn struct_items(emitter: &Emitter, server: &NamedServer) -> TokenStream {
    let (docs, name) = (server_docs(server), server.name.pascal());
    let variables = &server.variables;
    let names: Vec<_> = variables.iter().map(|it| it.name.snake()).collect();
    let fields = variables.iter().map(|it| {
        let (name, ty) = (it.name.snake(), variable_type(emitter, it));
        quote!(#name: #ty)
    });
    let setters = variables.iter().map(|it| setter(emitter, it));
    let defaults = variables.iter().map(|it| {
        let (name, value) = (it.name.snake(), default_value(emitter, it));
        quote!(#name: #value)
    });
    let url = format_string(server);
    let (default_trait, from, string) = (
        emitter.std("Default"),
        emitter.std("From"),
        emitter.std("String"),
    );
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name { #(#fields),* }

        impl #name {
            /// Returns the server with the defaults of its variables.
            #[must_use]
            pub fn new() -> Self {
                Self { #(#defaults),* }
            }

            #(#setters)*
        }

        impl #default_trait for #name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl #from<#name> for #string {
            fn from(server: #name) -> Self {
                let #name { #(#names),* } = server;
                format!(#url)
            }
        }
    }
}

fn variable_type(emitter: &Emitter, variable: &ServerVariable) -> TokenStream {
    match variable.enum_index {
        Some(index) => {
            let name = emitter.model.servers.enums[index].name.pascal();
            quote!(#name)
        }
        None => emitter.std("String"),
    }
}

/// The default of a variable as an expression.
fn default_value(emitter: &Emitter, variable: &ServerVariable) -> TokenStream {
    let default = &variable.default;
    let Some(index) = variable.enum_index else {
        return quote!(#default.to_owned());
    };
    let variable_enum = &emitter.model.servers.enums[index];
    let ty = variable_enum.name.pascal();
    let mut variants = variable_enum.values.iter();
    let variant = variants.find(|variant| variant.value == *default);
    match variant.map(|variant| variant.name.pascal()) {
        Some(variant) => quote!(#ty::#variant),
        None => quote!(#ty::from(#default)),
    }
}

fn setter(emitter: &Emitter, variable: &ServerVariable) -> TokenStream {
    let name = variable.name.snake();
    let default = format!("Default: {}.", docs::code_span(&variable.default));
    let otherwise = format!("Sets {}.", docs::code_span(&variable.key));
    let docs = DocComment::description_or(variable.description.as_deref(), otherwise);
    let docs = docs.sentence(Some(default)).outer();
    let (into, ty) = (emitter.std("Into"), variable_type(emitter, variable));
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #name: impl #into<#ty>) -> Self {
            self.#name = #name.into();
            self
        }
    }
}

/// The URL as a format string.
fn format_string(server: &NamedServer) -> String {
    let escaped = server.url.replace('{', "{{").replace('}', "}}");
    let variables = server.variables.iter();
    variables.fold(escaped, |url, variable| {
        let name = format!("{{{}}}", variable.name.snake_string());
        url.replace(&format!("{{{{{}}}}}", variable.key), &name)
    })
}
