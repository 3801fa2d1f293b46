//! Types as tokens.

use super::emitter::Emitter;
use crate::model::{Int, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// The module of the named types.
const TYPES: &str = "crate::api::types";

/// An owned type, as in a field or a response.
pub(super) fn type_tokens(emitter: &mut Emitter, ty: &Type) -> TokenStream {
    match ty {
        Type::Any => emitter.external("serde_json", "Value"),
        Type::Null => quote!(()),
        Type::Bool => quote!(bool),
        Type::Integer(int) => integer_tokens(*int),
        Type::Float => quote!(f64),
        Type::String => emitter.std("String"),
        Type::Decimal => emitter.runtime("Decimal"),
        Type::DateTime => emitter.runtime("DateTime"),
        Type::File => emitter.runtime("File"),
        Type::Bytes => emitter.runtime("Bytes"),
        Type::Redirect => emitter.runtime("Redirect"),
        Type::Date => emitter.runtime("Date"),
        Type::List(item) => {
            let (vec, item) = (emitter.std("Vec"), type_tokens(emitter, item));
            quote!(#vec<#item>)
        }
        Type::Map(value) if **value == Type::Any => {
            let map = emitter.external("serde_json", "Map");
            let (key, any) = (emitter.std("String"), type_tokens(emitter, value));
            quote!(#map<#key, #any>)
        }
        Type::Map(value) => {
            let map = emitter.import("std::collections", "BTreeMap");
            let (key, value) = (emitter.std("String"), type_tokens(emitter, value));
            quote!(#map<#key, #value>)
        }
        Type::Nullable(inner) => {
            let (option, inner) = (emitter.std("Option"), type_tokens(emitter, inner));
            quote!(#option<#inner>)
        }
        Type::Boxed(inner) => {
            let (boxed, inner) = (emitter.std("Box"), type_tokens(emitter, inner));
            quote!(#boxed<#inner>)
        }
        Type::Named(id) => {
            let name = emitter.model.type_def(*id).name.pascal().to_string();
            emitter.import(TYPES, &name)
        }
    }
}

fn integer_tokens(int: Int) -> TokenStream {
    match int {
        Int::I8 => quote!(i8),
        Int::I16 => quote!(i16),
        Int::I32 => quote!(i32),
        Int::I64 => quote!(i64),
        Int::U8 => quote!(u8),
        Int::U16 => quote!(u16),
        Int::U32 => quote!(u32),
        Int::U64 => quote!(u64),
    }
}

/// Tokens of a type as a string. No space is needed: a type has no two adjacent words.
pub(super) fn type_string(ty: &TokenStream) -> String {
    ty.to_string().replace(' ', "").replace(',', ", ")
}
