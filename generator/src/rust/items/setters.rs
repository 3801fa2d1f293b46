//! The setters of inputs.

use super::arguments::argument_type;
use super::attributes::deprecated;
use super::emitter::Emitter;
use super::field_docs::input_docs;
use super::styles::style_tokens;
use super::type_tokens::type_tokens;
use crate::model::{Input, InputRole, Location, Type};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The method of a builder that sets an input.
pub(super) fn setter(emitter: &mut Emitter, input: &Input) -> TokenStream {
    let name = input.name.snake();
    if input.role == InputRole::WholeBody {
        let ty = argument_type(emitter, &input.ty);
        return quote! {
            /// Sets all properties of the body. Setters that are called later override them.
            pub fn #name(self, body: #ty) -> Self {
                Self(self.0.json(body))
            }
        };
    }
    let is_required = input.role == InputRole::RequiredSetter;
    let of_client = match input.role {
        InputRole::ClientSetter { .. } => emitter.model.client_parameter(input),
        _ => None,
    };
    let overridden = of_client.map(|it| {
        let setter = it.name.snake().to_string();
        let setter = setter.trim_start_matches("r#");
        format!("Overrides [`ClientBuilder::{setter}`](crate::api::ClientBuilder::{setter}).")
    });
    let docs = input_docs(emitter.model, input)
        .sentence(is_required.then(|| "Required.".to_owned()))
        .sentence(overridden)
        .outer();
    let deprecated = deprecated(input.docs.deprecated);
    let Setter { ty, call } = setter_parts(emitter, input);
    quote! {
        #docs
        #deprecated
        pub fn #name(self, #name: #ty) -> Self {
            Self(self.0 #call)
        }
    }
}

/// The type of the argument, and the method call on the request.
struct Setter {
    ty: TokenStream,
    call: TokenStream,
}

fn setter_parts(emitter: &mut Emitter, input: &Input) -> Setter {
    let (name, key) = (input.name.snake(), &input.wire_name);
    let ty = emitter.model.resolve_aliases(&input.ty);
    if let Some(style) = input.style {
        let style = style_tokens(emitter, style, input.location);
        let value = value_type(emitter, without_null(ty));
        return Setter {
            ty: into_option(emitter, &value),
            call: quote!(.styled(#key, #style, #name)),
        };
    }
    let (is_nullable, inner) = match ty {
        Type::Nullable(inner) => (true, emitter.model.resolve_aliases(inner)),
        _ => (false, ty),
    };
    let method = request_method(input.location, inner);
    let value = match method {
        "object_field" => emitter.external("serde_json", "Value"),
        "contents" => emitter.runtime("Contents"),
        _ => value_type(emitter, inner),
    };
    let accepts_null = is_nullable && matches!(method, "field" | "object_field" | "body");
    let prefix = if accepts_null { "nullable_" } else { "" };
    let method = format_ident!("{prefix}{method}");
    let key = (input.location != Location::Body).then(|| quote!(#key,));
    Setter {
        ty: if accepts_null {
            let into_nullable = emitter.runtime("IntoNullable");
            quote!(impl #into_nullable<#value>)
        } else {
            into_option(emitter, &value)
        },
        call: quote!(.#method(#key #name)),
    }
}

/// The method of `Request` that sets an input without a style.
fn request_method(location: Location, ty: &Type) -> &'static str {
    match (location, ty) {
        (Location::Path, _) => "path_override",
        (Location::Query | Location::QueryString, _) => "query",
        (Location::Header | Location::Cookie, _) => "header",
        (Location::BodyField, Type::File) => "file",
        (Location::BodyField, ty) if ty.is_list_of_files() => "files",
        (Location::BodyField, Type::Map(value)) if **value == Type::Any => "object_field",
        (Location::BodyField, _) => "field",
        (Location::Body, Type::Bytes) => "contents",
        (Location::Body, _) => "body",
    }
}

fn into_option(emitter: &mut Emitter, ty: &TokenStream) -> TokenStream {
    let into_option = emitter.runtime("IntoOption");
    quote!(impl #into_option<#ty>)
}

/// The type of the values that a setter takes; the caller does not see a box.
pub(super) fn value_type(emitter: &mut Emitter, ty: &Type) -> TokenStream {
    match ty {
        Type::Boxed(inner) => type_tokens(emitter, inner),
        ty => type_tokens(emitter, ty),
    }
}

fn without_null(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => inner,
        ty => ty,
    }
}
