//! One call: its description to the runtime, its builder, and how it is sent.

use super::auth::accepted;
use super::imports::Imports;
use super::input::{Put, argument, given, is_in_place, many, put, put_argument, styled};
use super::mode;
use super::page::page;
use super::prose::{Prose, documented};
use super::resource::Path;
use super::ty::owned;
use super::types::told;
use crate::docs;
use crate::model::{
    Body, Decode, Encoding, Format, Input, Model, Operation, Place, Repeat, Security,
};
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
    let by_place = fill_the_path(operation);
    let arguments = operation.arguments().map(|input| {
        let (name, ty) = (input.name.snake(), argument(model, &input.ty, imports));
        let put = (!by_place || !is_in_place(input)).then(|| {
            let put = put_argument(model, input, imports);
            quote!(= #put)
        });
        quote!(#name: #ty #put)
    });
    let arguments: Vec<_> = arguments.collect();
    let many = many(arguments.len() + 1);
    quote! {
        #docs
        #deprecated
        #many
        pub fn #name(#(#arguments),*) -> #builder;
    }
}

/// Whether the arguments, which stand in the order of the path, fill its places one after another:
/// not so if a value stands in it twice, or needs a style.
fn fill_the_path(operation: &Operation) -> bool {
    let after = operation.path.split('{').skip(1);
    let places = after.filter_map(|rest| Some(rest.split_once('}')?.0));
    let arguments = operation.arguments().filter(|input| is_in_place(input));
    places.eq(arguments.map(|input| input.key.as_str()))
}

/// What the runtime has to know about a call, its builder, and its setters.
pub(super) fn items(
    model: &Model,
    package: &str,
    path: &Path,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    let description = description(model, path, operation, imports);
    let builder = operation.builder.pascal();
    let docs = page(model, package, path, operation).outer();
    let answer = answer(model, operation, imports);
    let mode = mode::declared(model, operation, imports);
    let failure = operation.failure.as_ref();
    let failure = failure.map(|ty| {
        let ty = owned(model, ty, imports);
        quote!(, Fails<#ty>)
    });
    let headers = operation.headers.as_ref();
    let headers = headers.map(|ty| {
        let ty = owned(model, ty, imports);
        quote!(, Headers<#ty>)
    });
    let call = imports.get(RUNTIME, "call");
    let setters: Vec<_> = operation
        .setters()
        .map(|input| setter(model, input, imports))
        .collect();
    quote! {
        #call! {
            #docs
            pub struct #builder(#answer #mode #failure #headers);
            operation: #description;
            #(#setters)*
        }
    }
}

fn answer(model: &Model, operation: &Operation, imports: &mut Imports) -> TokenStream {
    match &operation.answer.ty {
        Some(ty) => owned(model, ty, imports),
        None => quote!(()),
    }
}

/// What the runtime has to know about a call; what is usual is not said.
fn description(
    model: &Model,
    path: &Path,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    let (id, path) = (path.to(&operation.name), &operation.path);
    let answer = answer(model, operation, imports);
    let method = format_ident!("{}", operation.method.to_lowercase());
    let auth = (operation.security != model.usual).then(|| {
        // No credentials, no constant that stands for them.
        let module = match &operation.security {
            Security::None | Security::ByHand => TokenStream::new(),
            _ => imports.get("crate::api", "auth"),
        };
        let accepted = accepted(model, &operation.security, &module, imports);
        quote!(.auth(#accepted))
    });
    let server = operation.server.as_ref();
    let server = server.map(|server| quote!(.server(#server)));
    let body = body(operation, imports);
    let accept = Some(&operation.answer.accept)
        .filter(|accept| *accept != "application/json")
        .map(|accept| quote!(.accept(#accept)));
    let repeat = repeat(operation.repeat, imports);
    let mode = mode::constant(model, operation, imports);
    let new = match operation.answer.decode {
        Decode::Each => quote!(new(#answer::decode)),
        decode => {
            let name = format_ident!("{}", function(decode));
            quote!(#name())
        }
    };
    quote!(#new.#method(#path).named(#id) #server #auth #body #accept #repeat #mode)
}

fn body(operation: &Operation, imports: &mut Imports) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let body_type = imports.get(RUNTIME, "Body");
    let (constant, function) = if body.required {
        ("", "")
    } else {
        ("OPTIONAL_", "optional_")
    };
    let named = |name: &str| format_ident!("{constant}{name}");
    let (json, form, multipart) = (named("JSON"), named("FORM"), named("MULTIPART"));
    let json_as = format_ident!("{function}json_as");
    let made = match &body.format {
        Format::Json => quote!(#body_type::#json),
        Format::Form => quote!(#body_type::#form),
        Format::Multipart => quote!(#body_type::#multipart),
        Format::JsonAs(name) => quote!(#body_type::#json_as(#name)),
        Format::Raw(name) => quote!(#body_type::raw(#name)),
    };
    let encodings = encodings(body, imports);
    Some(quote!(.body(#made) #encodings))
}

/// How fields of a form are written, where it is not as usual.
fn encodings(body: &Body, imports: &mut Imports) -> Option<TokenStream> {
    let encodings = body.encodings.iter().map(|(key, encoding)| {
        let ty = imports.get("crate::runtime", "Encoding");
        let encoding = match encoding {
            Encoding::Styled(style) => {
                let style = styled(*style, Place::Field, imports);
                quote!(#ty::styled(#style))
            }
            Encoding::MediaType(media_type) => quote!(#ty::MediaType(#media_type)),
        };
        quote!((#key, #encoding))
    });
    let encodings: Vec<_> = encodings.collect();
    (!encodings.is_empty()).then(|| quote!(.encoded(&[#(#encodings),*])))
}

fn repeat(repeat: Repeat, imports: &mut Imports) -> Option<TokenStream> {
    match repeat {
        Repeat::ByMethod => None,
        Repeat::Safe => {
            let repeat_type = imports.get(RUNTIME, "Repeat");
            Some(quote!(.repeat(#repeat_type::Safe)))
        }
    }
}

/// The function of the runtime's `decode` that reads an answer.
pub(super) fn function(decode: Decode) -> &'static str {
    match decode {
        // Its own type reads it, by functions of these names.
        Decode::Each | Decode::Json => "json",
        Decode::Optional => "optional",
        Decode::Text => "text",
        Decode::Bytes => "bytes",
        Decode::Enveloped => "enveloped",
        Decode::OptionalEnveloped => "optional_enveloped",
        Decode::Acknowledged => "acknowledged",
        Decode::Empty => "empty",
    }
}

/// How a value that may be left out is put into a call: what is taken, and the method that puts it.
fn setter(model: &Model, input: &Input, imports: &mut Imports) -> TokenStream {
    let name = input.name.snake();
    let docs = documented(&told(model, &input.ty, &input.docs), "").outer();
    let deprecated = deprecated(input.docs.deprecated);
    let given = given(model, &input.ty, imports);
    let Put { method, before } = put(model, input, imports);
    quote! {
        #docs
        #deprecated
        pub fn #name(#given) = #method(#(#before),*);
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
