//! What a caller gives: how an input is declared, and how it is put into a call.

use super::imports::Imports;
use super::ty::owned;
use crate::model::{Input, Model, Place, Shape, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// The type of an argument: what is cheap to copy by value, the rest by reference.
pub(super) fn argument(model: &Model, ty: &Type, imports: &mut Imports) -> TokenStream {
    match ty {
        Type::Text => quote!(&str),
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias { target } => argument(model, target, imports),
            _ => {
                let ty = owned(model, ty, imports);
                quote!(&#ty)
            }
        },
        Type::List(item) => {
            let item = owned(model, item, imports);
            quote!(&[#item])
        }
        Type::Any | Type::Map(_) | Type::Boxed(_) => {
            let ty = owned(model, ty, imports);
            quote!(&#ty)
        }
        Type::Nullable(inner) => {
            let inner = argument(model, inner, imports);
            quote!(Option<#inner>)
        }
        _ => owned(model, ty, imports),
    }
}

/// How a setter takes its value: its type, and how the value of the declared
/// type is made of it where it is of another.
pub(super) struct Taken {
    pub(super) ty: TokenStream,
    pub(super) made: Option<TokenStream>,
}

/// How a setter takes a value, which it calls `name`.
pub(super) fn taken(model: &Model, ty: &Type, name: &TokenStream, imports: &mut Imports) -> Taken {
    match ty {
        Type::Text => Taken {
            ty: quote!(impl Into<String>),
            made: Some(quote!(#name.into())),
        },
        Type::Map(value) if **value == Type::Any => {
            let any = imports.get("serde_json", "Value");
            Taken {
                ty: quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#any>)>),
                made: Some(
                    quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
                ),
            }
        }
        Type::List(item) if **item == Type::Text => Taken {
            ty: quote!(impl IntoIterator<Item = impl Into<String>>),
            made: Some(quote!(#name.into_iter().map(Into::into).collect())),
        },
        Type::List(item) => {
            let item = owned(model, item, imports);
            Taken {
                ty: quote!(impl IntoIterator<Item = #item>),
                made: Some(quote!(#name.into_iter().collect())),
            }
        }
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias { target } => taken(model, target, name, imports),
            _ => as_it_is(model, ty, imports),
        },
        _ => as_it_is(model, ty, imports),
    }
}

fn as_it_is(model: &Model, ty: &Type, imports: &mut Imports) -> Taken {
    Taken {
        ty: owned(model, ty, imports),
        made: None,
    }
}

/// The statement that puts an argument into a call.
pub(super) fn put_argument(model: &Model, input: &Input) -> TokenStream {
    let name = input.name.snake();
    let is_reference = is_reference(model, &input.ty);
    // A `&str` is no `&dyn Display`, a reference to it is.
    let is_text = matches!(plain(model, &input.ty), Type::Text) && input.place != Place::Field;
    let value = if is_reference && !is_text {
        quote!(#name)
    } else {
        quote!(&#name)
    };
    put(model, input, &quote!(call), &value)
}

/// The statement that puts a value into a call; `value` is a reference to it.
pub(super) fn put(
    model: &Model,
    input: &Input,
    call: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let key = &input.key;
    match input.place {
        Place::Path => quote!(#call.path(#key, #value);),
        Place::Query if matches!(plain(model, &input.ty), Type::List(_)) => quote! {
            for item in #value {
                #call.set_query(#key, item);
            }
        },
        Place::Query => quote!(#call.set_query(#key, #value);),
        Place::Header => quote!(#call.set_header(#key, #value);),
        Place::Field => quote!(#call.field(#key, #value);),
        Place::Body => quote!(#call.set_body(#value);),
    }
}

/// Whether an argument of this type is a reference.
fn is_reference(model: &Model, ty: &Type) -> bool {
    matches!(
        plain(model, ty),
        Type::Text | Type::List(_) | Type::Any | Type::Map(_) | Type::Boxed(_) | Type::Named(_)
    )
}

/// The type behind aliases.
pub(super) fn plain<'m>(model: &'m Model, ty: &'m Type) -> &'m Type {
    match ty {
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias { target } => plain(model, target),
            _ => ty,
        },
        _ => ty,
    }
}
