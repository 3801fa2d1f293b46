//! Enums of integers that have names: the known values, and any other.

use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::module::Item;
use crate::model::IntegerVariant;
use crate::rust::docs;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// An enum with a variant `Other` for unknown values.
pub(super) fn integer_enum(
    emitter: &mut Emitter,
    name: &Ident,
    docs: &TokenStream,
    variants: &[IntegerVariant],
) -> Vec<Item> {
    let known = variants.iter().map(|variant| {
        let name = variant.name.pascal();
        let docs = DocComment::new(docs::code_span(&variant.value.to_string()))
            .markdown(variant.description.as_deref())
            .outer();
        quote!(#docs #name,)
    });
    let integer_enum = emitter.runtime("IntegerEnum");
    let item = quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#known)*
            /// A value that the specification does not list.
            Other(i64),
        }

        impl #name {
            /// The value as it is sent.
            #[must_use]
            pub fn as_i64(&self) -> i64 {
                #integer_enum::as_i64(self)
            }
        }
    };
    let entries = variants.iter();
    let entries = entries.map(|variant| format!("{} = {}", variant.name.pascal(), variant.value));
    let entries = Some(entries.collect());
    let leaf_macro = emitter.leaf_macro("integer_enum", name.to_string(), entries);
    vec![item.into(), leaf_macro]
}
