//! One call: its description to the runtime, its builder, and how it is sent.

use super::imports::Imports;
use super::input::{argument, put, put_argument, taken};
use super::page::page;
use super::prose::{Prose, documented};
use super::resource::Path;
use super::ty::owned;
use crate::docs;
use crate::model::{Decode, Format, Input, Model, Operation, Repeat, Security};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Macros that are in scope everywhere under a name that a builder can have.
const DERIVES: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

const RUNTIME: &str = "crate::runtime";

/// The method of a resource that begins a call.
pub(super) fn method(model: &Model, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let (name, builder, constant) = (
        operation.name.snake(),
        operation.name.pascal(),
        operation.name.constant(),
    );
    let summary = summary(operation);
    // A derive macro of that name makes the link ambiguous.
    let target = if DERIVES.contains(&builder.to_string().as_str()) {
        format!("(struct@{builder})")
    } else {
        String::new()
    };
    let page = format!("Everything about this call is on the page of [`{builder}`]{target}.");
    let docs = Prose::new(format!("{summary}: {}.", request_line(operation)))
        .paragraph(page)
        .outer();
    let deprecated = deprecated(operation.deprecated);
    let arguments = operation.arguments().map(|input| {
        let (name, ty) = (input.name.snake(), argument(model, &input.ty, imports));
        quote!(#name: #ty)
    });
    let arguments: Vec<_> = arguments.collect();
    let call_type = imports.get(RUNTIME, "Call");
    let new = quote!(#call_type::new(self.client.clone(), &#constant));
    let puts: Vec<_> = operation
        .arguments()
        .map(|input| put_argument(model, input, imports))
        .collect();
    let body = match puts.as_slice() {
        [] => quote!(#builder { call: #new }),
        puts => quote! {
            let mut call = #new;
            #(#puts)*
            #builder { call }
        },
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> #builder<C> {
            #body
        }
    }
}

/// What the runtime has to know about a call, its builder, and its senders.
pub(super) fn items(
    model: &Model,
    package: &str,
    path: &Path,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    let constant = constant(model, path, operation, imports);
    let builder = operation.name.pascal();
    let docs = page(model, package, path, operation).outer();
    let answer = answer(model, operation, imports);
    let call = imports.get(RUNTIME, "Call");
    let setters: Vec<_> = operation
        .setters()
        .map(|input| setter(model, input, imports))
        .collect();
    let send = send(operation, &answer);
    quote! {
        #constant

        #docs
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent before `send` is called"]
        pub struct #builder<C> {
            call: #call<C, #answer>,
        }

        impl<C> #builder<C> {
            #(#setters)*

            /// Turns to what can be set on any call: headers, query, further fields of the body,
            /// limits of time, retries. The answer can be had with its status and headers there.
            pub fn options(self) -> #call<C, #answer> {
                self.call
            }
        }

        #send
    }
}

fn answer(model: &Model, operation: &Operation, imports: &mut Imports) -> TokenStream {
    match &operation.answer.ty {
        Some(ty) => owned(model, ty, imports),
        None => quote!(()),
    }
}

fn constant(
    model: &Model,
    path: &Path,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    let name = operation.name.constant();
    let (id, path) = (path.to(&operation.name), &operation.path);
    let answer = answer(model, operation, imports);
    let operation_type = imports.get(RUNTIME, "Operation");
    let endpoint = imports.get(RUNTIME, "Endpoint");
    let method = method_constant(&operation.method, imports);
    let alternatives = alternatives(model, operation, imports);
    let body = body(operation, imports);
    let accept = &operation.answer.accept;
    let repeat = repeat(operation.repeat, imports);
    let decode = decode(operation.answer.decode, &answer, imports);
    quote! {
        static #name: #operation_type<#answer> = #operation_type {
            endpoint: #endpoint {
                name: #id,
                method: #method,
                path: #path,
                alternatives: #alternatives,
                body: #body,
                accept: #accept,
                repeat: #repeat,
            },
            decode: #decode,
        };
    }
}

