//! Structs: their fields, and how they are made.

use super::imports::Imports;
use super::input::{many, plain, taken};
use super::keys::{Casing, casing, written};
use super::prose::documented;
use super::ty::owned;
use super::types::{DEPRECATED, ROUND_TRIP, derive, described, told};
use crate::model::{Access, Field, Model, Type, TypeDef};
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
) -> TokenStream {
    let (name, docs) = (def.name.pascal(), described(model, def).outer());
    let casing = casing(fields);
    let all_optional = fields.iter().all(|field| field.optional);
    let default: &[&str] = if def.used.sent && all_optional {
        &["Default"]
    } else {
        &[]
    };
    let manner = Manner {
        casing,
        leaves_out: leaves_out(def, fields),
    };
    let without_none = manner.leaves_out == LeavesOut::WithFeature;
    let derive = derive(def, default, without_none, imports);
    let rename_all = casing.map(|casing| {
        let name = casing.name();
        quote!(#[serde(rename_all = #name)])
    });
    let own: Vec<_> = fields
        .iter()
        .map(|item| field(model, def, item, manner, imports))
        .collect();
    let rest_field = rest.map(|rest| additional(model, rest, imports));
    let constructor = constructor(model, def, fields, rest, imports);
    quote! {
        #docs
        #derive
        #rename_all
        #[non_exhaustive]
        pub struct #name {
            #(#own,)*
            #rest_field
        }

        #constructor
    }
}

/// How the fields of a struct are read and written.
#[derive(Clone, Copy)]
struct Manner {
    casing: Option<Casing>,
    leaves_out: LeavesOut,
}

/// What is said so that fields which are `None` are left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LeavesOut {
    /// Each field says it.
    Fields,
    /// One attribute says it of all, where the struct is written only with the feature for it.
    WithFeature,
    /// There is nothing to say.
    Nothing,
}

fn leaves_out(def: &TypeDef, fields: &[Field]) -> LeavesOut {
    if !fields.iter().any(|field| field.optional) {
        LeavesOut::Nothing
    } else if def.used.is_written() || def.is_aside() || fields.iter().any(writes_null) {
        LeavesOut::Fields
    } else {
        LeavesOut::WithFeature
    }
}

/// Whether a field is there although it is `None`, which the one attribute knows nothing of.
fn writes_null(field: &Field) -> bool {
    !field.optional && matches!(field.ty, Type::Nullable(_))
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

fn field(
    model: &Model,
    def: &TypeDef,
    field: &Field,
    manner: Manner,
    imports: &mut Imports,
) -> TokenStream {
    let name = field.name.snake();
    let docs = documented(&told(model, &field.ty, &field.docs), "")
        .sentence(access(field.access))
        .maybe(field.docs.deprecated.then_some(DEPRECATED))
        .outer();
    let ty = owned(model, &field.ty, imports);
    let rename = (written(field, manner.casing) != field.key).then(|| {
        let key = &field.key;
        quote!(rename = #key)
    });
    let takes_null = match plain(model, &field.ty) {
        Type::Nullable(_) => true,
        // A mere `Option` would read their `null` as absent.
        Type::Null | Type::Any => field.optional,
        _ => false,
    };
    let reader = if field.optional {
        "present"
    } else {
        "nullable"
    };
    let read = takes_null.then(|| {
        let reader = reader_of(def, reader, imports).to_string();
        let default = field.optional.then(|| quote!(default,));
        quote!(#default deserialize_with = #reader)
    });
    let skip = (field.optional && manner.leaves_out == LeavesOut::Fields)
        .then(|| quote!(skip_serializing_if = "Option::is_none"));
    let attributes: Vec<_> = [rename, read, skip].into_iter().flatten().collect();
    let serde = (!attributes.is_empty()).then(|| quote!(#[serde(#(#attributes),*)]));
    let ty = if field.optional {
        quote!(Option<#ty>)
    } else {
        ty
    };
    quote! {
        #docs
        #serde
        pub #name: #ty
    }
}

/// A function of the runtime that reads a field; where only a feature reads it, imported with that.
fn reader_of(def: &TypeDef, function: &str, imports: &mut Imports) -> TokenStream {
    if def.used.received || def.is_aside() {
        imports.get(RUNTIME, function)
    } else {
        imports.get_with(ROUND_TRIP, RUNTIME, function)
    }
}

/// The properties that have no field of their own.
fn additional(model: &Model, rest: &Type, imports: &mut Imports) -> TokenStream {
    let ty = owned(model, &Type::Map(Box::new(rest.clone())), imports);
    quote! {
        /// The properties that have no field of their own.
        #[serde(flatten)]
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
    let required: Vec<&Field> = fields.iter().filter(|field| !field.optional).collect();
    if !def.used.sent || required.is_empty() {
        return None;
    }
    let name = def.name.pascal();
    let parameters: Vec<_> = required
        .iter()
        .map(|field| {
            let name = field.name.snake();
            let ty = taken(model, &field.ty, &quote!(#name), imports).ty;
            quote!(#name: #ty)
        })
        .collect();
    let values = fields.iter().map(|field| {
        let name = field.name.snake();
        if field.optional {
            return quote!(#name: None);
        }
        match taken(model, &field.ty, &quote!(#name), imports).made {
            None => quote!(#name),
            Some(value) => quote!(#name: #value),
        }
    });
    let values: Vec<_> = values.collect();
    let rest = rest.map(|_| quote!(additional_properties: Default::default(),));
    let many = many(required.len());
    Some(quote! {
        impl #name {
            /// Makes a value of what is required; the rest is absent.
            #[must_use]
            #many
            pub fn new(#(#parameters),*) -> Self {
                Self {
                    #(#values,)*
                    #rest
                }
            }
        }
    })
}
