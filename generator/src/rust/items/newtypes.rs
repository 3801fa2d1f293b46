//! Newtypes: texts of a type of their own, and types around another.

use super::imports::Imports;
use super::prose::limits;
use super::ty::owned;
use super::types::{described, direction};
use super::{Item, Leaf};
use crate::model::{Constraint, Model, Type, TypeDef};
use crate::rust::docs;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// A text of its own type.
pub(super) fn text(
    model: &Model,
    def: &TypeDef,
    bounds: &[Constraint],
    imports: &mut Imports,
) -> Vec<Item> {
    let name = def.name.pascal();
    let lengths = lengths(bounds);
    let unenforced = lengths
        .is_some()
        .then(|| format!("Nothing enforces this limit: see [`{name}::validate`]."));
    let limits = limits(bounds).map(|limits| match unenforced {
        Some(unenforced) => format!("{limits} {unenforced}"),
        None => limits,
    });
    let example = def
        .examples
        .first()
        .map(|example| format!("Example: {}.", docs::code_span(example)));
    let docs = described(model, def)
        .sentence(example)
        .maybe(limits)
        .outer();
    let string = imports.std("String");
    let validate = lengths.map(|lengths| validate(&lengths, imports));
    let item = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(#string);

        impl #name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #validate
        }
    };
    imports.get(RUNTIME, "string_newtype");
    let leaf = Leaf {
        name: "string_newtype",
        head: name.to_string(),
        entries: None,
    };
    vec![item.into(), Item::Leaf(leaf)]
}

fn validate(lengths: &TokenStream, imports: &mut Imports) -> TokenStream {
    let (check, violation) = (
        imports.get(RUNTIME, "check_length"),
        imports.get(RUNTIME, "Violation"),
    );
    let result = imports.std("Result");
    quote! {
        /// Checks the length that the specification states, in characters.
        pub fn validate(&self) -> #result<(), #violation> {
            #check(&self.0, #lengths)
        }
    }
}

/// The range of lengths that the specification allows.
fn lengths(bounds: &[Constraint]) -> Option<TokenStream> {
    let of = |length: fn(&Constraint) -> Option<u64>| {
        let length = bounds.iter().find_map(length);
        length.map(Literal::u64_unsuffixed)
    };
    let least = of(|bound| match bound {
        Constraint::MinLength(least) => Some(*least),
        _ => None,
    });
    let most = of(|bound| match bound {
        Constraint::MaxLength(most) => Some(*most),
        _ => None,
    });
    match (least, most) {
        (None, None) => None,
        (least, Some(most)) => Some(quote!(#least..=#most)),
        (Some(least), None) => Some(quote!(#least..)),
    }
}

/// A type of its own around another, where another name would stand for itself.
pub(super) fn wrapper(
    model: &Model,
    def: &TypeDef,
    target: &Type,
    imports: &mut Imports,
) -> Vec<Item> {
    let (name, docs) = (def.name.pascal(), described(model, def).outer());
    let target = owned(model, target, imports);
    let item = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #target);
    };
    imports.get(RUNTIME, "json_newtype");
    let leaf = Leaf {
        name: "json_newtype",
        head: format!("{} {name}", direction(def)),
        entries: None,
    };
    vec![item.into(), Item::Leaf(leaf)]
}
