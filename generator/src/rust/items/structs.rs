//! Structs and their fields.

use super::arguments::constant_literal;
use super::constructors::{Constructor, constructor, setters};
use super::emitter::Emitter;
use super::field_docs::value_docs;
use super::module::{Item, direction};
use super::type_docs::{DEPRECATED, type_docs};
use super::type_tokens::type_tokens;
use crate::model::{Access, Field, Model, Shape, Type, TypeDef, TypeRole};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

/// The struct, its constructor, and its leaf macro.
pub(super) fn struct_items(
    emitter: &mut Emitter,
    def: &TypeDef,
    fields: &[Field],
    rest: Option<&RestField>,
) -> Vec<Item> {
    let (name, docs) = (def.name.pascal(), type_docs(emitter.model, def).outer());
    let all_optional = fields.iter().all(|field| field.optional || field.is_fixed);
    let derives = if all_optional {
        quote!(#[derive(Clone, Debug, Default, PartialEq)])
    } else {
        quote!(#[derive(Clone, Debug, PartialEq)])
    };
    let declared = fields.iter().filter(|field| !field.is_fixed);
    let declared = declared.map(|it| field(emitter, it));
    let declared: Vec<_> = declared.collect();
    let rest_definition = rest.map(|rest| &rest.definition);
    let constructor = constructor(emitter, def, fields, rest);
    let setters = setters(emitter, def, fields);
    let methods = constructor.map(|Constructor { method, item }| {
        quote! {
            impl #name {
                #method

                #setters
            }

            #item
        }
    });
    let item = quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#declared,)*
            #rest_definition
        }

        #methods
    };
    let leaf_macro = leaf_macro(emitter, def, fields, rest);
    vec![item.into(), leaf_macro]
}

/// The leaf macro, which lists the fields.
fn leaf_macro(
    emitter: &mut Emitter,
    def: &TypeDef,
    fields: &[Field],
    rest: Option<&RestField>,
) -> Item {
    let name = def.name.pascal();
    let is_headers = matches!(def.role, TypeRole::Headers);
    let (fixed, declared): (Vec<&Field>, Vec<&Field>) =
        fields.iter().partition(|field| field.is_fixed);
    let entries = declared.into_iter().chain(fixed);
    let entries = entries.map(|field| entry(emitter.model, field, is_headers));
    let rest = rest.map(|rest| format!("..{}", rest.name));
    let entries = Some(entries.chain(rest).collect());
    if is_headers {
        emitter.leaf_macro("response_headers", name.to_string(), entries)
    } else {
        let head = format!("{} {name}", direction(def.usage));
        emitter.leaf_macro("json_object", head, entries)
    }
}

fn field(emitter: &mut Emitter, field: &Field) -> TokenStream {
    let name = field.name.snake();
    let docs = value_docs(emitter.model, &field.ty, &field.docs)
        .sentence(access_sentence(field.access))
        .optional_paragraph(field.docs.deprecated.then_some(DEPRECATED))
        .outer();
    let ty = field_type(emitter, field);
    quote! {
        #docs
        pub #name: #ty
    }
}

fn access_sentence(access: Access) -> Option<String> {
    let text = match access {
        Access::ReadWrite => return None,
        Access::ReadOnly => "Read-only: the API sets it, and requests may omit it.",
        Access::WriteOnly => "Write-only: responses do not include it.",
    };
    Some(text.to_owned())
}

fn field_type(emitter: &mut Emitter, field: &Field) -> TokenStream {
    match (field.optional, emitter.model.resolve_aliases(&field.ty)) {
        (true, Type::Nullable(inner)) => {
            let (nullable, inner) = (emitter.runtime("Nullable"), type_tokens(emitter, inner));
            quote!(#nullable<#inner>)
        }
        (true, _) => {
            let (option, ty) = (emitter.std("Option"), type_tokens(emitter, &field.ty));
            quote!(#option<#ty>)
        }
        (false, _) => type_tokens(emitter, &field.ty),
    }
}

/// A field in the list of a leaf macro: `is_tame = "isTame" (required)`, or a property without a
/// field: `"kind": "cat"`. The wire name of a header is always written.
fn entry(model: &Model, field: &Field, is_header: bool) -> String {
    if let Some(constant) = field.constant.as_ref().filter(|_| field.is_fixed) {
        let key = Literal::string(&field.key);
        return format!("{key}: {}", constant_literal(constant));
    }
    let name = field.name.snake().to_string();
    let key = if name == field.key && !is_header {
        String::new()
    } else {
        format!(" = {}", Literal::string(&field.key))
    };
    let mark = match (nullability(model, &field.ty), field.optional) {
        (Nullability::Option, false) => " (required)",
        // `Nullable` distinguishes absent from null.
        _ if matches!(model.resolve_aliases(&field.ty), Type::Nullable(_)) => "",
        // `Option` alone would decode null as absent.
        (Nullability::Option | Nullability::Inherent, true) => " (nullable)",
        (Nullability::Inherent, false) | (Nullability::NotNull, _) => "",
    };
    format!("{name}{key}{mark}")
}

/// How a type represents `null`.
enum Nullability {
    /// As `None`.
    Option,
    /// As a value of its own, such as `Value::Null`.
    Inherent,
    NotNull,
}

fn nullability(model: &Model, ty: &Type) -> Nullability {
    match ty {
        Type::Nullable(_) => Nullability::Option,
        Type::Null | Type::Any => Nullability::Inherent,
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias { target } | Shape::Newtype { target } => nullability(model, target),
            _ => Nullability::NotNull,
        },
        _ => Nullability::NotNull,
    }
}

/// The field of the properties that have no field of their own.
pub(super) struct RestField {
    pub(super) name: Ident,
    definition: TokenStream,
    /// Its value without properties.
    pub(super) empty: TokenStream,
}

/// The field of the additional properties of the schema, or else of the unknown properties.
pub(super) fn rest_field(
    emitter: &mut Emitter,
    additional_properties: Option<&Type>,
    keeps_unknown_properties: bool,
) -> Option<RestField> {
    let (name, docs, ty, empty) = if let Some(ty) = additional_properties {
        let map = match ty {
            Type::Any => emitter.external("serde_json", "Map"),
            _ => emitter.import("std::collections", "BTreeMap"),
        };
        let ty = type_tokens(emitter, &Type::Map(Box::new(ty.clone())));
        let docs = " Properties without a field of their own.";
        ("additional_properties", docs, ty, quote!(#map::new()))
    } else if keeps_unknown_properties {
        let docs =
            " Properties that the specification does not declare. A request sends them back.";
        let ty = emitter.runtime("UnknownProperties");
        (
            "unknown_properties",
            docs,
            ty.clone(),
            quote!(#ty::default()),
        )
    } else {
        return None;
    };
    let name = format_ident!("{name}");
    let definition = quote! {
        #[doc = #docs]
        pub #name: #ty,
    };
    Some(RestField {
        name,
        definition,
        empty,
    })
}
