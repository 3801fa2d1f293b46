//! `base_url.rs`: the servers that a caller can choose from.

use super::Item;
use super::enums::open_enum;
use super::imports::Imports;
use super::prose::Prose;
use crate::model::{NamedServer, ServerVariable, Servers, VariableEnum};
use crate::rust::docs;
use proc_macro2::TokenStream;
use quote::quote;
use std::iter;

/// The constants of the servers, and a type for each that has variables.
pub(super) fn module(servers: &Servers) -> Vec<Item> {
    let of_variables = servers.named.iter().filter(|it| !it.variables.is_empty());
    let names = of_variables.map(|server| server.name.pascal().to_string());
    let choices = servers
        .enums
        .iter()
        .map(|choice| choice.name.pascal().to_string());
    let mut imports = Imports::beside(names.chain(choices));
    let docs = Prose::new(
        "The servers of the API, for [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).",
    );
    let docs = docs.inner();
    let known = servers.named.iter();
    let known = known.map(|server| match server.variables[..] {
        [] => constant(server),
        _ => structure(server, servers, &imports),
    });
    let known: Vec<_> = known.collect();
    let choices = servers.enums.iter();
    let choices = choices.flat_map(|it| choice(it, &mut imports));
    let choices: Vec<Item> = choices.collect();
    let uses = imports.uses();
    let head = quote! {
        #docs

        #uses

        #(#known)*
    };
    iter::once(head.into()).chain(choices).collect()
}

/// The values that a variable can have.
fn choice(choice: &VariableEnum, imports: &mut Imports) -> Vec<Item> {
    let about = format!("A value of {}.", docs::code_span(choice.name.spelling()));
    let docs = Prose::new(about).outer();
    open_enum(&choice.name.pascal(), &docs, &choice.values, imports)
}

/// What the specification says of a server, else its address.
fn described(server: &NamedServer) -> TokenStream {
    let address = format!("{}.", docs::code_span(&server.url));
    let docs = Prose::of(server.description.as_deref(), &address);
    let address = server.description.is_some().then_some(address);
    docs.sentence(address).outer()
}

fn constant(server: &NamedServer) -> TokenStream {
    let (docs, name, url) = (described(server), server.name.constant(), &server.url);
    quote! {
        #docs
        pub const #name: &str = #url;
    }
}

fn structure(server: &NamedServer, servers: &Servers, imports: &Imports) -> TokenStream {
    let (docs, name) = (described(server), server.name.pascal());
    let variables = &server.variables;
    let names: Vec<_> = variables.iter().map(|it| it.name.snake()).collect();
    let fields = variables.iter().map(|it| {
        let (name, ty) = (it.name.snake(), ty(it, servers, imports));
        quote!(#name: #ty)
    });
    let setters = variables.iter().map(|it| setter(it, servers, imports));
    let defaults = variables.iter().map(|it| {
        let (name, value) = (it.name.snake(), default(it, servers));
        quote!(#name: #value)
    });
    let url = format(server);
    let (default_trait, from, string) = (
        imports.std("Default"),
        imports.std("From"),
        imports.std("String"),
    );
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name { #(#fields),* }

        impl #name {
            /// The server with the defaults of its variables.
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

fn ty(variable: &ServerVariable, servers: &Servers, imports: &Imports) -> TokenStream {
    match variable.enum_index {
        Some(choice) => {
            let name = servers.enums[choice].name.pascal();
            quote!(#name)
        }
        None => imports.std("String"),
    }
}

/// The default of a variable, as an expression.
fn default(variable: &ServerVariable, servers: &Servers) -> TokenStream {
    let default = &variable.default;
    let Some(choice) = variable.enum_index else {
        return quote!(#default.to_owned());
    };
    let choice = &servers.enums[choice];
    let ty = choice.name.pascal();
    let known = choice.values.iter().find(|value| value.value == *default);
    match known.map(|value| value.name.pascal()) {
        Some(variant) => quote!(#ty::#variant),
        None => quote!(#ty::from(#default)),
    }
}

fn setter(variable: &ServerVariable, servers: &Servers, imports: &Imports) -> TokenStream {
    let name = variable.name.snake();
    let default = format!("Default: {}.", docs::code_span(&variable.default));
    let otherwise = format!("Sets {}.", docs::code_span(&variable.key));
    let docs = Prose::of(variable.description.as_deref(), otherwise);
    let docs = docs.sentence(Some(default)).outer();
    let (into, ty) = (imports.std("Into"), ty(variable, servers, imports));
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #name: impl #into<#ty>) -> Self {
            self.#name = #name.into();
            self
        }
    }
}

/// The URL as `format!` takes it.
fn format(server: &NamedServer) -> String {
    let escaped = server.url.replace('{', "{{").replace('}', "}}");
    let variables = server.variables.iter();
    variables.fold(escaped, |url, variable| {
        let name = format!("{{{}}}", variable.name.snake_string());
        url.replace(&format!("{{{{{}}}}}", variable.key), &name)
    })
}
