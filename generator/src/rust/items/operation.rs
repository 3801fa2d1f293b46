//! Operations: the method of the resource, the request builder, and its `send` methods.

use super::arguments::{argument_call, argument_type, constant_call, conversion};
use super::attributes::{cfg_feature, deprecated, expect_many_arguments};
use super::auth::accepted_requirements;
use super::client_parameters::client_parameter_tokens;
use super::decode::operation_base;
use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::iteration::{IterationTokens, iteration_tokens};
use super::module::Item;
use super::operation_docs::{operation_docs, summary};
use super::resource_path::ResourcePath;
use super::setters::setter;
use super::styles::style_tokens;
use super::type_tokens::type_tokens;
use crate::model::{Body, BodyFormat, Encoding, InputRole, Location, Operation, Security};
use crate::rust::names::Name;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use std::ops::RangeInclusive;

/// Derive macros of the prelude, whose names a builder can have.
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

/// The method of the resource that returns the builder.
pub(super) fn method(emitter: &mut Emitter, operation: &Operation) -> TokenStream {
    let (name, builder) = (operation.name.snake(), operation.builder.pascal());
    // A derive macro of the same name would make the link ambiguous.
    let target = if DERIVES.contains(&builder.to_string().as_str()) {
        format!("(struct@{builder})")
    } else {
        String::new()
    };
    let docs = match summary(operation) {
        Some(summary) => format!("{summary}: see [`{builder}`]{target}."),
        None => format!("See [`{builder}`]{target}."),
    };
    let docs = DocComment::new(docs).outer();
    let deprecated = deprecated(operation.deprecated);
    let arguments = operation.arguments().map(|input| {
        let (name, ty) = (input.name.snake(), argument_type(emitter, &input.ty));
        quote!(#name: #ty)
    });
    let arguments: Vec<_> = arguments.collect();
    let calls = operation.arguments();
    let mut calls: Vec<_> = calls.map(|input| argument_call(emitter, input)).collect();
    calls.extend(
        operation
            .constants()
            .map(|(input, value)| constant_call(emitter, input, value)),
    );
    let conversions = operation.arguments();
    let conversions: Vec<_> = conversions
        .filter_map(|it| conversion(emitter, it))
        .collect();
    let many_arguments = expect_many_arguments(arguments.len() + 1);
    let request = quote!(self.0.request(#builder::OPERATION));
    let body = if calls.is_empty() {
        quote!(#builder(#request))
    } else {
        let local = request_variable(operation);
        quote! {
            #(#conversions)*
            let #local = #request;
            #builder(#local #(#calls)*)
        }
    };
    quote! {
        #docs
        #deprecated
        #many_arguments
        pub fn #name(&self, #(#arguments),*) -> #builder {
            #body
        }
    }
}

/// The local variable for the request. Only names with a special meaning end in `_`.
fn request_variable(operation: &Operation) -> Ident {
    let is_taken = operation.arguments().any(|it| it.name.snake() == "request");
    format_ident!("{}", if is_taken { "request_" } else { "request" })
}

/// The request builder.
pub(super) fn builder(
    emitter: &mut Emitter,
    package: &str,
    path: &ResourcePath,
    operation: &Operation,
) -> Item {
    let builder = operation.builder.pascal();
    let output = output_type(emitter, operation);
    let docs = operation_docs(emitter.model, package, path, operation, &output).outer();
    let (call, request) = (emitter.runtime_trait("Call"), emitter.runtime("Request"));
    let operation_type = emitter.runtime("Operation");
    let fields = operation_fields(emitter, path, operation);
    let setters = operation.setters();
    let setters: Vec<_> = setters.map(|input| setter(emitter, input)).collect();
    let iteration = iteration_tokens(emitter, operation, &output);
    let iteration_impl = &iteration.trait_impl;
    let common_methods = common_methods(emitter);
    let send_impls = send_impls(emitter, &builder, &output, &iteration);
    let items = quote! {
        #docs
        #[must_use = "nothing is sent before `send` is called"]
        #[derive(Clone, Debug)]
        pub struct #builder(#request<#output>);

        impl #call for #builder {
            type Output = #output;

            const OPERATION: &'static #operation_type<#output> = &#operation_type { #fields };
        }

        #iteration_impl

        impl #builder {
            #(#setters)*

            #common_methods
        }

        #send_impls
    };
    items.into()
}

/// The methods of every builder that need no client feature.
fn common_methods(emitter: &mut Emitter) -> TokenStream {
    let (options, error) = (emitter.runtime("Options"), emitter.runtime("Error"));
    let (request, bytes) = (emitter.runtime("HttpRequest"), emitter.runtime("Bytes"));
    let result = emitter.std("Result");
    quote! {
        /// Sets options of the request: time limits, headers, retries.
        pub fn options(self, options: #options) -> Self {
            Self(self.0.options(options))
        }

        /// Returns the HTTP request, without credentials.
        pub fn to_request(&self) -> #result<#request<#bytes>, #error> {
            self.0.to_request()
        }
    }
}

