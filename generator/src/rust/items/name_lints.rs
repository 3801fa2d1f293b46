//! The lints of clippy that names of the specification violate.
//!
//! A lint that no name violates is not allowed. In doubt it is: only names and receivers are
//! compared, not types.

use super::module::{Item, Module};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;
use std::collections::BTreeSet;

/// `clippy::disallowed_names`, with its default configuration.
const DISALLOWED: &[&str] = &["baz", "foo", "quux"];

/// `clippy::should_implement_trait`, for methods with `self`, with `&self`, and for other functions.
const BY_VALUE: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];
const BY_REFERENCE: &[&str] = &["clone", "cmp"];
const WITHOUT_RECEIVER: &[&str] = &["default", "from_iter", "from_str"];

/// The attribute that allows the lints which names in the modules violate, if there are any.
pub(super) fn attribute<'a>(items: impl Iterator<Item = &'a Item>) -> Option<TokenStream> {
    let mut found = BTreeSet::new();
    for item in items {
        match item {
            Item::Rust(tokens) => collect(tokens, None, &mut found),
            // A macro may bind the names in its list.
            Item::LeafMacro(leaf) => {
                let entries = leaf.entries.iter().flatten();
                let entries = entries.filter_map(|entry| entry.parse().ok());
                entries.for_each(|it: TokenStream| collect(&it, None, &mut found));
            }
        }
    }
    let lints = found.iter().map(|lint| match lint {
        Lint::DisallowedNames => quote!(clippy::disallowed_names),
        Lint::SelfNamedConstructors => quote!(clippy::self_named_constructors),
        Lint::ShouldImplementTrait => quote!(clippy::should_implement_trait),
    });
    let lints: Vec<TokenStream> = lints.collect();
    (!lints.is_empty())
        .then(|| quote!(#![allow(#(#lints,)* reason = "names come from the specification")]))
}

/// The items of all modules.
pub(super) fn items(modules: &[Module]) -> impl Iterator<Item = &Item> {
    modules.iter().flat_map(|module| &module.items)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lint {
    DisallowedNames,
    SelfNamedConstructors,
    ShouldImplementTrait,
}

/// Adds the lints that tokens violate. `implemented` is the type of the inherent `impl` they are in.
fn collect(tokens: &TokenStream, implemented: Option<&str>, found: &mut BTreeSet<Lint>) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(name) if DISALLOWED.iter().any(|it| name == it) => {
                found.insert(Lint::DisallowedNames);
            }
            token if is_word(token, "fn") => {
                function(&tokens[index + 1..], implemented, found);
            }
            TokenTree::Group(group) => {
                let is_body = group.delimiter() == Delimiter::Brace;
                let implemented = is_body.then(|| inherent_type(&tokens[..index])).flatten();
                collect(&group.stream(), implemented.as_deref(), found);
            }
            _ => {}
        }
    }
}

/// The type whose inherent `impl` ends with these tokens.
fn inherent_type(before: &[TokenTree]) -> Option<String> {
    let start = before.iter().rposition(|token| is_word(token, "impl"))?;
    let head = &before[start + 1..];
    if head.iter().any(|token| is_word(token, "for")) {
        return None;
    }
    let mut depth = 0;
    head.iter().find_map(|token| match token {
        TokenTree::Punct(punct) => {
            depth += i32::from(punct.as_char() == '<') - i32::from(punct.as_char() == '>');
            None
        }
        TokenTree::Ident(ty) if depth == 0 => Some(ty.to_string()),
        _ => None,
    })
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(it) if it == word)
}

/// Adds the lints that a function violates, which starts with its name.
fn function(tokens: &[TokenTree], implemented: Option<&str>, found: &mut BTreeSet<Lint>) {
    let (Some(TokenTree::Ident(name)), Some(ty)) = (tokens.first(), implemented) else {
        return;
    };
    let name = name.to_string();
    let name = name.trim_start_matches("r#");
    let parameters = tokens.iter().find_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream().to_string()),
        _ => None,
    });
    let traits = match parameters.as_deref().unwrap_or_default() {
        it if it.starts_with("self") || it.starts_with("mut self") => BY_VALUE,
        it if it.starts_with('&') => BY_REFERENCE,
        _ => {
            if name.replace('_', "") == ty.to_lowercase() {
                found.insert(Lint::SelfNamedConstructors);
            }
            WITHOUT_RECEIVER
        }
    };
    if traits.contains(&name) {
        found.insert(Lint::ShouldImplementTrait);
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, attribute};

    /// The lints that an item violates.
    fn lints(text: &str) -> String {
        let item = Item::Rust(text.parse().unwrap());
        let attribute = attribute([item].iter()).map(|it| it.to_string());
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
