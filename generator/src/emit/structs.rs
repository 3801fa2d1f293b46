//! Structs: their fields, and how they are made.

use super::imports::Imports;
use super::input::made_of;
use super::prose::documented;
use super::ty::owned;
use super::types::{DEPRECATED, Declared, described, told};
use crate::model::{Access, Field, Model, Shape, Standing, Type, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// A struct with its fields.
pub(super) fn structure(
    model: &Model,
    def: &TypeDef,
    fields: &[Field],
    rest: Option<&Type>,
    imports: &mut Imports,
) -> Declared {
    let (name, docs) = (def.name.pascal(), described(model, def).outer());
    let all_optional = fields.iter().all(|field| field.optional);
    let is_made = def.used.sent || matches!(def.standing, Standing::Head);
    let default = (is_made && all_optional).then(|| quote!(#[derive(Default)]));
    let own: Vec<_> = fields
        .iter()
        .map(|item| field(model, item, imports))
        .collect();
    let rest_field = rest.map(|rest| additional(model, rest, imports));
    let constructor = constructor(model, def, fields, imports);
    let item = quote! {
        #docs
        #default
        pub struct #name {
            #(#own,)*
            #rest_field
        }

        #constructor
    };
    Declared::by(imports.get(RUNTIME, declares(def)), item)
}

/// The macro that says which way a struct travels.
fn declares(def: &TypeDef) -> &'static str {
    match (def.used.received, def.used.sent) {
        (true, false) => "received",
        (false, true) => "sent",
        _ => "object",
    }
}

/// What is to be known of a field that is not always there.
fn access(access: Access) -> Option<String> {
    let text = match access {
        Access::Both => return None,
        Access::ReadOnly => "Read-only: it comes back, and need not be sent.",
        Access::WriteOnly => "Write-only: it is sent, and does not come back.",
    };
    Some(text.to_owned())
}

fn field(model: &Model, field: &Field, imports: &mut Imports) -> TokenStream {
    let name = field.name.snake();
    let docs = documented(&told(model, &field.ty, &field.docs), "")
        .sentence(access(field.access))
        .maybe(field.docs.deprecated.then_some(DEPRECATED))
        .outer();
    let ty = owned(model, &field.ty, imports);
    let key = &field.key;
    let key = (name != key).then(|| quote!(= #key));
    let mark = mark(model, field).map(|mark| quote!(| #mark));
    let ty = if field.optional {
        quote!(Option<#ty>)
    } else {
        ty
    };
    quote! {
        #docs
        pub #name: #ty #key #mark
    }
}

/// What is said of a field that may be `null`: that it has to be there all the same, or that it
/// may be absent, too. Of any other the type says all.
fn mark(model: &Model, field: &Field) -> Option<TokenStream> {
    match (null(model, &field.ty), field.optional) {
        (Null::OfOption, false) => Some(quote!(required)),
        // A mere `Option` would read their `null` as absent.
        (Null::OfOption | Null::OfItsOwn, true) => Some(quote!(nullable)),
        (Null::OfItsOwn, false) | (Null::Never, _) => None,
    }
}

/// How a type holds `null`.
enum Null {
    OfOption,
    OfItsOwn,
    Never,
}

fn null(model: &Model, ty: &Type) -> Null {
    match ty {
        Type::Nullable(_) => Null::OfOption,
        Type::Null | Type::Any => Null::OfItsOwn,
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias { target } | Shape::Wrapper { target } => null(model, target),
            _ => Null::Never,
        },
        _ => Null::Never,
    }
}

/// The properties that have no field of their own.
fn additional(model: &Model, rest: &Type, imports: &mut Imports) -> TokenStream {
    let ty = owned(model, &Type::Map(Box::new(rest.clone())), imports);
    quote!(.. additional_properties: #ty,)
}

/// A struct that is sent and needs values can be made from outside the crate only by a function.
fn constructor(
    model: &Model,
    def: &TypeDef,
    fields: &[Field],
    imports: &mut Imports,
) -> Option<TokenStream> {
    let mut required = fields.iter().filter(|field| !field.optional).peekable();
    if !def.used.sent || required.peek().is_none() {
        return None;
    }
    let given = required.map(|field| {
        let (name, given) = (field.name.snake(), made_of(model, &field.ty, imports));
        quote!(#name(#given))
    });
    let given: Vec<_> = given.collect();
    Some(quote!(pub fn new(#(#given),*);))
}
