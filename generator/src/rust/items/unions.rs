//! Unions: an enum with a variant for each schema of a `oneOf` or `anyOf`.

use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::module::{Item, direction};
use super::type_docs::type_docs;
use super::type_tokens::type_tokens;
use super::union_accessors::accessors;
use super::union_conversions::conversions;
use crate::model::{TagValue, TypeDef, UnionVariant};
use crate::rust::docs;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A union. `tag` is the property whose value says which variant it is.
pub(super) fn union(
    emitter: &mut Emitter,
    def: &TypeDef,
    variants: &[UnionVariant],
    tag: Option<&String>,
) -> Vec<Item> {
    let (name, docs) = (def.name.pascal(), type_docs(emitter.model, def).outer());
    let declared = variants.iter().map(|it| variant(emitter, it));
    let declared: Vec<_> = declared.collect();
    let other = tag.map(|_| {
        let value = emitter.runtime("Value");
        quote! {
            /// A variant that the specification does not list.
            Other(#value),
        }
    });
    let item = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declared,)*
            #other
        }
    };
    let direction = direction(def.usage);
    let entries = Some(variants.iter().map(entry).collect());
    let leaf_macro = match tag {
        Some(tag) => {
            let head = format!("{direction} {name} by {}", Literal::string(tag));
            emitter.leaf_macro("tagged_union", head, entries)
        }
        None => emitter.leaf_macro("untagged_union", format!("{direction} {name}"), entries),
    };
    let accessors = accessors(emitter, def, variants);
    let conversions = conversions(emitter, def, variants);
    [Some(item.into()), accessors, Some(leaf_macro), conversions]
        .into_iter()
        .flatten()
        .collect()
}

fn variant(emitter: &mut Emitter, variant: &UnionVariant) -> TokenStream {
    let name = variant.name.pascal();
    let values = variant.tag_values.iter().map(tag_value_string);
    let values: Vec<_> = values.map(|it| docs::code_span(&it)).collect();
    let others = if variant.is_default {
        ", any other value, or none"
    } else {
        ""
    };
    let docs = format!("{}{others}", values.join(" or "));
    let docs = (!values.is_empty()).then(|| DocComment::new(docs).outer());
    let ty = type_tokens(emitter, &variant.ty);
    quote!(#docs #name(#ty))
}

/// `Dog = "dog" | "wolf"`, or only the name without a tag.
fn entry(variant: &UnionVariant) -> String {
    let name = variant.name.pascal();
    if variant.tag_values.is_empty() {
        return name.to_string();
    }
    let values = variant.tag_values.iter().map(|value| match value {
        TagValue::String(text) => Literal::string(text).to_string(),
        other => tag_value_string(other),
    });
    let values: Vec<_> = values.collect();
    let mark = match variant {
        UnionVariant {
            is_default: true, ..
        } => " (default)",
        UnionVariant {
            tag_optional: true, ..
        } => " (absent)",
        _ => "",
    };
    format!("{name} = {}{mark}", values.join(" | "))
}

fn tag_value_string(value: &TagValue) -> String {
    match value {
        TagValue::String(text) => text.clone(),
        TagValue::Integer(number) => number.to_string(),
        TagValue::Bool(value) => value.to_string(),
    }
}
