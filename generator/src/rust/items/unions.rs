//! Unions: one enum for the forms that a value can take.

use super::imports::Imports;
use super::prose::Prose;
use super::ty::owned;
use super::types::{described, direction};
use super::{Item, Leaf};
use crate::model::{Model, TagValue, TypeDef, UnionVariant};
use crate::rust::docs;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// A union, with or without a property that tells its forms apart.
pub(super) fn union(
    model: &Model,
    def: &TypeDef,
    forms: &[UnionVariant],
    tag: Option<&String>,
    imports: &mut Imports,
) -> Vec<Item> {
    let (name, docs) = (def.name.pascal(), described(model, def).outer());
    let variants = forms.iter().map(|form| variant(model, form, imports));
    let variants: Vec<_> = variants.collect();
    let other = tag.map(|_| {
        let value = imports.get(RUNTIME, "Value");
        quote! {
            /// A form that the specification does not list.
            Other(#value),
        }
    });
    let item = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #other
        }
    };
    let direction = direction(def);
    let (leaf, head) = match tag {
        Some(tag) => {
            let tag = Literal::string(tag);
            ("tagged_union", format!("{direction} {name} by {tag}"))
        }
        None => ("untagged_union", format!("{direction} {name}")),
    };
    imports.get(RUNTIME, leaf);
    let leaf = Leaf {
        name: leaf,
        head,
        entries: Some(forms.iter().map(entry).collect()),
    };
    vec![item.into(), Item::Leaf(leaf)]
}

fn variant(model: &Model, form: &UnionVariant, imports: &mut Imports) -> TokenStream {
    let name = form.name.pascal();
    let constants: Vec<_> = form.tag_values.iter().map(constant).collect();
    let constants = constants.iter().map(|it| docs::code_span(it));
    let constants: Vec<_> = constants.collect();
    let docs = (!constants.is_empty()).then(|| Prose::new(constants.join(" or ")).outer());
    let ty = owned(model, &form.ty, imports);
    quote!(#docs #name(#ty))
}

/// `Dog = "dog" | "wolf"`, or the mere name.
fn entry(form: &UnionVariant) -> String {
    let name = form.name.pascal();
    if form.tag_values.is_empty() {
        return name.to_string();
    }
    let constants = form.tag_values.iter().map(|constant| match constant {
        TagValue::String(text) => Literal::string(text).to_string(),
        other => self::constant(other),
    });
    let constants: Vec<_> = constants.collect();
    let absent = if form.tag_optional { " (absent)" } else { "" };
    format!("{name} = {}{absent}", constants.join(" | "))
}

fn constant(constant: &TagValue) -> String {
    match constant {
        TagValue::String(text) => text.clone(),
        TagValue::Integer(number) => number.to_string(),
        TagValue::Bool(value) => value.to_string(),
    }
}