/// The methods that send the request, for each client feature.
fn send_impls(
    emitter: &mut Emitter,
    builder: &Ident,
    output: &TokenStream,
    iteration: &IterationTokens,
) -> TokenStream {
    let async_methods = &iteration.async_methods;
    let blocking_methods = &iteration.blocking_methods;
    let (cfg_async, cfg_blocking) = (cfg_feature("async"), cfg_feature("blocking"));
    let sending = emitter.runtime_for("async", "Sending");
    emitter.runtime_for("blocking", "Response");
    let response = emitter.runtime_for("async", "Response");
    let (result, error) = (emitter.std("Result"), emitter.runtime("Error"));
    quote! {
        #cfg_async
        impl #builder {
            /// Sends the request and waits for the response.
            pub fn send(self) -> #sending<#output> {
                self.0.send()
            }

            /// Like `send`, with the status and headers of the response.
            pub fn send_with_response(self) -> #sending<#response<#output>> {
                self.0.send_with_response()
            }

            #async_methods
        }

        #cfg_blocking
        impl #builder {
            /// Sends the request and blocks the thread until the response arrives.
            pub fn send_blocking(self) -> #result<#output, #error> {
                self.0.send_blocking()
            }

            /// Like `send_blocking`, with the status and headers of the response.
            pub fn send_with_response_blocking(self) -> #result<#response<#output>, #error> {
                self.0.send_with_response_blocking()
            }

            #blocking_methods
        }
    }
}

fn output_type(emitter: &mut Emitter, operation: &Operation) -> TokenStream {
    match &operation.response.ty {
        Some(ty) => type_tokens(emitter, ty),
        None => quote!(()),
    }
}

