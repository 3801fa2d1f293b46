//! The arguments of the method that starts a call: the required inputs.

use super::emitter::Emitter;
use super::styles::style_tokens;
use super::type_tokens::type_tokens;
use crate::model::{Input, Location, Shape, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// The type of an argument: by value if copying is cheap, else a reference.
pub(super) fn argument_type(emitter: &mut Emitter, ty: &Type) -> TokenStream {
    match ty {
        Type::String => quote!(&str),
        Type::Bytes => {
            let (into, contents) = (emitter.std("Into"), emitter.runtime("Contents"));
            quote!(impl #into<#contents>)
        }
        Type::Named(id) => match &emitter.model.type_def(*id).shape {
            Shape::Alias { target } => argument_type(emitter, target),
            _ => {
                let ty = type_tokens(emitter, ty);
                quote!(&#ty)
            }
        },
        Type::List(item) => {
            let item = type_tokens(emitter, item);
            quote!(&[#item])
        }
        Type::Boxed(inner) => argument_type(emitter, inner),
        Type::Any | Type::Map(_) | Type::File | Type::Decimal | Type::DateTime | Type::Date => {
            let ty = type_tokens(emitter, ty);
            quote!(&#ty)
        }
        Type::Nullable(inner) => {
            let (option, inner) = (emitter.std("Option"), argument_type(emitter, inner));
            quote!(#option<#inner>)
        }
        _ => type_tokens(emitter, ty),
    }
}

/// The method call on a request that sets an argument.
pub(super) fn argument_call(emitter: &mut Emitter, input: &Input) -> TokenStream {
    let (name, key) = (input.name.snake(), &input.wire_name);
    let ty = emitter.model.resolve_aliases(&input.ty);
    let reference = match ty {
        Type::Bool | Type::Integer(_) | Type::Float | Type::Null | Type::Nullable(_) => {
            quote!(&#name)
        }
        _ => quote!(#name),
    };
    if let Some(style) = input.style {
        let style = style_tokens(emitter, style, input.location);
        return quote!(.required_styled(#key, #style, #reference));
    }
    match input.location {
        Location::Path => quote!(.path(#key, #name)),
        // A cookie and a whole query always have a style.
        Location::Query | Location::QueryString => quote!(.required_query(#key, #name)),
        Location::Header | Location::Cookie => quote!(.required_header(#key, #name)),
        Location::BodyField if *ty == Type::File => quote!(.required_file(#key, #name)),
        Location::BodyField if ty.is_list_of_files() => quote!(.required_files(#key, #name)),
        Location::BodyField => quote!(.required_field(#key, #reference)),
        Location::Body if *ty == Type::Bytes => quote!(.required_contents(#name)),
        Location::Body => quote!(.required_body(#reference)),
    }
}
