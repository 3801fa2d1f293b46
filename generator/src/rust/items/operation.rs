//! One call: its description to the runtime, its builder, and how it is sent.

use super::Item;
use super::auth::accepted;
use super::imports::Imports;
use super::input::{self, Setter, argument, many, put_argument, styled};
use super::mode::{self, Further};
use super::page::page;
use super::prose::{Prose, documented};
use super::resource::Path;
use super::ty::owned;
use super::types::told;
use crate::model::{
    Body, Decode, Encoding, Format, Input, Model, Operation, Place, Repeat, Security,
};
use crate::rust::docs;
use crate::rust::names::Name;
use proc_macro2::{Ident, TokenStream};
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
    let (name, builder) = (operation.name.snake(), operation.builder.pascal());
    // A derive macro of that name makes the link ambiguous.
    let target = if DERIVES.contains(&builder.to_string().as_str()) {
        format!("(struct@{builder})")
    } else {
        String::new()
    };
    let docs = match summary(operation) {
        Some(summary) => format!("{summary}: see [`{builder}`]{target}."),
        None => format!("See [`{builder}`]{target}."),
    };
    let docs = Prose::new(docs).outer();
    let deprecated = deprecated(operation.deprecated);
    let arguments = operation.arguments().map(|input| {
        let (name, ty) = (input.name.snake(), argument(model, &input.ty, imports));
        quote!(#name: #ty)
    });
    let arguments: Vec<_> = arguments.collect();
    let puts = operation.arguments();
    let puts = puts.map(|input| put_argument(model, input, imports));
    let puts: Vec<_> = puts.collect();
    let many = many(arguments.len() + 1);
    let begun = quote!(self.0.request(#builder::OPERATION));
    let body = if puts.is_empty() {
        quote!(#builder(#begun))
    } else {
        let request = local(operation);
        quote! {
            let #request = #begun;
            #builder(#request #(#puts)*)
        }
    };
    quote! {
        #docs
        #deprecated
        #many
        pub fn #name(&self, #(#arguments),*) -> #builder {
            #body
        }
    }
}

/// The name of the local variable for the request: no argument has it.
fn local(operation: &Operation) -> Ident {
    let names: Vec<_> = operation.arguments().map(|it| it.name.snake()).collect();
    let mut free = ["request", "begun", "this"].into_iter();
    let name = free.find(|name| names.iter().all(|taken| taken != name));
    format_ident!("{}", name.unwrap_or("this_request"))
}

/// The builder of a call: what describes the operation, the setters, and how it is sent.
pub(super) fn items(
    model: &Model,
    package: &str,
    path: &Path,
    operation: &Operation,
    imports: &mut Imports,
) -> Vec<Item> {
    let builder = operation.builder.pascal();
    let docs = page(model, package, path, operation).outer();
    let answer = answer(model, operation, imports);
    let (call, request) = (
        imports.get(RUNTIME, "Call"),
        imports.get(RUNTIME, "Request"),
    );
    let operation_type = imports.get(RUNTIME, "Operation");
    let description = description(model, path, operation, imports);
    let setters = operation.setters();
    let setters: Vec<_> = setters.map(|input| setter(model, input, imports)).collect();
    let further = mode::further(model, operation, &answer, imports);
    let description_of_mode = &further.description;
    let common = common(imports);
    let sending = sending(&builder, &answer, &further, imports);
    let items = quote! {
        #docs
        #[must_use = "nothing is sent before `send` is called"]
        #[derive(Clone, Debug)]
        pub struct #builder(#request<#answer>);

        impl #call for #builder {
            type Output = #answer;

            const OPERATION: &'static #operation_type<#answer> = &#operation_type { #description };
        }

        #description_of_mode

        impl #builder {
            #(#setters)*

            #common
        }

        #sending
    };
    vec![items.into()]
}

/// The methods that every builder has, whatever sends it.
fn common(imports: &mut Imports) -> TokenStream {
    let (options, error) = (
        imports.get(RUNTIME, "Options"),
        imports.get(RUNTIME, "Error"),
    );
    let (request, bytes) = (
        imports.get(RUNTIME, "HttpRequest"),
        imports.get(RUNTIME, "Bytes"),
    );
    let result = imports.std("Result");
    quote! {
        /// Sets what can be set on any request: time limits, headers, retries.
        pub fn options(self, options: #options) -> Self {
            Self(self.0.options(options))
        }

        /// The request as it would be sent, without credentials.
        pub fn to_request(&self) -> #result<#request<#bytes>, #error> {
            self.0.to_request()
        }
    }
}

/// The methods that send a request, for each of the two clients.
fn sending(
    builder: &Ident,
    answer: &TokenStream,
    further: &Further,
    imports: &mut Imports,
) -> TokenStream {
    let (of_async, of_blocking) = (&further.of_async, &further.of_blocking);
    let sending = imports.get_for("async", RUNTIME, "Sending");
    imports.get_for("blocking", RUNTIME, "Response");
    let response = imports.get_for("async", RUNTIME, "Response");
    let (result, error) = (imports.std("Result"), imports.get(RUNTIME, "Error"));
    quote! {
        #[cfg(feature = "async")]
        impl #builder {
            /// Sends the request and waits for the response.
            pub fn send(self) -> #sending<#answer> {
                self.0.send()
            }

            /// Like `send`, with the status and headers of the response.
            pub fn send_with_response(self) -> #sending<#response<#answer>> {
                self.0.send_with_response()
            }

            #of_async
        }

        #[cfg(feature = "blocking")]
        impl #builder {
            /// Sends the request and blocks the thread until the response is there.
            pub fn send_blocking(self) -> #result<#answer, #error> {
                self.0.send_blocking()
            }

            /// Like `send_blocking`, with the status and headers of the response.
            pub fn send_with_response_blocking(self) -> #result<#response<#answer>, #error> {
                self.0.send_with_response_blocking()
            }

            #of_blocking
        }
    }
}

