//! Calls of our own macros, written as the items that stand in them.
//!
//! The printer knows no macro and breaks what stands in one as it comes. A
//! call with braces or parentheses around items (`open_enum! { pub enum Kind { A = "a" } }`)
//! is printed as a module, which has the same form, and renamed afterwards.

use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::token::Brace;
use syn::{Item, ItemMacro, ItemMod, MacroDelimiter, Token, Visibility};

/// What a module is called that stands for a call of the macro behind it, with braces.
const BRACES: &str = "__macro_";

/// The same, with parentheses.
const PARENTHESES: &str = "__macro_parens_";

/// The item as the printer is to see it, and whether it stands for a call.
pub(super) fn as_module(item: Item) -> (Item, bool) {
    let Item::Macro(call) = item else {
        return (item, false);
    };
    match items(&call) {
        Some((name, items)) => {
            let module = ItemMod {
                attrs: call.attrs,
                vis: Visibility::Inherited,
                unsafety: None,
                mod_token: Token![mod](Span::call_site()),
                ident: name,
                content: Some((Brace::default(), items)),
                semi: None,
            };
            (Item::Mod(module), true)
        }
        None => (Item::Macro(call), false),
    }
}

/// The parts of a module, if a call has its form.
fn items(call: &ItemMacro) -> Option<(Ident, Vec<Item>)> {
    let stands_for = match (&call.mac.delimiter, &call.ident) {
        (MacroDelimiter::Brace(_), None) => BRACES,
        (MacroDelimiter::Paren(_), None) => PARENTHESES,
        _ => return None,
    };
    let name = format_ident!("{stands_for}{}", call.mac.path.get_ident()?);
    let file: syn::File = syn::parse2(call.mac.tokens.clone()).ok()?;
    (file.attrs.is_empty() && !file.items.is_empty()).then_some((name, file.items))
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
