//! Constructors of request types.

use super::attributes::expect_many_arguments;
use super::emitter::Emitter;
use super::type_tokens::type_tokens;
use crate::model::{Field, Shape, Type, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

/// The constructor of a struct that is sent and has required fields: other crates cannot construct
/// it otherwise, since it is `#[non_exhaustive]` and has no default.
pub(super) fn constructor(
    emitter: &mut Emitter,
    def: &TypeDef,
    fields: &[Field],
    additional_properties: Option<&Type>,
) -> Option<TokenStream> {
    if !def.usage.sent || fields.iter().all(|field| field.optional) {
        return None;
    }
    let name = def.name.pascal();
    let mut parameters = Vec::new();
    let values = fields.iter().map(|field| {
        let name = field.name.snake();
        if !field.optional {
            let Parameter { ty, value } = parameter(emitter, field);
            parameters.push(quote!(#name: #ty));
            return if name == value.to_string() {
                quote!(#name)
            } else {
                quote!(#name: #value)
            };
        }
        let absent = match emitter.model.resolve_aliases(&field.ty) {
            Type::Nullable(_) => {
                let nullable = emitter.runtime("Nullable");
                quote!(#nullable::Absent)
            }
            _ => emitter.std("None"),
        };
        quote!(#name: #absent)
    });
    let values: Vec<_> = values.collect();
    let additional = additional_properties.map(|ty| {
        let map = match ty {
            Type::Any => emitter.external("serde_json", "Map"),
            _ => emitter.import("std::collections", "BTreeMap"),
        };
        quote!(additional_properties: #map::new(),)
    });
    let many_arguments = expect_many_arguments(parameters.len());
    Some(quote! {
        impl #name {
            /// Creates a value with the required properties. All others are absent.
            #[must_use]
            #many_arguments
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values,)* #additional }
            }
        }
    })
}

/// The type of a constructor's parameter, and the field's value made from it.
struct Parameter {
    ty: TokenStream,
    value: TokenStream,
}

fn parameter(emitter: &mut Emitter, field: &Field) -> Parameter {
    let name = field.name.snake();
    let (into, into_iterator) = (emitter.std("Into"), emitter.std("IntoIterator"));
    let (ty, value) = match emitter.model.resolve_aliases(&field.ty) {
        Type::String => {
            let string = emitter.std("String");
            (quote!(impl #into<#string>), quote!(#name.into()))
        }
        Type::Named(id)
            if matches!(
                emitter.model.type_def(*id).shape,
                Shape::Enum { .. } | Shape::IntegerEnum { .. }
            ) =>
        {
            let ty = type_tokens(emitter, &field.ty);
            (quote!(impl #into<#ty>), quote!(#name.into()))
        }
        Type::List(item) if **item == Type::String => {
            let string = emitter.std("String");
            let ty = quote!(impl #into_iterator<Item = impl #into<#string>>);
            (ty, quote!(#name.into_iter().map(#into::into).collect()))
        }
        Type::List(item) => {
            let item = type_tokens(emitter, item);
            let ty = quote!(impl #into_iterator<Item = #item>);
            (ty, quote!(#name.into_iter().collect()))
        }
        Type::Map(value) if matches!(**value, Type::Any | Type::String) => {
            let (string, value) = (emitter.std("String"), type_tokens(emitter, value));
            let ty = quote!(impl #into_iterator<Item = (impl #into<#string>, impl #into<#value>)>);
            let pair = quote!(|(key, value)| (key.into(), value.into()));
            (ty, quote!(#name.into_iter().map(#pair).collect()))
        }
        Type::Nullable(inner) => {
            let into_option = emitter.runtime("IntoOption");
            let inner = type_tokens(emitter, inner);
            (
                quote!(impl #into_option<#inner>),
                quote!(#name.into_option()),
            )
        }
        Type::Boxed(inner) => {
            let boxed = emitter.std("Box");
            (type_tokens(emitter, inner), quote!(#boxed::new(#name)))
        }
        _ => (type_tokens(emitter, &field.ty), quote!(#name)),
    };
    Parameter { ty, value }
}