fn answer(model: &Model, operation: &Operation, imports: &mut Imports) -> TokenStream {
    match &operation.answer.ty {
        Some(ty) => owned(model, ty, imports),
        None => quote!(()),
    }
}

/// The fields of the constant `OPERATION`; defaults are left to its base.
fn description(
    model: &Model,
    path: &Path,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    let (id, path) = (path.to(&operation.name), &operation.path);
    let (ty, methods) = (
        imports.get(RUNTIME, "Operation"),
        imports.get(RUNTIME, "Method"),
    );
    let method = Name::spelled(operation.method.to_lowercase()).pascal();
    let auth = (operation.security != model.usual).then(|| {
        // No credentials, no constant that stands for them.
        let module = match &operation.security {
            Security::None | Security::ByHand => TokenStream::new(),
            _ => imports.get("crate::api", "auth"),
        };
        let accepted = accepted(model, &operation.security, &module, imports);
        let security = imports.get(RUNTIME, "Security");
        quote!(auth: #security::AnyOf(#accepted),)
    });
    let server = operation.server.as_ref().map(|server| {
        let some = imports.std("Some");
        quote!(server: #some(#server),)
    });
    let body = body(operation, imports);
    let accept = Some(&operation.answer.accept)
        .filter(|accept| *accept != "application/json")
        .map(|accept| quote!(accept: #accept,));
    let repeat = (operation.repeat == Repeat::Safe).then(|| quote!(safe_to_repeat: true,));
    let base = format_ident!("{}", base(operation.answer.decode));
    quote! {
        name: #id,
        method: #methods::#method,
        path: #path,
        #server
        #auth
        #body
        #accept
        #repeat
        ..#ty::#base
    }
}

fn body(operation: &Operation, imports: &mut Imports) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let ty = imports.get(RUNTIME, "Body");
    let optional = (!body.required).then(|| quote!(.optional()));
    let made = match &body.format {
        Format::Json => quote!(#ty::JSON #optional),
        Format::Form => quote!(#ty::FORM #optional),
        Format::Multipart => quote!(#ty::MULTIPART #optional),
        Format::JsonAs(name) => quote!(#ty::JSON.media_type(#name) #optional),
        Format::Raw(name) => quote!(#ty::raw(#name)),
    };
    let encodings = encodings(body, imports);
    Some(quote!(body: #made #encodings,))
}

/// How fields of a form are encoded, where it is not the default.
fn encodings(body: &Body, imports: &mut Imports) -> Option<TokenStream> {
    let encodings = body.encodings.iter().map(|(key, encoding)| {
        let ty = imports.get(RUNTIME, "Encoding");
        let encoding = match encoding {
            Encoding::Styled(style) => {
                let style = styled(*style, Place::Field, imports);
                quote!(#ty::styled(#style))
            }
            Encoding::MediaType(name) => quote!(#ty::MediaType(#name)),
        };
        quote!((#key, #encoding))
    });
    let encodings: Vec<_> = encodings.collect();
    (!encodings.is_empty()).then(|| quote!(.encoded(&[#(#encodings),*])))
}

/// The base of the constant `OPERATION`: it says how a response is decoded.
fn base(decode: Decode) -> &'static str {
    match decode {
        Decode::Each => "BY_STATUS",
        Decode::Json => "JSON",
        Decode::Optional => "OPTIONAL_JSON",
        Decode::Text => "TEXT",
        Decode::Bytes => "BYTES",
        Decode::Enveloped => "ENVELOPED",
        Decode::OptionalEnveloped => "OPTIONAL_ENVELOPED",
        Decode::Acknowledged => "ENVELOPE_ONLY",
        Decode::Empty => "NO_CONTENT",
    }
}

/// The method of a response that decodes its body.
pub(super) fn reader(decode: Decode) -> &'static str {
    match decode {
        // An enum by status has no forms that are such enums.
        Decode::Each | Decode::Json => "json",
        Decode::Optional => "optional_json",
        Decode::Text => "text",
        Decode::Bytes => "bytes",
        Decode::Enveloped => "enveloped",
        Decode::OptionalEnveloped => "optional_enveloped",
        Decode::Acknowledged => "envelope_only",
        Decode::Empty => "no_content",
    }
}

/// The method that sets a value which may be left out.
fn setter(model: &Model, input: &Input, imports: &mut Imports) -> TokenStream {
    let name = input.name.snake();
    let docs = documented(&told(model, &input.ty, &input.docs), "").outer();
    let deprecated = deprecated(input.docs.deprecated);
    let Setter { ty, put } = input::setter(model, input, imports);
    quote! {
        #docs
        #deprecated
        pub fn #name(self, #name: #ty) -> Self {
            Self(#put)
        }
    }
}

/// What a call does, in a few words and without a full stop, where the
/// specification says it.
pub(super) fn summary(operation: &Operation) -> Option<String> {
    let written = operation
        .summary
        .as_deref()
        .or(operation.description.as_deref());
    let summary = written.and_then(docs::summary)?;
    Some(summary.trim_end_matches('.').to_owned())
}

/// `GET /pets`
pub(super) fn request_line(operation: &Operation) -> String {
    docs::code_span(&format!("{} {}", operation.method, operation.path))
}

fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated = "the specification says so"]))
}
