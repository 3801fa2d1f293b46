//! What our macros have of their own between the items: functions without a body, and the
//! operation of a call.
//!
//! A row (`pub fn name(text) = set_field("name");`) is no item of Rust. Its text is made here, and
//! stands in a constant while the printer has it. An operation is printed as a constant, too, and
//! its links stand together on a line afterwards, as many as have room there.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::token::Paren;
use syn::{Attribute, Expr, Ident, ItemConst, LitStr, Token, Type, parse_quote};

/// The columns of a line.
const WIDTH: usize = 100;

/// The columns that rows are indented by.
const INDENT: usize = 4;

/// How the line of a constant begins that holds a row.
const ROW: &str = "const __row: &str = ";

/// How the line of a constant begins that stands for an operation.
const OPERATION: &str = "const __operation: () = ";

/// `pub fn name(text) = set_field("name");`, `pub fn list(zone: &ZoneId) -> List;` or
/// `pub fn new(name(text));`, as a constant.
pub(super) fn row(input: ParseStream) -> syn::Result<ItemConst> {
    let attrs = input.call(Attribute::parse_outer)?;
    input.parse::<Token![pub]>()?;
    input.parse::<Token![fn]>()?;
    let name = Ident::parse_any(input)?;
    let given;
    syn::parenthesized!(given in input);
    let given = given.parse_terminated(taken, Token![,])?;
    let given: Vec<String> = given.into_iter().map(|Taken(text)| text).collect();
    let head = format!("pub fn {name}");
    let text = if input.parse::<Option<Token![=]>>()?.is_some() {
        let put = expression(&input.parse()?)?;
        broken_behind(&format!("{head}({})", given.join(", ")), &put)
    } else if input.parse::<Option<Token![->]>>()?.is_some() {
        list(&head, &given, &format!(" -> {};", ty(&input.parse()?)?))
    } else {
        list(&head, &given, ";")
    };
    input.parse::<Token![;]>()?;
    Ok(parse_quote!(#(#attrs)* const __row: &str = #text;))
}

/// `operation: json().get("/pets");`, as a constant.
pub(super) fn operation(input: ParseStream) -> syn::Result<ItemConst> {
    let name: Ident = input.parse()?;
    if name != "operation" {
        return Err(input.error("no operation"));
    }
    input.parse::<Token![:]>()?;
    let operation: Expr = input.parse()?;
    input.parse::<Token![;]>()?;
    Ok(parse_quote!(const __operation: () = #operation;))
}

/// What a row takes: a type, a name with what is given for it (`name(text)`), or one with a type and
/// maybe with the method that takes it (`name: &str = set_query("name")`).
struct Taken(String);

fn taken(input: ParseStream) -> syn::Result<Taken> {
    if input.peek2(Paren) {
        let name = Ident::parse_any(input)?;
        let given;
        syn::parenthesized!(given in input);
        return Ok(Taken(format!("{name}({})", ty(&given.parse()?)?)));
    }
    let is_named = input.peek2(Token![:]) && !input.peek2(Token![::]);
    if !is_named {
        return Ok(Taken(ty(&input.parse()?)?));
    }
    let name = Ident::parse_any(input)?;
    input.parse::<Token![:]>()?;
    let ty = ty(&input.parse()?)?;
    let put = match input.parse::<Option<Token![=]>>()? {
        Some(_) => format!(" = {}", expression(&input.parse()?)?),
        None => String::new(),
    };
    Ok(Taken(format!("{name}: {ty}{put}")))
}

/// A type, on one line.
fn ty(ty: &Type) -> syn::Result<String> {
    on_one_line("type __T = ", quote!(type __T = #ty;))
}

/// An expression, on one line.
fn expression(expression: &Expr) -> syn::Result<String> {
    on_one_line("const __E: () = ", quote!(const __E: () = #expression;))
}

/// What the printer writes for an item, without the words that it begins with.
fn on_one_line(beginning: &str, item: TokenStream) -> syn::Result<String> {
    let printed = prettyplease::unparse(&syn::parse2(item)?);
    let mut text = String::new();
    for line in printed.lines() {
        append(&mut text, line.trim());
    }
    let text = text.trim_end_matches(';');
    Ok(text.strip_prefix(beginning).unwrap_or(text).to_owned())
}

/// Puts a line behind those before it.
fn append(text: &mut String, line: &str) {
    if line.starts_with([')', '>', ']']) {
        text.truncate(text.trim_end_matches(',').len());
    } else if !text.is_empty() && !text.ends_with(['(', '<', '[']) {
        text.push(' ');
    }
    text.push_str(line);
}

/// What takes a value behind the row that it is given by, or below where there is no room.
fn broken_behind(given: &str, put: &str) -> String {
    let whole = format!("{given} = {put};");
    if INDENT + whole.chars().count() <= WIDTH {
        return whole;
    }
    format!("{given} =\n    {put};")
}

/// What is taken between parentheses, one below the other where there is no room.
fn list(head: &str, given: &[String], tail: &str) -> String {
    let whole = format!("{head}({}){tail}", given.join(", "));
    if INDENT + whole.chars().count() <= WIDTH || given.is_empty() {
        return whole;
    }
    let given: Vec<String> = given.iter().map(|given| below(given)).collect();
    format!("{head}(\n    {},\n){tail}", given.join(",\n    "))
}

/// What is taken on a line of its own, with the method that takes it below where there is no room.
fn below(given: &str) -> String {
    match given.rsplit_once(" = ") {
        Some((taken, put)) if 2 * INDENT + given.chars().count() + ",".len() > WIDTH => {
            format!("{taken} =\n        {put}")
        }
        _ => given.to_owned(),
    }
}

/// The text of constants, as the rows and operations that they stand for.
pub(super) fn as_rows(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let indent = &line[..line.len() - trimmed.len()];
        if let Some(row) = held(trimmed) {
            for line in row.lines() {
                push(&mut written, &format!("{indent}{line}"));
            }
        } else if let Some(beginning) = trimmed.strip_prefix(OPERATION) {
            let mut whole = vec![format!("{indent}operation: {beginning}")];
            while !whole[whole.len() - 1].ends_with(';')
                && let Some(line) = lines.next()
            {
                whole.push(line.to_owned());
            }
            for line in filled(&whole, indent.len() + 4) {
                push(&mut written, &line);
            }
        } else {
            push(&mut written, line);
        }
    }
    written
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The row in a constant that holds one.
fn held(line: &str) -> Option<String> {
    let text = line.strip_prefix(ROW)?.strip_suffix(';')?;
    let text: LitStr = syn::parse_str(text).ok()?;
    Some(text.value())
}

/// A chain whose links begin at `indent`, on one line if it has room there. If not, its head and
/// first link stand on a line, and as many of the others as have room on each of the next.
fn filled(chain: &[String], indent: usize) -> Vec<String> {
    let is_link = |line: &String| line.trim_start().starts_with('.') && is_at(line, indent);
    let links = chain.iter().skip(1).map(|line| line.trim_start());
    let whole = chain[0].clone() + &links.collect::<String>();
    if chain.iter().skip(1).all(is_link) && whole.chars().count() <= WIDTH {
        return vec![whole];
    }
    let mut filled: Vec<String> = Vec::new();
    for (number, line) in chain.iter().enumerate() {
        let goes_on = chain.get(number + 1).is_some_and(|next| !is_link(next));
        match filled.last_mut() {
            Some(above)
                if is_link(line)
                    && !goes_on
                    && (number == 1 || is_link(above))
                    && above.chars().count() + line.trim_start().chars().count() <= WIDTH =>
            {
                above.push_str(line.trim_start());
            }
            _ => filled.push(line.clone()),
        }
    }
    filled
}

fn is_at(line: &str, indent: usize) -> bool {
    line.len() - line.trim_start().len() == indent
}
