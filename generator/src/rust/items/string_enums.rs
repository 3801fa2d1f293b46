//! Enums of strings: the known values, and any other.

use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::module::Item;
use crate::model::EnumVariant;
use crate::rust::docs;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// An enum with a variant `Other` for unknown values.
pub(super) fn string_enum(
    emitter: &mut Emitter,
    name: &Ident,
    docs: &TokenStream,
    variants: &[EnumVariant],
) -> Vec<Item> {
    let known = variants.iter().map(|variant| {
        let name = variant.name.pascal();
        let docs = DocComment::new(docs::code_span(&variant.value))
            .markdown(variant.description.as_deref())
            .outer();
        quote!(#docs #name,)
    });
    let string_enum = emitter.runtime("StringEnum");
    let string = emitter.std("String");
    let item = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#known)*
            /// A value that the specification does not list.
            Other(#string),
        }

        impl #name {
            /// The value as it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                #string_enum::as_str(self)
            }
        }
    };
    let entries = variants.iter().map(|variant| {
        let value = Literal::string(&variant.value);
        format!("{} = {value}", variant.name.pascal())
    });
    let entries = Some(entries.collect());
    let leaf_macro = emitter.leaf_macro("string_enum", name.to_string(), entries);
    vec![item.into(), leaf_macro]
}
