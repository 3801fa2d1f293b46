//! Conversions of received types into their request views: `PetInput::from(pet)`.

use super::emitter::Emitter;
use crate::model::{Access, Field, Model, Shape, Type, TypeDef, TypeId, TypeRole, UnionVariant};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

/// The conversion into a request view, if each value of the received type has one: a required
/// write-only property is not received.
pub(super) fn view_conversion(emitter: &mut Emitter, view: &TypeDef) -> Option<TokenStream> {
    let model = emitter.model;
    let received = received_type(view).map(|id| model.type_def(id))?;
    if !is_convertible(model, view, &mut Vec::new()) {
        return None;
    }
    let from = emitter.std("From");
    let (name, received_name) = (view.name.pascal(), received.name.pascal());
    let body = match (&received.shape, &view.shape) {
        (
            Shape::Struct {
                fields: from,
                additional_properties: from_rest,
                keeps_unknown_properties,
            },
            Shape::Struct {
                fields,
                additional_properties: rest,
                ..
            },
        ) => {
            let fields = from.iter().zip(fields);
            let fields = fields.filter(|(_, to)| !to.is_fixed);
            let fields = fields.map(|(from, to)| field(emitter, from, to));
            let fields: Vec<_> = fields.collect();
            let rest = from_rest.iter().zip(rest).map(|(from, to)| {
                let value = quote!(received.additional_properties);
                let value = map(emitter, from, to, value);
                quote!(additional_properties: #value)
            });
            let rest: Vec<_> = rest.collect();
            let unknown = keeps_unknown_properties
                .then(|| quote!(unknown_properties: received.unknown_properties));
            quote!(Self { #(#fields,)* #(#rest)* #unknown })
        }
        (Shape::Union { variants: from, .. }, Shape::Union { variants, tag }) => {
            let variants = from.iter().zip(variants);
            let arms = variants.map(|(from, to)| variant(emitter, &received_name, from, to));
            let arms: Vec<_> = arms.collect();
            let other = tag.is_some();
            let other = other.then(|| quote!(#received_name::Other(value) => Self::Other(value),));
            quote!(match received { #(#arms)* #other })
        }
        _ => return None,
    };
    // All properties may be read-only or constants.
    let argument = if mentions(&body, "received") {
        quote!(received)
    } else {
        quote!(_)
    };
    Some(quote! {
        impl #from<#received_name> for #name {
            fn from(#argument: #received_name) -> Self {
                #body
            }
        }
    })
}

fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}

/// The received type of a request view.
fn received_type(view: &TypeDef) -> Option<TypeId> {
    match &view.role {
        TypeRole::RequestViewOf(Type::Named(id)) => Some(*id),
        _ => None,
    }
}

/// Whether a request view, and each one in it, has a value for each received one.
fn is_convertible(model: &Model, view: &TypeDef, seen: &mut Vec<TypeId>) -> bool {
    let Some(id) = received_type(view) else {
        return false;
    };
    if seen.contains(&id) {
        return true;
    }
    seen.push(id);
    let received = model.type_def(id);
    let mut converts = |from: &Type, to: &Type| type_converts(model, from, to, seen);
    // Modules of types can be switched off by features.
    received.resources.is_superset(&view.resources)
        && match (&received.shape, &view.shape) {
            (
                Shape::Struct {
                    fields: from,
                    additional_properties: from_rest,
                    ..
                },
                Shape::Struct {
                    fields,
                    additional_properties: rest,
                    ..
                },
            ) => {
                let mut fields = from.iter().zip(fields);
                let mut rest = from_rest.iter().zip(rest);
                rest.all(|(from, to)| converts(from, to))
                    && fields.all(|(from, to)| {
                        to.access == Access::ReadOnly
                            || to.is_fixed
                            || (from.optional == to.optional && converts(&from.ty, &to.ty))
                    })
            }
            (Shape::Union { variants: from, .. }, Shape::Union { variants, .. }) => {
                let mut variants = from.iter().zip(variants);
                from.len() == variants.len()
                    && variants.all(|(from, to)| converts(&from.ty, &to.ty))
            }
            _ => false,
        }
}

fn type_converts(model: &Model, from: &Type, to: &Type, seen: &mut Vec<TypeId>) -> bool {
    match (model.resolve_aliases(from), model.resolve_aliases(to)) {
        (from, to) if from == to => true,
        (Type::Boxed(from), Type::Boxed(to))
        | (Type::Nullable(from), Type::Nullable(to))
        | (Type::List(from), Type::List(to))
        | (Type::Map(from), Type::Map(to)) => type_converts(model, from, to, seen),
        (Type::Named(from), Type::Named(to)) => {
            let view = model.type_def(*to);
            received_type(view) == Some(*from) && is_convertible(model, view, seen)
        }
        _ => false,
    }
}

/// A field of the view. Read-only properties are not sent.
fn field(emitter: &mut Emitter, from: &Field, to: &Field) -> TokenStream {
    let (name, from_name) = (to.name.snake(), from.name.snake());
    let model = emitter.model;
    let (from, to_type) = (
        model.resolve_aliases(&from.ty),
        model.resolve_aliases(&to.ty),
    );
    let value = match (from, to_type) {
        (_, Type::Nullable(_)) if to.access == Access::ReadOnly => {
            let nullable = emitter.runtime("Nullable");
            quote!(#nullable::Absent)
        }
        _ if to.access == Access::ReadOnly => emitter.std("None"),
        (from, to_type) if from == to_type => quote!(received.#from_name),
        (Type::Nullable(from), Type::Nullable(to)) => {
            let convert = function(emitter, from, to);
            quote!(received.#from_name.map(#convert))
        }
        (from, to_type) if to.optional => {
            let convert = function(emitter, from, to_type);
            quote!(received.#from_name.map(#convert))
        }
        (from, to_type) => converted(emitter, from, to_type, quote!(received.#from_name)),
    };
    quote!(#name: #value)
}

fn variant(
    emitter: &mut Emitter,
    received: &Ident,
    from: &UnionVariant,
    to: &UnionVariant,
) -> TokenStream {
    let (name, from_name) = (to.name.pascal(), from.name.pascal());
    let value = converted(emitter, &from.ty, &to.ty, quote!(value));
    quote!(#received::#from_name(value) => Self::#name(#value),)
}

/// A value of the received type as a value of the request view.
fn converted(emitter: &mut Emitter, from: &Type, to: &Type, value: TokenStream) -> TokenStream {
    let model = emitter.model;
    match (model.resolve_aliases(from), model.resolve_aliases(to)) {
        (from, to) if from == to => value,
        (Type::Boxed(from), Type::Boxed(to)) => {
            let boxed = emitter.std("Box");
            let value = converted(emitter, from, to, quote!((*#value)));
            quote!(#boxed::new(#value))
        }
        (Type::Nullable(from), Type::Nullable(to)) => {
            let convert = function(emitter, from, to);
            quote!(#value.map(#convert))
        }
        (Type::List(from), Type::List(to)) => {
            let convert = function(emitter, from, to);
            quote!(#value.into_iter().map(#convert).collect())
        }
        (Type::Map(from), Type::Map(to)) => map(emitter, from, to, value),
        _ => quote!(#value.into()),
    }
}

/// A map whose values are converted.
fn map(emitter: &mut Emitter, from: &Type, to: &Type, map: TokenStream) -> TokenStream {
    if from == to {
        return map;
    }
    let value = converted(emitter, from, to, quote!(value));
    quote!(#map.into_iter().map(|(key, value)| (key, #value)).collect())
}

/// The function that converts a value.
fn function(emitter: &mut Emitter, from: &Type, to: &Type) -> TokenStream {
    let model = emitter.model;
    match (model.resolve_aliases(from), model.resolve_aliases(to)) {
        (Type::Named(_), Type::Named(_)) => {
            let into = emitter.std("Into");
            quote!(#into::into)
        }
        (from, to) => {
            let value = converted(emitter, from, to, quote!(value));
            quote!(|value| #value)
        }
    }
}
