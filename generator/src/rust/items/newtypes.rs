//! Newtypes: around a string, and around another type.

use super::constraints::constraint_sentences;
use super::emitter::Emitter;
use super::module::{Item, direction};
use super::type_docs::type_docs;
use super::type_tokens::type_tokens;
use crate::model::{Constraint, Type, TypeDef};
use crate::rust::docs;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A newtype of a string.
pub(super) fn string_newtype(
    emitter: &mut Emitter,
    def: &TypeDef,
    constraints: &[Constraint],
) -> Vec<Item> {
    let name = def.name.pascal();
    let lengths = length_range(constraints);
    let validate_link = lengths
        .is_some()
        .then(|| format!("This limit is not enforced: [`{name}::validate`] checks it."));
    let sentences = constraint_sentences(constraints).map(|sentences| match validate_link {
        Some(validate_link) => format!("{sentences} {validate_link}"),
        None => sentences,
    });
    let example = def
        .examples
        .first()
        .map(|example| format!("Example: {}.", docs::code_span(example)));
    let docs = type_docs(emitter.model, def)
        .sentence(example)
        .optional_paragraph(sentences)
        .outer();
    let string = emitter.std("String");
    let validate = lengths.map(|lengths| validate(emitter, &lengths));
    let item = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(#string);

        impl #name {
            /// The value as a string.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #validate
        }
    };
    let leaf_macro = emitter.leaf_macro("string_newtype", name.to_string(), None);
    vec![item.into(), leaf_macro]
}

fn validate(emitter: &mut Emitter, lengths: &TokenStream) -> TokenStream {
    let check = emitter.runtime("check_length");
    let violation = emitter.runtime("Violation");
    let result = emitter.std("Result");
    quote! {
        /// Checks the length, in characters, against the limits of the specification.
        pub fn validate(&self) -> #result<(), #violation> {
            #check(&self.0, #lengths)
        }
    }
}

/// The range of lengths that the constraints allow.
fn length_range(constraints: &[Constraint]) -> Option<TokenStream> {
    let find = |length: fn(&Constraint) -> Option<u64>| {
        let length = constraints.iter().find_map(length);
        length.map(Literal::u64_unsuffixed)
    };
    let min = find(|constraint| match constraint {
        Constraint::MinLength(min) => Some(*min),
        _ => None,
    });
    let max = find(|constraint| match constraint {
        Constraint::MaxLength(max) => Some(*max),
        _ => None,
    });
    match (min, max) {
        (None, None) => None,
        (min, Some(max)) => Some(quote!(#min..=#max)),
        (Some(min), None) => Some(quote!(#min..)),
    }
}

/// A newtype of another type, where an alias would be recursive.
pub(super) fn newtype(emitter: &mut Emitter, def: &TypeDef, target: &Type) -> Vec<Item> {
    let (name, docs) = (def.name.pascal(), type_docs(emitter.model, def).outer());
    let target = type_tokens(emitter, target);
    let item = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #target);
    };
    let head = format!("{} {name}", direction(def.usage));
    vec![item.into(), emitter.leaf_macro("json_newtype", head, None)]
}
