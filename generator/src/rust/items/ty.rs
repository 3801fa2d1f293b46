//! Types as they are written.

use super::imports::Imports;
use crate::model::{Int, Model, Type, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

/// Where the named types are.
const TYPES: &str = "crate::api::types";

const RUNTIME: &str = "crate::runtime";

/// A type as a field or a response has it.
pub(super) fn owned(model: &Model, ty: &Type, imports: &mut Imports) -> TokenStream {
    match ty {
        Type::Any => imports.reexported("serde_json", "Value"),
        Type::Null => quote!(()),
        Type::Bool => quote!(bool),
        Type::Integer(int) => integer(*int),
        Type::Float => quote!(f64),
        Type::String => imports.std("String"),
        Type::Timestamp => imports.reexported("jiff", "Timestamp"),
        Type::File => imports.get(RUNTIME, "File"),
        Type::Bytes => imports.get(RUNTIME, "Bytes"),
        Type::Date => imports.reexported("jiff::civil", "Date"),
        Type::List(item) => {
            let (vec, item) = (imports.std("Vec"), owned(model, item, imports));
            quote!(#vec<#item>)
        }
        Type::Map(value) if **value == Type::Any => {
            let map = imports.reexported("serde_json", "Map");
            let (key, any) = (imports.std("String"), owned(model, value, imports));
            quote!(#map<#key, #any>)
        }
        Type::Map(value) => {
            let map = imports.get("std::collections", "BTreeMap");
            let (key, value) = (imports.std("String"), owned(model, value, imports));
            quote!(#map<#key, #value>)
        }
        Type::Nullable(inner) => {
            let (option, inner) = (imports.std("Option"), owned(model, inner, imports));
            quote!(#option<#inner>)
        }
        Type::Boxed(inner) => {
            let (boxed, inner) = (imports.std("Box"), owned(model, inner, imports));
            quote!(#boxed<#inner>)
        }
        Type::Named(id) => named(model, *id, imports),
    }
}

fn integer(int: Int) -> TokenStream {
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

fn named(model: &Model, id: TypeId, imports: &mut Imports) -> TokenStream {
    let name = model.type_def(id).name.pascal().to_string();
    imports.get(TYPES, &name)
}

/// A type as one writes it: no two words of it stand beside each other.
pub(super) fn text(ty: &TokenStream) -> String {
    ty.to_string().replace(' ', "").replace(',', ", ")
}
