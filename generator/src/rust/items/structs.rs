//! Structs: their fields, and how they are made.

use super::imports::Imports;
use super::input::{many, plain};
use super::prose::documented;
use super::ty::owned;
use super::types::{DEPRECATED, described, direction, told};
use super::{Item, Leaf};
use crate::model::{Access, Field, Model, Shape, Type, TypeDef, TypeRole};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// The field for the properties that have no field of their own.
const REST: &str = "additional_properties";

/// A struct with its fields.
pub(super) fn structure(
    model: &Model,
    def: &TypeDef,
    fields: &[Field],
    rest: Option<&Type>,
    imports: &mut Imports,
) -> Vec<Item> {
    let (name, docs) = (def.name.pascal(), described(model, def).outer());
    let is_head = matches!(def.role, TypeRole::Headers);
    let all_optional = fields.iter().all(|field| field.optional);
    let derives = if all_optional && (def.usage.sent || is_head) {
        quote!(#[derive(Clone, Debug, Default, PartialEq)])
    } else {
        quote!(#[derive(Clone, Debug, PartialEq)])
    };
    let own: Vec<_> = fields
        .iter()
        .map(|item| field(model, item, imports))
        .collect();
    let rest_field = rest.map(|rest| additional(model, rest, imports));
    let constructor = constructor(model, def, fields, rest, imports);
    let item = quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#own,)*
            #rest_field
        }

        #constructor
    };
    let entries = fields.iter().map(|field| entry(model, field, is_head));
    let rest = rest.map(|_| format!("..{REST}"));
    let entries = Some(entries.chain(rest).collect());
    let leaf = if is_head {
        Leaf {
            name: "response_headers",
            head: name.to_string(),
            entries,
        }
    } else {
        Leaf {
            name: "json_object",
            head: format!("{} {name}", direction(def)),
            entries,
        }
    };
    imports.get(RUNTIME, leaf.name);
    vec![item.into(), Item::Leaf(leaf)]
}

/// A remark on a field that is not part of a value in both directions.
fn access(access: Access) -> Option<String> {
    let text = match access {
        Access::ReadWrite => return None,
        Access::ReadOnly => "Read-only: it is received, and need not be sent.",
        Access::WriteOnly => "Write-only: it is sent, and not received.",
    };
    Some(text.to_owned())
}

fn field(model: &Model, field: &Field, imports: &mut Imports) -> TokenStream {
    let name = field.name.snake();
    let docs = documented(&told(model, &field.ty, &field.docs), "")
        .sentence(access(field.access))
        .maybe(field.docs.deprecated.then_some(DEPRECATED))
        .outer();
    let ty = field_type(model, field, imports);
    quote! {
        #docs
        pub #name: #ty
    }
}

fn field_type(model: &Model, field: &Field, imports: &mut Imports) -> TokenStream {
    match (field.optional, plain(model, &field.ty)) {
        (true, Type::Nullable(inner)) => {
            let (nullable, inner) = (
                imports.get(RUNTIME, "Nullable"),
                owned(model, inner, imports),
            );
            quote!(#nullable<#inner>)
        }
        (true, _) => {
            let (option, ty) = (imports.std("Option"), owned(model, &field.ty, imports));
            quote!(#option<#ty>)
        }
        (false, _) => owned(model, &field.ty, imports),
    }
}

/// A field in the list of a leaf macro: `is_tame = "isTame" (required)`. The name of a header is
/// always spelled out.
fn entry(model: &Model, field: &Field, is_header: bool) -> String {
    let name = field.name.snake().to_string();
    let key = if name == field.key && !is_header {
        String::new()
    } else {
        format!(" = {}", Literal::string(&field.key))
    };
    let mark = match (null(model, &field.ty), field.optional) {
        (Null::OfOption, false) => " (required)",
        // The type of the field tells absent and null apart.
        _ if matches!(plain(model, &field.ty), Type::Nullable(_)) => "",
        // A mere `Option` would read their `null` as absent.
        (Null::OfOption | Null::OfItsOwn, true) => " (nullable)",
        (Null::OfItsOwn, false) | (Null::Never, _) => "",
    };
    format!("{name}{key}{mark}")
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
            Shape::Alias { target } | Shape::Newtype { target } => null(model, target),
            _ => Null::Never,
        },
        _ => Null::Never,
    }
}

