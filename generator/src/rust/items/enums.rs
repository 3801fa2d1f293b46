//! Enums of texts: the known ones, and any other.

use super::imports::Imports;
use super::prose::Prose;
use super::{Item, Leaf};
use crate::model::Variant;
use crate::rust::docs;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// An enum with the variant `Other` besides.
pub(super) fn open_enum(
    name: &Ident,
    docs: &TokenStream,
    variants: &[Variant],
    imports: &mut Imports,
) -> Vec<Item> {
    let known = variants.iter().map(|variant| {
        let name = variant.name.pascal();
        let docs = Prose::new(docs::code_span(&variant.text)).outer();
        quote!(#docs #name,)
    });
    let string_enum = imports.get(RUNTIME, "StringEnum");
    let string = imports.std("String");
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
        let text = Literal::string(&variant.text);
        format!("{} = {text}", variant.name.pascal())
    });
    imports.get(RUNTIME, "string_enum");
    let leaf = Leaf {
        name: "string_enum",
        head: name.to_string(),
        entries: Some(entries.collect()),
    };
    vec![item.into(), Item::Leaf(leaf)]
}
