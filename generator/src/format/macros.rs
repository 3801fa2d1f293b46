//! Calls of our own macros, written as the items that stand in them.
//!
//! The printer knows no macro and breaks what stands in one as it comes. A
//! call with braces or parentheses around items (`open_enum! { pub enum Kind { A = "a" } }`)
//! is printed as a module, which has the same form, and renamed afterwards. A
//! setter of `call!` (`pub fn name(text) = set_field("name");`) is printed as a
//! constant, likewise, and a struct of `object!` with what stands behind its
//! fields in front of them ([`objects`](super::objects)).

use super::objects::object;
use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::token::Brace;
use syn::{
    Attribute, Expr, Item, ItemConst, ItemMacro, ItemMod, MacroDelimiter, Token, Type, Visibility,
    parse_quote,
};

/// The columns of a line.
const WIDTH: usize = 100;

/// What a module is called that stands for a call of the macro behind it, with braces.
const BRACES: &str = "__macro_";

/// The same, with parentheses.
const PARENTHESES: &str = "__macro_parens_";

/// What a constant is called that stands for a setter, whose name follows.
const SETTER: &str = "__setter_";

/// The same, for a name that begins with `r#`.
const RAW_SETTER: &str = "__raw_setter_";

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
    let Contents(items) = syn::parse2(call.mac.tokens.clone()).ok()?;
    (!items.is_empty()).then_some((name, items))
}

/// The items in a call, with constants for its setters.
struct Contents(Vec<Item>);

impl Parse for Contents {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut items = Vec::new();
        while !input.is_empty() {
            let item = if input.fork().call(setter_row).is_ok() {
                Item::Const(input.call(setter_row)?)
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

/// `pub fn name(text) = set_field("name");`
fn setter_row(input: ParseStream) -> syn::Result<ItemConst> {
    let attrs = input.call(Attribute::parse_outer)?;
    input.parse::<Token![pub]>()?;
    input.parse::<Token![fn]>()?;
    let name: Ident = input.parse()?;
    let given;
    syn::parenthesized!(given in input);
    let given: Type = given.parse()?;
    input.parse::<Token![=]>()?;
    let put: Expr = input.parse()?;
    input.parse::<Token![;]>()?;
    let plain = name.unraw();
    let prefix = if name == plain { SETTER } else { RAW_SETTER };
    let stands_for = format_ident!("{prefix}{plain}");
    Ok(parse_quote!(#(#attrs)* const #stands_for: (#given) = #put;))
}

/// The text of constants, as the setters that they stand for: on one line, or with what takes
/// the value on a second one.
pub(super) fn as_setters(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(mut setter) = setter(line) else {
            written.push_str(line);
            written.push('\n');
            continue;
        };
        while !setter.ends_with(';') {
            let Some(line) = lines.next() else { break };
            append(&mut setter, line.trim_start());
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let lines = match setter.split_once(") = ") {
            Some((given, put)) if indent.len() + setter.chars().count() > WIDTH => {
                format!("{indent}{given}) =\n{indent}    {put}\n")
            }
            _ => format!("{indent}{setter}\n"),
        };
        written.push_str(&lines);
    }
    written
}

/// The beginning of a setter, if a line is that of a constant that stands for one.
fn setter(line: &str) -> Option<String> {
    let constant = line.trim_start().strip_prefix("const ")?;
    let (name, rest) = constant.split_once(": ")?;
    match name.strip_prefix(SETTER) {
        Some(name) => Some(format!("pub fn {name}{rest}")),
        None => Some(format!("pub fn r#{}{rest}", name.strip_prefix(RAW_SETTER)?)),
    }
}

/// Puts a line behind those before it.
fn append(text: &mut String, line: &str) {
    if line.starts_with([')', '>', ']']) {
        text.truncate(text.trim_end_matches(',').len());
    } else if !text.ends_with(['(', '<', '[']) {
        text.push(' ');
    }
    text.push_str(line);
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