/// The properties that have no field of their own.
fn additional(model: &Model, rest: &Type, imports: &mut Imports) -> TokenStream {
    let ty = owned(model, &Type::Map(Box::new(rest.clone())), imports);
    quote! {
        #[doc = " The properties that have no field of their own."]
        pub additional_properties: #ty,
    }
}

/// A struct that is sent and needs values can be made from outside the crate only by a function.
fn constructor(
    model: &Model,
    def: &TypeDef,
    fields: &[Field],
    rest: Option<&Type>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    if !def.usage.sent || fields.iter().all(|field| field.optional) {
        return None;
    }
    let name = def.name.pascal();
    let mut given = Vec::new();
    let values = fields.iter().map(|field| {
        let name = field.name.snake();
        if !field.optional {
            let Made { ty, value } = made(model, field, imports);
            given.push(quote!(#name: #ty));
            let is_same = name == value.to_string();
            return if is_same {
                quote!(#name)
            } else {
                quote!(#name: #value)
            };
        }
        let absent = match plain(model, &field.ty) {
            Type::Nullable(_) => {
                let nullable = imports.get(RUNTIME, "Nullable");
                quote!(#nullable::Absent)
            }
            _ => imports.std("None"),
        };
        quote!(#name: #absent)
    });
    let values: Vec<_> = values.collect();
    let rest = rest.map(|rest| {
        let map = match rest {
            Type::Any => imports.reexported("serde_json", "Map"),
            _ => imports.get("std::collections", "BTreeMap"),
        };
        quote!(additional_properties: #map::new(),)
    });
    let many = many(given.len());
    Some(quote! {
        impl #name {
            /// Makes a value of the required properties; the others are absent.
            #[must_use]
            #many
            pub fn new(#(#given),*) -> Self {
                Self { #(#values,)* #rest }
            }
        }
    })
}

/// What a constructor takes for a required field, and how that becomes the field's value.
struct Made {
    ty: TokenStream,
    value: TokenStream,
}

fn made(model: &Model, field: &Field, imports: &mut Imports) -> Made {
    let name = field.name.snake();
    let (into, items) = (imports.std("Into"), imports.std("IntoIterator"));
    let (ty, value) = match plain(model, &field.ty) {
        Type::String => {
            let string = imports.std("String");
            (quote!(impl #into<#string>), quote!(#name.into()))
        }
        Type::Named(id) if matches!(model.type_def(*id).shape, Shape::Enum { .. }) => {
            let ty = owned(model, &field.ty, imports);
            (quote!(impl #into<#ty>), quote!(#name.into()))
        }
        Type::List(item) if **item == Type::String => {
            let string = imports.std("String");
            let ty = quote!(impl #items<Item = impl #into<#string>>);
            (ty, quote!(#name.into_iter().map(#into::into).collect()))
        }
        Type::List(item) => {
            let item = owned(model, item, imports);
            let ty = quote!(impl #items<Item = #item>);
            (ty, quote!(#name.into_iter().collect()))
        }
        Type::Map(value) if matches!(**value, Type::Any | Type::String) => {
            let (string, value) = (imports.std("String"), owned(model, value, imports));
            let ty = quote!(impl #items<Item = (impl #into<#string>, impl #into<#value>)>);
            let pair = quote!(|(key, value)| (key.into(), value.into()));
            (ty, quote!(#name.into_iter().map(#pair).collect()))
        }
        Type::Nullable(inner) => {
            let into_option = imports.get(RUNTIME, "IntoOption");
            let inner = owned(model, inner, imports);
            (
                quote!(impl #into_option<#inner>),
                quote!(#name.into_option()),
            )
        }
        Type::Boxed(inner) => {
            let boxed = imports.std("Box");
            (owned(model, inner, imports), quote!(#boxed::new(#name)))
        }
        _ => (owned(model, &field.ty, imports), quote!(#name)),
    };
    Made { ty, value }
}
