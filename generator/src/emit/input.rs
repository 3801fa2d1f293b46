//! What a caller gives: how an input is declared, and how it is put into a call.

use super::imports::Imports;
use super::ty::owned;
use crate::model::{Input, Model, Place, Shape, Style, StyleForm, Type};
use proc_macro2::{Ident, TokenStream};
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

/// Whether a value goes into the path by its place there.
pub(super) fn is_in_place(input: &Input) -> bool {
    input.place == Place::Path && input.style.is_none()
}

/// How an argument is put into a call: the method that takes it, and what that takes before.
pub(super) fn put_argument(model: &Model, input: &Input, imports: &mut Imports) -> TokenStream {
    let Put { method, before } = put(model, input, imports);
    if is_file(model, input) {
        // It is given by reference.
        quote!(add_file(#(#before),*))
    } else {
        quote!(#method(#(#before),*))
    }
}

/// What a constructor takes for a field, in the words of the runtime's `object!`. A file is a
/// value there as any other.
pub(super) fn made_of(model: &Model, ty: &Type, imports: &mut Imports) -> TokenStream {
    match plain(model, ty) {
        Type::File => owned(model, ty, imports),
        Type::List(item) if **item == Type::File => {
            let item = owned(model, item, imports);
            quote!(list<#item>)
        }
        _ => given(model, ty, imports),
    }
}

/// What a setter takes, in the words of the runtime's `call!`.
pub(super) fn given(model: &Model, ty: &Type, imports: &mut Imports) -> TokenStream {
    match plain(model, ty) {
        Type::Text => quote!(text),
        Type::Bytes => quote!(contents),
        Type::File => quote!(file),
        Type::Map(value) if **value == Type::Any => quote!(map),
        Type::Map(value) if **value == Type::Text => quote!(text_map),
        Type::List(item) => match **item {
            Type::Text => quote!(texts),
            Type::File => quote!(files),
            _ => {
                let item = owned(model, item, imports);
                quote!(list<#item>)
            }
        },
        _ => owned(model, ty, imports),
    }
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

/// The method of a call that takes a value, and what it takes before that.
pub(super) struct Put {
    pub(super) method: Ident,
    pub(super) before: Vec<TokenStream>,
}

/// How a value is put into a call.
pub(super) fn put(model: &Model, input: &Input, imports: &mut Imports) -> Put {
    let key = &input.key;
    let style = input.style.map(|style| styled(style, input.place, imports));
    let is_styled = style.is_some();
    let method = match input.place {
        _ if is_styled => "set_styled",
        Place::Path => "set_path",
        Place::Query => "set_query",
        // A cookie always has a style.
        Place::Header | Place::Cookie => "set_header",
        Place::Field if is_file(model, input) || is_files(model, input) => "add_files",
        Place::Field => "set_field",
        Place::Body if is_whole_bytes(model, input) => "set_contents",
        Place::Body => "set_body",
    };
    let key = (input.place != Place::Body).then(|| quote!(#key));
    Put {
        method: format_ident!("{method}"),
        before: key.into_iter().chain(style).collect(),
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

/// What a function of so many arguments says of them, if they are more than clippy takes unasked.
pub(super) fn many(arguments: usize) -> Option<TokenStream> {
    (arguments > 7).then(|| {
        quote!(#[expect(clippy::too_many_arguments, reason = "the specification requires all of them")])
    })
}
