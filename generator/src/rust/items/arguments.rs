//! The arguments of the method that starts a call: the required inputs.

use super::emitter::Emitter;
use super::styles::style_tokens;
use super::type_tokens::type_tokens;
use crate::model::{Constant, Input, Location, Model, Shape, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The type of an argument: what converts into an enum, a value if copying is cheap, else a
/// reference.
pub(super) fn argument_type(emitter: &mut Emitter, ty: &Type) -> TokenStream {
    if !is_converted(emitter.model, ty) {
        return reference_type(emitter, ty);
    }
    let (into, ty) = (emitter.std("Into"), type_tokens(emitter, ty));
    quote!(impl #into<#ty>)
}

/// Whether an argument is converted into its type: a string into an enum, the content of a variant
/// into a union.
pub(super) fn is_converted(model: &Model, ty: &Type) -> bool {
    let Type::Named(id) = model.resolve_aliases(ty) else {
        return false;
    };
    let shape = &model.type_def(*id).shape;
    matches!(
        shape,
        Shape::Enum { .. } | Shape::IntegerEnum { .. } | Shape::Union { .. }
    )
}

/// The conversion of an argument into its type, as a statement.
pub(super) fn conversion(emitter: &mut Emitter, input: &Input) -> Option<TokenStream> {
    is_converted(emitter.model, &input.ty).then(|| {
        let (name, ty) = (input.name.snake(), type_tokens(emitter, &input.ty));
        quote!(let #name: #ty = #name.into();)
    })
}

/// A value if copying is cheap, else a reference.
fn reference_type(emitter: &mut Emitter, ty: &Type) -> TokenStream {
    match ty {
        Type::String => quote!(&str),
        Type::Bytes => {
            let (into, contents) = (emitter.std("Into"), emitter.runtime("Contents"));
            quote!(impl #into<#contents>)
        }
        Type::Named(id) => match &emitter.model.type_def(*id).shape {
            Shape::Alias { target } => reference_type(emitter, target),
            _ => {
                let ty = type_tokens(emitter, ty);
                quote!(&#ty)
            }
        },
        Type::List(item) => {
            let item = type_tokens(emitter, item);
            quote!(&[#item])
        }
        Type::Boxed(inner) => reference_type(emitter, inner),
        Type::Any | Type::Map(_) | Type::File | Type::Decimal | Type::DateTime | Type::Date => {
            let ty = type_tokens(emitter, ty);
            quote!(&#ty)
        }
        Type::Nullable(inner) => {
            let (option, inner) = (emitter.std("Option"), reference_type(emitter, inner));
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
        ty if is_converted(emitter.model, ty) => quote!(&#name),
        Type::Bool | Type::Integer(_) | Type::Float | Type::Null | Type::Nullable(_) => {
            quote!(&#name)
        }
        _ => quote!(#name),
    };
    call_with(emitter, input, ty, &quote!(#name), &reference)
}

/// The method call on a request that sets an input to its only value.
pub(super) fn constant_call(
    emitter: &mut Emitter,
    input: &Input,
    constant: &Constant,
) -> TokenStream {
    let value = constant_literal(constant);
    let reference = match constant {
        Constant::String(_) => value.clone(),
        Constant::Integer(_) | Constant::Bool(_) => quote!(&#value),
    };
    call_with(emitter, input, &input.ty, &value, &reference)
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
    value: &TokenStream,
    reference: &TokenStream,
) -> TokenStream {
    let key = &input.wire_name;
    if let Some(style) = input.style {
        let style = style_tokens(emitter, style, input.location);
        return quote!(.required_styled(#key, #style, #reference));
    }
    match input.location {
        Location::Path => quote!(.path(#key, #value)),
        // A cookie and a whole query always have a style.
        Location::Query | Location::QueryString => quote!(.required_query(#key, #value)),
        Location::Header | Location::Cookie => quote!(.required_header(#key, #value)),
        Location::BodyField if *ty == Type::File => quote!(.required_file(#key, #value)),
        Location::BodyField if ty.is_list_of_files() => quote!(.required_files(#key, #value)),
        Location::BodyField => quote!(.required_field(#key, #reference)),
        Location::Body if *ty == Type::Bytes => quote!(.required_contents(#value)),
        Location::Body => quote!(.required_body(#reference)),
    }
}
