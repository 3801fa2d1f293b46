//! The lints of clippy that names of the specification violate.
//!
//! A lint that no name violates is not allowed. In doubt it is: only names and receivers are
//! compared, not types.

use crate::rust::items::LeafMacro;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeSet;
use syn::ReceiverKind;

/// `clippy::disallowed_names`, with its default configuration.
const DISALLOWED: &[&str] = &["baz", "foo", "quux"];

/// `clippy::should_implement_trait`, for methods with `self`, with `&self`, and for other functions.
const BY_VALUE: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];
const BY_REFERENCE: &[&str] = &["clone", "cmp"];
const WITHOUT_RECEIVER: &[&str] = &["default", "from_iter", "from_str"];

/// The lints that names violate.
#[derive(Default)]
pub(crate) struct NameLints(BTreeSet<Lint>);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lint {
    DisallowedNames,
    SelfNamedConstructors,
    ShouldImplementTrait,
}

impl NameLints {
    /// Adds the lints that the functions of inherent `impl`s violate. Names of the specification are
    /// bound nowhere else.
    pub(crate) fn add_items(&mut self, items: &[syn::Item]) {
        for item in items {
            let syn::Item::Impl(item) = item else {
                continue;
            };
            let syn::Type::Path(ty) = &*item.self_ty else {
                continue;
            };
            let Some(ty) = ty.path.segments.last().filter(|_| item.trait_.is_none()) else {
                continue;
            };
            for member in &item.items {
                if let syn::ImplItem::Fn(function) = member {
                    self.add_function(&function.sig, &ty.ident);
                }
            }
        }
    }

    /// A macro may bind the names in its list.
    pub(crate) fn add_leaf_macro(&mut self, leaf_macro: &LeafMacro) {
        let entries = leaf_macro.entries.iter().flatten();
        let mut names = entries.filter_map(|entry| entry.split(' ').next());
        if names.any(|name| DISALLOWED.contains(&name)) {
            self.0.insert(Lint::DisallowedNames);
        }
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The attribute that allows the lints, if there are any.
    pub(crate) fn attribute(&self) -> Option<TokenStream> {
        let lints = self.0.iter().map(|lint| match lint {
            Lint::DisallowedNames => quote!(clippy::disallowed_names),
            Lint::SelfNamedConstructors => quote!(clippy::self_named_constructors),
            Lint::ShouldImplementTrait => quote!(clippy::should_implement_trait),
        });
        let lints: Vec<TokenStream> = lints.collect();
        (!lints.is_empty())
            .then(|| quote!(#![allow(#(#lints,)* reason = "names come from the specification")]))
    }

    fn add_function(&mut self, signature: &syn::Signature, ty: &Ident) {
        let name = signature.ident.to_string();
        let name = name.trim_start_matches("r#");
        let traits = match signature.receiver() {
            Some(receiver) if matches!(receiver.kind, ReceiverKind::Reference(..)) => BY_REFERENCE,
            Some(_) => BY_VALUE,
            None => {
                if name.replace('_', "") == ty.to_string().to_lowercase() {
                    self.0.insert(Lint::SelfNamedConstructors);
                }
                WITHOUT_RECEIVER
            }
        };
        if traits.contains(&name) {
            self.0.insert(Lint::ShouldImplementTrait);
        }
        let is_disallowed = |argument: &syn::FnArg| match argument {
            syn::FnArg::Typed(argument) => match &*argument.pat {
                syn::Pat::Ident(name) => DISALLOWED.iter().any(|it| name.ident == it),
                _ => false,
            },
            syn::FnArg::Receiver(_) => false,
        };
        if signature.inputs.iter().any(is_disallowed) {
            self.0.insert(Lint::DisallowedNames);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NameLints;

    /// The lints that an item violates.
    fn lints(text: &str) -> String {
        let mut found = NameLints::default();
        found.add_items(&syn::parse_str::<syn::File>(text).unwrap().items);
        let attribute = found.attribute().map(|it| it.to_string());
        let attribute = attribute.unwrap_or_default().replace(' ', "");
        let lints = attribute.split("clippy::").skip(1);
        let lints: Vec<&str> = lints.filter_map(|it| it.split(',').next()).collect();
        lints.join(" ")
    }

    #[test]
    fn lints_are_allowed_that_a_name_violates() {
        let texts = [
            (
                "impl Edit { fn x(self, foo: u8) -> Self {} }",
                "disallowed_names",
            ),
            (
                "impl Auth { fn auth(token: &str) -> Self {} }",
                "self_named_constructors",
            ),
            (
                "impl Edit { fn add(self, add: u8) -> Self {} }",
                "should_implement_trait",
            ),
            (
                "impl Pets { fn clone(&self) -> Clone {} }",
                "should_implement_trait",
            ),
            (
                "impl Auth { fn from_str(a: &str) -> Self {} }",
                "should_implement_trait",
            ),
        ];
        for (text, expected) in texts {
            assert_eq!(lints(text), expected, "{text}");
        }
    }

    #[test]
    fn no_lint_is_allowed_without_such_a_name() {
        for text in [
            "impl Edit { fn food(self, bar: u8) -> Self {} }",
            "impl Pets { fn add(&self) -> Add {} }",
            "impl Send { fn send(self) -> Sending<()> {} }",
            "impl Default for Pet { fn default() -> Self {} }",
            "impl FromStr for Pet { fn from_str(text: &str) -> Result<Self, ()> {} }",
        ] {
            assert_eq!(lints(text), "", "{text}");
        }
    }
}
