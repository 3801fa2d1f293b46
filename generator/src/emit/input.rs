//! What a caller gives: how an input is declared, and how it is put into a call.

use super::imports::Imports;
use super::ty::owned;
use crate::model::{Input, Model, Place, Shape, Style, StyleForm, Type};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The type of an argument: what is cheap to copy by value, the rest by reference.
pub(super) fn argument(model: &Model, ty: &Type, imports: &mut Imports) -> TokenStream {
    match ty {
        Type::Text => quote!(&str),
        Type::Bytes => {
            let contents = imports.get("crate::runtime", "Contents");
            quote!(impl Into<#contents>)
        }
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
        Type::Any | Type::Map(_) | Type::Boxed(_) | Type::File => {
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

/// How a value is taken: its type, and how the value of the declared type is
/// made of it where it is of another.
pub(super) struct Taken {
    pub(super) ty: TokenStream,
    pub(super) made: Option<TokenStream>,
    /// The function of the runtime's `given` that makes it.
    pub(super) given: Option<&'static str>,
}

/// How a setter takes a value, which it calls `name`.
pub(super) fn taken(model: &Model, ty: &Type, name: &TokenStream, imports: &mut Imports) -> Taken {
    match ty {
        Type::Text => Taken {
            ty: quote!(impl Into<String>),
            made: Some(quote!(#name.into())),
            given: Some("text"),
        },
        Type::Map(value) if **value == Type::Any => {
            let any = imports.get("serde_json", "Value");
            Taken {
                ty: quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#any>)>),
                made: Some(
                    quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
                ),
                given: Some("map"),
            }
        }
        Type::Map(value) if **value == Type::Text => Taken {
            ty: quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>),
            made: Some(
                quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
            ),
            given: Some("text_map"),
        },
        Type::List(item) if **item == Type::Text => Taken {
            ty: quote!(impl IntoIterator<Item = impl Into<String>>),
            made: Some(quote!(#name.into_iter().map(Into::into).collect())),
            given: Some("texts"),
        },
        Type::List(item) => {
            let item = owned(model, item, imports);
            Taken {
                ty: quote!(impl IntoIterator<Item = #item>),
                made: Some(quote!(#name.into_iter().collect())),
                given: Some("list"),
            }
        }
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias { target } => taken(model, target, name, imports),
            _ => as_it_is(model, ty, imports),
        },
        Type::Bytes => {
            let contents = imports.get("crate::runtime", "Contents");
            Taken {
                ty: quote!(impl Into<#contents>),
                made: Some(quote!(#name.into())),
                given: None,
            }
        }
        _ => as_it_is(model, ty, imports),
    }
}

fn as_it_is(model: &Model, ty: &Type, imports: &mut Imports) -> Taken {
    Taken {
        ty: owned(model, ty, imports),
        made: None,
        given: None,
    }
}

/// Whether a value goes into the path by its place there.
pub(super) fn is_in_place(input: &Input) -> bool {
    input.place == Place::Path && input.style.is_none()
}

/// A reference to an argument, as something that can be displayed.
pub(super) fn displayed(model: &Model, input: &Input) -> TokenStream {
    let name = input.name.snake();
    // A `&str` is no `&dyn Display`, a reference to it is.
    let is_text = matches!(plain(model, &input.ty), Type::Text);
    if is_reference(model, &input.ty) && !is_text {
        quote!(#name)
    } else {
        quote!(&#name)
    }
}

/// How an argument is put into a call: a method in the chain.
pub(super) fn put_argument(model: &Model, input: &Input, imports: &mut Imports) -> TokenStream {
    let name = input.name.snake();
    let value = match plain(model, &input.ty) {
        Type::File => quote!(std::slice::from_ref(#name)),
        _ => quote!(#name),
    };
    put(model, input, &value, imports)
}

/// How a setter puts what it takes into a call: a method in the chain.
pub(super) fn put_given(
    model: &Model,
    input: &Input,
    value: &TokenStream,
    taken: &Taken,
    imports: &mut Imports,
) -> TokenStream {
    let value = match taken.given {
        Some(how) => {
            let (given, how) = (
                imports.get("crate::runtime", "given"),
                format_ident!("{how}"),
            );
            quote!(#given::#how(#value))
        }
        None => value.clone(),
    };
    let value = if is_file(model, input) {
        quote!(&[#value])
    } else if is_files(model, input) {
        quote!(&#value)
    } else {
        value
    };
    put(model, input, &value, imports)
}

fn is_whole_bytes(model: &Model, input: &Input) -> bool {
    input.place == Place::Body && *plain(model, &input.ty) == Type::Bytes
}

fn is_file(model: &Model, input: &Input) -> bool {
    input.place == Place::Field && *plain(model, &input.ty) == Type::File
}

fn is_files(model: &Model, input: &Input) -> bool {
    input.place == Place::Field && *plain(model, &input.ty) == Type::List(Box::new(Type::File))
}

fn put(model: &Model, input: &Input, value: &TokenStream, imports: &mut Imports) -> TokenStream {
    let key = &input.key;
    if let Some(style) = input.style {
        let style = styled(style, input.place, imports);
        return quote!(.set_styled(#key, #style, #value));
    }
    match input.place {
        Place::Path => quote!(.set_path(#key, #value)),
        Place::Query => quote!(.set_query(#key, #value)),
        Place::Header => quote!(.set_header(#key, #value)),
        Place::Field if is_file(model, input) || is_files(model, input) => {
            quote!(.add_files(#key, #value))
        }
        Place::Field => quote!(.set_field(#key, #value)),
        Place::Body if is_whole_bytes(model, input) => quote!(.set_contents(#value)),
        Place::Body => quote!(.set_body(#value)),
        // A cookie always has a style.
        Place::Cookie => TokenStream::new(),
    }
}

/// A style, in the runtime's words.
pub(super) fn styled(style: Style, place: Place, imports: &mut Imports) -> TokenStream {
    let (name, explode) = match (style.form, place) {
        (StyleForm::Form { explode }, Place::Cookie) => ("COOKIE", explode),
        (StyleForm::Simple { explode }, Place::Header) => ("HEADER", explode),
        (StyleForm::Json, Place::Cookie) => ("COOKIE_JSON", false),
        (StyleForm::Json, Place::Header) => ("HEADER_JSON", false),
        (StyleForm::Json, Place::Path) => ("PATH_JSON", false),
        (StyleForm::Json, _) => ("JSON", false),
        (StyleForm::Form { explode }, _) => ("FORM", explode),
        (StyleForm::Spaces, _) => ("SPACES", false),
        (StyleForm::Pipes, _) => ("PIPES", false),
        (StyleForm::Deep, _) => ("DEEP", false),
        (StyleForm::Simple { explode }, _) => ("SIMPLE", explode),
        (StyleForm::Label { explode }, _) => ("LABEL", explode),
        (StyleForm::Matrix { explode }, _) => ("MATRIX", explode),
    };
    let name = format_ident!("{name}{}", if explode { "_EXPLODED" } else { "" });
    let styles = imports.get("crate::runtime", "Style");
    let reserved = style.reserved.then(|| quote!(.reserved()));
    quote!(#styles::#name #reserved)
}

/// Whether an argument of this type is a reference.
fn is_reference(model: &Model, ty: &Type) -> bool {
    matches!(
        plain(model, ty),
        Type::Text
            | Type::List(_)
            | Type::Any
            | Type::Map(_)
            | Type::Boxed(_)
            | Type::File
            | Type::Named(_)
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
