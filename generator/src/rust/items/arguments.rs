//! The arguments of the method that starts a call: the required inputs.

use super::emitter::Emitter;
use super::styles::style_tokens;
use super::type_tokens::type_tokens;
use crate::model::{Constant, Input, Location, Shape, Type};
use proc_macro2::{Literal, TokenStream};
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
    let name = input.name.snake();
    let ty = emitter.model.resolve_aliases(&input.ty);
    let reference = match ty {
        Type::Bool | Type::Integer(_) | Type::Float | Type::Null | Type::Nullable(_) => {
            quote!(&#name)
        }
        _ => quote!(#name),
    };
    call_with(emitter, input, ty, &reference)
}

/// The method call on a request that sets an input to its only value.
pub(super) fn constant_call(
    emitter: &mut Emitter,
    input: &Input,
    constant: &Constant,
) -> TokenStream {
    let value = constant_literal(constant);
    let reference = match constant {
        Constant::String(_) => value,
        Constant::Integer(_) | Constant::Bool(_) => quote!(&#value),
    };
    call_with(emitter, input, &input.ty, &reference)
}

/// `"dog"`, `7`, `true`
pub(super) fn constant_literal(constant: &Constant) -> TokenStream {
    match constant {
        Constant::String(text) => quote!(#text),
        Constant::Integer(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(#number)
        }
        Constant::Bool(flag) => quote!(#flag),
    }
}

fn call_with(
    emitter: &mut Emitter,
    input: &Input,
    ty: &Type,
    reference: &TokenStream,
) -> TokenStream {
    let key = &input.wire_name;
    if let Some(style) = input.style {
        let style = style_tokens(emitter, style, input.location);
        return quote!(.required_styled(#key, #style, #reference));
    }
    match input.location {
        Location::Path => quote!(.path(#key, #reference)),
        // A cookie and a whole query always have a style.
        Location::Query | Location::QueryString => quote!(.required_query(#key, #reference)),
        Location::Header | Location::Cookie => quote!(.required_header(#key, #reference)),
        Location::BodyField if *ty == Type::File => quote!(.required_file(#key, #reference)),
        Location::BodyField if ty.is_list_of_files() => quote!(.required_files(#key, #reference)),
        Location::BodyField => quote!(.required_field(#key, #reference)),
        Location::Body if *ty == Type::Bytes => quote!(.required_contents(#reference)),
        Location::Body => quote!(.required_body(#reference)),
    }
}
