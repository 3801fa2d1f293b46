//! What a caller gives: how an input is declared, and how it is put into a call.

use super::imports::Imports;
use super::ty::owned;
use crate::model::{Input, Model, Place, Shape, Style, StyleForm, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// The type of an argument: what is cheap to copy by value, the rest by reference.
pub(super) fn argument(model: &Model, ty: &Type, imports: &mut Imports) -> TokenStream {
    match ty {
        Type::Text => quote!(&str),
        Type::Bytes => {
            let bytes = imports.get("crate::runtime", "Bytes");
            quote!(impl Into<#bytes>)
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
        Type::Bytes => {
            let bytes = imports.get("crate::runtime", "Bytes");
            Taken {
                ty: quote!(impl Into<#bytes>),
                made: Some(quote!(#name.into())),
            }
        }
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
pub(super) fn put_argument(model: &Model, input: &Input, imports: &mut Imports) -> TokenStream {
    let name = input.name.snake();
    let is_reference = is_reference(model, &input.ty);
    // A `&str` is no `&dyn Display`, a reference to it is.
    let is_text = matches!(plain(model, &input.ty), Type::Text)
        && input.place != Place::Field
        && input.style.is_none();
    let is_bytes = matches!(plain(model, &input.ty), Type::Bytes);
    let value = if is_bytes {
        quote!(&#name.into())
    } else if is_reference && !is_text {
        quote!(#name)
    } else {
        quote!(&#name)
    };
    put(model, input, &quote!(call), &value, imports)
}

/// The statement that puts a value into a call; `value` is a reference to it.
pub(super) fn put(
    model: &Model,
    input: &Input,
    call: &TokenStream,
    value: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let key = &input.key;
    if let Some(style) = input.style {
        let style = styled(style, input.place, imports);
        return quote!(#call.styled(#key, #style, #value););
    }
    match input.place {
        Place::Path => quote!(#call.path(#key, #value);),
        Place::Query => quote!(#call.set_query(#key, #value);),
        Place::Header => quote!(#call.set_header(#key, #value);),
        Place::Field if *plain(model, &input.ty) == Type::File => {
            quote!(#call.file(#key, #value);)
        }
        Place::Field if *plain(model, &input.ty) == Type::List(Box::new(Type::File)) => quote! {
            for file in #value {
                #call.file(#key, file);
            }
        },
        Place::Field => quote!(#call.field(#key, #value);),
        Place::Body if *plain(model, &input.ty) == Type::Bytes => {
            quote!(#call.set_bytes(#value);)
        }
        Place::Body => quote!(#call.set_body(#value);),
        // A cookie always has a style.
        Place::Cookie => TokenStream::new(),
    }
}

/// A style, in the runtime's words.
fn styled(style: Style, place: Place, imports: &mut Imports) -> TokenStream {
    let module = imports.get("crate::runtime", "style");
    let in_query = |form: TokenStream| {
        if style.reserved {
            quote!(#module::Style::Reserved(#module::Query::#form))
        } else {
            quote!(#module::Style::Query(#module::Query::#form))
        }
    };
    let in_path = |form: TokenStream| quote!(#module::Style::Path(#module::Path::#form));
    match (style.form, place) {
        (StyleForm::Form { explode }, Place::Cookie) => {
            quote!(#module::Style::Cookie { explode: #explode })
        }
        (StyleForm::Simple { explode }, Place::Header) => {
            quote!(#module::Style::Header { explode: #explode })
        }
        (StyleForm::Json, Place::Cookie) => quote!(#module::Style::JsonCookie),
        (StyleForm::Json, Place::Header) => quote!(#module::Style::JsonHeader),
        (StyleForm::Json, Place::Path) => in_path(quote!(Json)),
        (StyleForm::Json, _) => in_query(quote!(Json)),
        (StyleForm::Form { explode }, _) => in_query(quote!(Form { explode: #explode })),
        (StyleForm::Spaces, _) => in_query(quote!(Spaces)),
        (StyleForm::Pipes, _) => in_query(quote!(Pipes)),
        (StyleForm::Deep, _) => in_query(quote!(Deep)),
        (StyleForm::Simple { explode }, _) => in_path(quote!(Simple { explode: #explode })),
        (StyleForm::Label { explode }, _) => in_path(quote!(Label { explode: #explode })),
        (StyleForm::Matrix { explode }, _) => in_path(quote!(Matrix { explode: #explode })),
    }
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
