//! What a caller gives: how an input is declared, and how it is put into a request.

use super::imports::Imports;
use super::ty::owned;
use crate::model::{Input, Model, Place, Shape, Style, StyleForm, Type};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

const RUNTIME: &str = "crate::runtime";

/// The type of an argument: what is cheap to copy by value, the rest by reference.
pub(super) fn argument(model: &Model, ty: &Type, imports: &mut Imports) -> TokenStream {
    match ty {
        Type::Text => quote!(&str),
        Type::Bytes => {
            let (into, contents) = (imports.std("Into"), imports.get(RUNTIME, "Contents"));
            quote!(impl #into<#contents>)
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
        Type::Boxed(inner) => argument(model, inner, imports),
        Type::Any | Type::Map(_) | Type::File => {
            let ty = owned(model, ty, imports);
            quote!(&#ty)
        }
        Type::Nullable(inner) => {
            let (option, inner) = (imports.std("Option"), argument(model, inner, imports));
            quote!(#option<#inner>)
        }
        _ => owned(model, ty, imports),
    }
}

/// The method call that puts an argument into a request.
pub(super) fn put_argument(model: &Model, input: &Input, imports: &mut Imports) -> TokenStream {
    let (name, key) = (input.name.snake(), &input.key);
    let ty = plain(model, &input.ty);
    let by_reference = match ty {
        Type::Bool | Type::Integer(_) | Type::Float | Type::Instant | Type::Date | Type::Null => {
            quote!(&#name)
        }
        Type::Nullable(_) => quote!(&#name),
        _ => quote!(#name),
    };
    if let Some(style) = input.style {
        let style = styled(style, input.place, imports);
        return quote!(.required_styled(#key, #style, #by_reference));
    }
    match input.place {
        Place::Path => quote!(.path(#key, #name)),
        Place::Query => quote!(.required_query(#key, #name)),
        // A cookie always has a style.
        Place::Header | Place::Cookie => quote!(.required_header(#key, #name)),
        Place::Field if *ty == Type::File => quote!(.required_file(#key, #name)),
        Place::Field if is_files(ty) => quote!(.required_files(#key, #name)),
        Place::Field => quote!(.required_field(#key, #by_reference)),
        Place::Body if *ty == Type::Bytes => quote!(.required_contents(#name)),
        Place::Body => quote!(.required_body(#by_reference)),
    }
}

/// A setter: the type of what it takes, and the expression that puts that into the request
/// `self.0`.
pub(super) struct Setter {
    pub(super) ty: TokenStream,
    pub(super) put: TokenStream,
}

/// How a value is put into a request that may be left out.
pub(super) fn setter(model: &Model, input: &Input, imports: &mut Imports) -> Setter {
    let (name, key) = (input.name.snake(), &input.key);
    let ty = plain(model, &input.ty);
    if let Some(style) = input.style {
        let (style, ty) = (
            styled(style, input.place, imports),
            taken(model, without_null(ty), imports),
        );
        return Setter {
            ty: optional(&ty, imports),
            put: quote!(self.0.styled(#key, #style, #name)),
        };
    }
    let (is_nullable, inner) = match ty {
        Type::Nullable(inner) => (true, plain(model, inner)),
        _ => (false, ty),
    };
    let method = match (input.place, inner) {
        (Place::Path, _) => "path",
        (Place::Query, _) => "query",
        (Place::Header | Place::Cookie, _) => "header",
        (Place::Field, Type::File) => "file",
        (Place::Field, inner) if is_files(inner) => "files",
        (Place::Field, Type::Map(value)) if **value == Type::Any => "object_field",
        (Place::Field, _) => "field",
        (Place::Body, Type::Bytes) => "contents",
        (Place::Body, _) => "body",
    };
    let taken = match (method, inner) {
        ("object_field", _) => imports.reexported("serde_json", "Value"),
        ("contents", _) => imports.get(RUNTIME, "Contents"),
        _ => taken(model, inner, imports),
    };
    let may_be_null = is_nullable && matches!(method, "field" | "object_field" | "body");
    let method = if may_be_null {
        format_ident!("nullable_{method}")
    } else {
        format_ident!("{method}")
    };
    let key = (input.place != Place::Body).then(|| quote!(#key,));
    Setter {
        ty: if may_be_null {
            let into = imports.get(RUNTIME, "IntoNullable");
            quote!(impl #into<#taken>)
        } else {
            optional(&taken, imports)
        },
        put: quote!(self.0.#method(#key #name)),
    }
}

fn optional(ty: &TokenStream, imports: &mut Imports) -> TokenStream {
    let into = imports.get(RUNTIME, "IntoOption");
    quote!(impl #into<#ty>)
}

/// The type whose values a setter takes: a box is no matter of its caller.
fn taken(model: &Model, ty: &Type, imports: &mut Imports) -> TokenStream {
    match ty {
        Type::Boxed(inner) => owned(model, inner, imports),
        ty => owned(model, ty, imports),
    }
}

fn without_null(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => inner,
        ty => ty,
    }
}

fn is_files(ty: &Type) -> bool {
    matches!(ty, Type::List(item) if **item == Type::File)
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
        (StyleForm::Spaces, _) => ("SPACE_DELIMITED", false),
        (StyleForm::Pipes, _) => ("PIPE_DELIMITED", false),
        (StyleForm::Deep, _) => ("DEEP_OBJECT", false),
        (StyleForm::Simple { explode }, _) => ("SIMPLE", explode),
        (StyleForm::Label { explode }, _) => ("LABEL", explode),
        (StyleForm::Matrix { explode }, _) => ("MATRIX", explode),
    };
    let name = format_ident!("{name}{}", if explode { "_EXPLODED" } else { "" });
    let styles = imports.get(RUNTIME, "Style");
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

/// What a function of so many arguments says of them, if they are more than clippy accepts by
/// default.
pub(super) fn many(arguments: usize) -> Option<TokenStream> {
    (arguments > 7).then(|| {
        quote!(#[expect(clippy::too_many_arguments, reason = "the specification requires all of them")])
    })
}
