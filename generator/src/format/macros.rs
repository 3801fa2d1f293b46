//! Calls of our own macros, written as the items that stand in them.
//!
//! The printer knows no macro and breaks what stands in one as it comes. A
//! call with braces or parentheses around items (`open_enum! { pub enum Kind { A = "a" } }`)
//! is printed as a module, which has the same form, and renamed afterwards. What
//! is no item is printed as a constant ([`rows`](super::rows)), and a struct of
//! `object!` with what stands behind its fields in front of them
//! ([`objects`](super::objects)).

use super::objects::object;
use super::rows::{operation, row};
use proc_macro2::Span;
use quote::format_ident;
use syn::parse::{Parse, ParseStream};
use syn::token::Brace;
use syn::{Item, ItemMod, MacroDelimiter, Token, Visibility};

/// What a module is called that stands for a call of the macro behind it, with braces.
const BRACES: &str = "__macro_";

/// The same, with parentheses.
const PARENTHESES: &str = "__macro_parens_";

/// The item as the printer is to see it, and whether it stands for a call.
///
/// A call whose contents are none that we know would be printed as it comes, so it is an error.
pub(super) fn as_module(item: Item) -> syn::Result<(Item, bool)> {
    let Item::Macro(call) = item else {
        return Ok((item, false));
    };
    let stands_for = match call.mac.delimiter {
        MacroDelimiter::Paren(_) => PARENTHESES,
        _ => BRACES,
    };
    let name = call.mac.path.require_ident()?;
    let Contents(items) = syn::parse2(call.mac.tokens.clone())?;
    let module = ItemMod {
        attrs: call.attrs,
        vis: Visibility::Inherited,
        unsafety: None,
        mod_token: Token![mod](Span::call_site()),
        ident: format_ident!("{stands_for}{name}"),
        content: Some((Brace::default(), items)),
        semi: None,
    };
    Ok((Item::Mod(module), true))
}

/// The items in a call, with constants for what is none.
struct Contents(Vec<Item>);

impl Parse for Contents {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut items = Vec::new();
        while !input.is_empty() {
            let item = if input.fork().call(row).is_ok() {
                Item::Const(input.call(row)?)
            } else if input.fork().call(operation).is_ok() {
                Item::Const(input.call(operation)?)
            } else if input.fork().call(object).is_ok() {
                Item::Struct(input.call(object)?)
            } else {
                input.parse()?
            };
            items.push(item);
        }
        Ok(Self(items))
    }
}

/// The text of a module, as the call that it stands for.
pub(super) fn as_call(text: &str) -> String {
    let mut end = "}";
    let lines = text.lines().map(|line| {
        let name = |start| {
            line.strip_prefix("mod ")?
                .strip_prefix(start)?
                .strip_suffix(" {")
        };
        if let Some(name) = name(PARENTHESES) {
            end = ");";
            return format!("{name}!(\n");
        }
        match name(BRACES) {
            Some(name) => format!("{name}! {{\n"),
            None if line == "}" => format!("{end}\n"),
            None => format!("{line}\n"),
        }
    });
    lines.collect()
}
