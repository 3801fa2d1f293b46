//! `base_url.rs`: the servers that a caller can choose from.

use super::imports::Imports;
use super::prose::Prose;
use crate::docs;
use crate::model::{Choice, NamedServer, Servers, Variable};
use proc_macro2::TokenStream;
use quote::quote;

/// The constants of the servers, and a type for each that has variables.
pub(super) fn module(servers: &Servers) -> TokenStream {
    let mut imports = Imports::default();
    let docs = Prose::new(
        "The servers of the API, for [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).",
    );
    let docs = docs.inner();
    let known = servers
        .known
        .iter()
        .map(|server| match server.variables[..] {
            [] => constant(server),
            _ => structure(server, servers),
        });
    let known: Vec<_> = known.collect();
    let choices = servers.choices.iter();
    let choices: Vec<_> = choices.map(|it| choice(it, &mut imports)).collect();
    let uses = imports.uses();
    quote! {
        #docs

        #uses

        #(#known)*

        #(#choices)*
    }
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

fn structure(server: &NamedServer, servers: &Servers) -> TokenStream {
    let (docs, name) = (described(server), server.name.pascal());
    let variables = &server.variables;
    let names: Vec<_> = variables.iter().map(|it| it.name.snake()).collect();
    let fields = variables.iter().map(|it| {
        let (name, ty) = (it.name.snake(), ty(it, servers));
        quote!(#name: #ty)
    });
    let setters = variables.iter().map(|it| setter(it, servers));
    let defaults = variables.iter().map(|it| {
        let (name, ty, default) = (it.name.snake(), ty(it, servers), &it.default);
        quote!(#name: #ty::from(#default))
    });
    let url = format(server);
    let made = Prose::new("The server with the defaults of its variables.").outer();
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name { #(#fields),* }

        impl #name {
            #made
            #[must_use]
            pub fn new() -> Self {
                Self { #(#defaults),* }
            }

            #(#setters)*
        }

        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl From<#name> for String {
            fn from(server: #name) -> Self {
                let #name { #(#names),* } = server;
                format!(#url)
            }
        }
    }
}

fn ty(variable: &Variable, servers: &Servers) -> TokenStream {
    match variable.choice {
        Some(choice) => {
            let name = servers.choices[choice].name.pascal();
            quote!(#name)
        }
        None => quote!(String),
    }
}

fn setter(variable: &Variable, servers: &Servers) -> TokenStream {
    let name = variable.name.snake();
    let default = format!("Default: {}.", docs::code_span(&variable.default));
    let otherwise = format!("Chooses {}.", docs::code_span(&variable.key));
    let docs = Prose::of(variable.description.as_deref(), otherwise);
    let docs = docs.sentence(Some(default)).outer();
    let ty = ty(variable, servers);
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, value: impl Into<#ty>) -> Self {
            self.#name = value.into();
            self
        }
    }
}

/// The URL as `format!` takes it.
fn format(server: &NamedServer) -> String {
    let escaped = server.url.replace('{', "{{").replace('}', "}}");
    let variables = server.variables.iter();
    variables.fold(escaped, |url, variable| {
        let name = format!("{{{}}}", variable.name.snake_text());
        url.replace(&format!("{{{{{}}}}}", variable.key), &name)
    })
}

fn choice(choice: &Choice, imports: &mut Imports) -> TokenStream {
    let name = choice.name.pascal();
    let docs = Prose::new(format!(
        "A value of {}.",
        docs::code_span(choice.name.as_spelled())
    ));
    let docs = docs.outer();
    let variants = choice.values.iter().map(|value| {
        let (name, text) = (value.name.pascal(), &value.text);
        let docs = Prose::new(docs::code_span(text)).outer();
        quote!(#docs #name = #text)
    });
    let open_enum = imports.get("crate::runtime", "open_enum");
    quote! {
        #open_enum!(
            #docs
            pub enum #name {
                #(#variants,)*
            }
        );
    }
}