/// The fields of the constant `OPERATION`. Those with the default of the base are omitted.
fn operation_fields(
    emitter: &mut Emitter,
    path: &ResourcePath,
    operation: &Operation,
) -> TokenStream {
    let (id, path) = (path.operation_id(&operation.name), &operation.path);
    let (ty, methods) = (emitter.runtime("Operation"), emitter.runtime("Method"));
    let method = match operation.method.as_str() {
        known @ ("GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE"
        | "QUERY") => {
            let variant = Name::new(known.to_lowercase()).pascal();
            quote!(#variant)
        }
        other => quote!(Other(#other)),
    };
    let auth = auth_field(emitter, operation);
    let server = operation.server.as_ref().map(|server| {
        let some = emitter.std("Some");
        quote!(server: #some(#server),)
    });
    let body = body_field(emitter, operation);
    let required = required_field(emitter, operation);
    let client_parameters = client_parameters_field(emitter, operation);
    let accept = operation.response.accept.join(", ");
    let accept = Some(accept)
        .filter(|accept| !matches!(accept.as_str(), "" | "application/json"))
        .map(|accept| quote!(accept: #accept,));
    let repeat = operation
        .safe_to_repeat
        .then(|| quote!(safe_to_repeat: true,));
    let key = operation.idempotency_key.as_ref().map(|header| {
        let some = emitter.std("Some");
        quote!(idempotency_key: #some(#header),)
    });
    let refused = operation.refused.as_ref().map(|statuses| {
        let (some, statuses) = (emitter.std("Some"), status_ranges(statuses));
        quote!(refused: #some(#statuses),)
    });
    let redirects = &operation.redirects;
    let redirects = (!redirects.is_empty()).then(|| {
        let statuses = redirects
            .iter()
            .map(|status| Literal::u16_unsuffixed(*status));
        quote!(redirects: &[#(#statuses),*],)
    });
    let base = format_ident!("{}", operation_base(operation.response.decode));
    quote! {
        name: #id,
        method: #methods::#method,
        path: #path,
        #server
        #auth
        #body
        #required
        #client_parameters
        #accept
        #repeat
        #key
        #refused
        #redirects
        ..#ty::#base
    }
}

/// `&[404..=404, 500..=599]`
pub(super) fn status_ranges(ranges: &[RangeInclusive<u16>]) -> TokenStream {
    let ranges = ranges.iter().map(|range| {
        let bound = |status: &u16| Literal::u16_unsuffixed(*status);
        let (first, last) = (bound(range.start()), bound(range.end()));
        quote!(#first..=#last)
    });
    quote!(&[#(#ranges),*])
}

fn auth_field(emitter: &mut Emitter, operation: &Operation) -> Option<TokenStream> {
    if operation.security == emitter.model.default_security {
        return None;
    }
    // Without credentials no constant of the module is used.
    let module = match &operation.security {
        Security::None | Security::Unsupported => TokenStream::new(),
        _ => emitter.api("auth"),
    };
    let accepted = accepted_requirements(emitter, &operation.security, &module);
    let security = emitter.runtime("Security");
    Some(quote!(auth: #security::AnyOf(#accepted),))
}

fn body_field(emitter: &mut Emitter, operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let ty = emitter.runtime("Body");
    let optional = (!body.required).then(|| quote!(.optional()));
    let name = &body.media_type;
    let default_name = match body.format {
        BodyFormat::Json => "application/json",
        BodyFormat::Form => "application/x-www-form-urlencoded",
        BodyFormat::Multipart => "multipart/form-data",
        BodyFormat::Raw => "",
    };
    let other_name = (name != default_name).then(|| quote!(.media_type(#name)));
    let value = match body.format {
        BodyFormat::Json => quote!(#ty::JSON #other_name #optional),
        BodyFormat::Form => quote!(#ty::FORM #other_name #optional),
        BodyFormat::Multipart => quote!(#ty::MULTIPART #other_name #optional),
        BodyFormat::Raw => quote!(#ty::raw(#name)),
    };
    let encodings = encodings(emitter, body);
    Some(quote!(body: #value #encodings,))
}

/// The parameters that the client can set.
fn client_parameters_field(emitter: &mut Emitter, operation: &Operation) -> Option<TokenStream> {
    let model = emitter.model;
    let parameters = operation.client_setters();
    let parameters = parameters.filter_map(|input| model.client_parameter(input));
    let parameters = parameters.map(|it| client_parameter_tokens(emitter, it));
    let parameters: Vec<_> = parameters.collect();
    (!parameters.is_empty()).then(|| quote!(client_parameters: &[#(#parameters),*],))
}

/// The required inputs with setters.
fn required_field(emitter: &mut Emitter, operation: &Operation) -> Option<TokenStream> {
    let of_client = operation
        .client_setters()
        .filter(|it| it.role == InputRole::ClientSetter { is_optional: false });
    let required = operation.required_setters().chain(of_client);
    let required = required.map(|input| {
        let (ty, name) = (emitter.runtime("Required"), &input.wire_name);
        match input.location {
            Location::Path => quote!(#ty::Path(#name)),
            Location::Query => quote!(#ty::Query(#name)),
            Location::Header => quote!(#ty::Header(#name)),
            Location::Cookie => quote!(#ty::Cookie(#name)),
            Location::QueryString | Location::BodyField | Location::Body => {
                quote!(#ty::Field(#name))
            }
        }
    });
    let required: Vec<_> = required.collect();
    (!required.is_empty()).then(|| quote!(required: &[#(#required),*],))
}

/// The encodings of form fields that differ from the default.
fn encodings(emitter: &mut Emitter, body: &Body) -> Option<TokenStream> {
    let encodings = body.encodings.iter().map(|(key, encoding)| {
        let ty = emitter.runtime("Encoding");
        let encoding = match encoding {
            Encoding::Styled(style) => {
                let style = style_tokens(emitter, *style, Location::BodyField);
                quote!(#ty::styled(#style))
            }
            Encoding::MediaType(name) => quote!(#ty::MediaType(#name)),
        };
        quote!((#key, #encoding))
    });
    let encodings: Vec<_> = encodings.collect();
    (!encodings.is_empty()).then(|| quote!(.encoded(&[#(#encodings),*])))
}