fn method_constant(method: &str, imports: &mut Imports) -> TokenStream {
    let method_type = imports.get(RUNTIME, "Method");
    let method = format_ident!("{method}");
    quote!(#method_type::#method)
}

fn alternatives(model: &Model, operation: &Operation, imports: &mut Imports) -> TokenStream {
    match &operation.security {
        Security::None => quote!(&[]),
        Security::Any => {
            let auth = imports.get("crate::api", "auth");
            quote!(#auth::ALTERNATIVES)
        }
        Security::Optional(places) => {
            let auth = imports.get("crate::api", "auth");
            let nothing = imports.get(RUNTIME, "NOTHING");
            let constants = places
                .iter()
                .map(|place| model.alternatives[*place].name.constant());
            quote!(&[#(&#auth::#constants,)* &#nothing])
        }
        Security::Some(places) => {
            let auth = imports.get("crate::api", "auth");
            let constants = places
                .iter()
                .map(|place| model.alternatives[*place].name.constant());
            quote!(&[#(&#auth::#constants),*])
        }
    }
}

fn body(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let Some(body) = &operation.body else {
        return quote!(None);
    };
    let body_type = imports.get(RUNTIME, "Body");
    let required = body.required;
    match &body.format {
        Format::Json => quote!(Some(#body_type::Json { required: #required })),
        Format::JsonAs(name) => {
            quote!(Some(#body_type::JsonAs { media_type: #name, required: #required }))
        }
        Format::Form => quote!(Some(#body_type::Form { required: #required })),
        Format::Multipart => quote!(Some(#body_type::Multipart { required: #required })),
        Format::Raw(name) => quote!(Some(#body_type::Raw { media_type: #name })),
    }
}

fn repeat(repeat: Repeat, imports: &mut Imports) -> TokenStream {
    let repeat_type = imports.get(RUNTIME, "Repeat");
    match repeat {
        Repeat::ByMethod => quote!(#repeat_type::ByMethod),
        Repeat::Safe => quote!(#repeat_type::Safe),
    }
}

/// The function that reads an answer; `answer` is its type.
pub(super) fn decode(decode: Decode, answer: &TokenStream, imports: &mut Imports) -> TokenStream {
    let name = match decode {
        Decode::Each => return quote!(#answer::decode),
        Decode::Json => "json",
        Decode::Optional => "optional",
        Decode::Text => "text",
        Decode::Bytes => "bytes",
        Decode::Enveloped => "enveloped",
        Decode::OptionalEnveloped => "optional_enveloped",
        Decode::Acknowledged => "acknowledged",
        Decode::Empty => "empty",
    };
    let (module, name) = (imports.get(RUNTIME, "decode"), format_ident!("{name}"));
    quote!(#module::#name)
}

fn setter(model: &Model, input: &Input, imports: &mut Imports) -> TokenStream {
    let name = input.name.snake();
    let docs = documented(
        &input.docs,
        &format!("Sets {}.", docs::code_span(&input.key)),
    )
    .outer();
    let deprecated = deprecated(input.docs.deprecated);
    let taken = taken(model, &input.ty, &quote!(#name), imports);
    let ty = &taken.ty;
    let put = put(model, input, &quote!(self.call), &quote!(&#name), imports);
    let made = taken.made.map(|value| {
        let owned = owned(model, &input.ty, imports);
        quote!(let #name: #owned = #value;)
    });
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            #made
            #put
            self
        }
    }
}

/// The two ways to send: the same words, but for waiting.
fn send(operation: &Operation, answer: &TokenStream) -> TokenStream {
    let builder = operation.name.pascal();
    quote! {
        #[cfg(feature = "async")]
        impl #builder<crate::Client> {
            /// Sends the request and waits for the answer.
            ///
            /// # Errors
            ///
            /// See [`Error`](crate::Error): it says what happened, and whether the call may have
            /// been applied all the same.
            pub async fn send(self) -> Result<#answer, crate::Error> {
                self.call.send().await
            }
        }

        #[cfg(feature = "blocking")]
        impl #builder<crate::blocking::Client> {
            /// Sends the request and waits for the answer.
            ///
            /// # Errors
            ///
            /// See [`Error`](crate::Error): it says what happened, and whether the call may have
            /// been applied all the same.
            pub fn send(self) -> Result<#answer, crate::Error> {
                self.call.send()
            }
        }
    }
}

/// What a call does, in a few words and without a full stop.
pub(super) fn summary(operation: &Operation) -> String {
    let written = operation
        .summary
        .as_deref()
        .or(operation.description.as_deref());
    let summary = written.and_then(docs::summary);
    let summary = summary.unwrap_or_else(|| operation.name.in_words());
    summary.trim_end_matches('.').to_owned()
}

/// `GET /pets`
pub(super) fn request_line(operation: &Operation) -> String {
    docs::code_span(&format!("{} {}", operation.method, operation.path))
}

fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated = "the specification says so"]))
}
