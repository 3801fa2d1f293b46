//! Structs of `object!`, whose fields say more than Rust has words for.
//!
//! What stands behind a field (`pub is_tame: Option<bool> = "isTame",`) stands
//! in an attribute before it while the printer has it, and what stands before
//! one (`..rest: Map<String, Value>,`) in its name.

use quote::{ToTokens, format_ident, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Field, Ident, ItemStruct, LitStr, Token, Type, parse_quote};

/// The columns of a line.
const WIDTH: usize = 100;

/// The attribute that holds what stands behind a field.
const BEHIND: &str = "#[__behind = ";

/// How the name of the field begins that takes the rest.
const REST: &str = "__rest_";

/// `pub struct Pet { pub is_tame: Option<bool> = "isTame", ..rest: Map<String, Value>, }`
pub(super) fn object(input: ParseStream) -> syn::Result<ItemStruct> {
    let attrs = input.call(Attribute::parse_outer)?;
    input.parse::<Token![pub]>()?;
    input.parse::<Token![struct]>()?;
    let name: Ident = input.parse()?;
    let fields;
    syn::braced!(fields in input);
    let fields = fields.parse_terminated(field, Token![,])?;
    Ok(parse_quote!(#(#attrs)* pub struct #name { #fields }))
}

fn field(input: ParseStream) -> syn::Result<Field> {
    let attrs = input.call(Attribute::parse_outer)?;
    if input.parse::<Option<Token![..]>>()?.is_some() {
        let name: Ident = input.parse()?;
        let name = format_ident!("{REST}{name}");
        input.parse::<Token![:]>()?;
        let ty: Type = input.parse()?;
        return Field::parse_named.parse2(quote!(#(#attrs)* #name: #ty));
    }
    input.parse::<Token![pub]>()?;
    let name: Ident = input.parse()?;
    input.parse::<Token![:]>()?;
    let ty: Type = input.parse()?;
    let key = match input.parse::<Option<Token![=]>>()? {
        Some(_) => format!(" = {}", input.parse::<LitStr>()?.to_token_stream()),
        None => String::new(),
    };
    let mark = match input.parse::<Option<Token![|]>>()? {
        Some(_) => format!(" | {}", input.parse::<Ident>()?),
        None => String::new(),
    };
    let behind = key + &mark;
    let behind = (!behind.is_empty()).then(|| quote!(#[__behind = #behind]));
    Field::parse_named.parse2(quote!(#(#attrs)* #behind pub #name: #ty))
}

/// The text of structs, with everything where it belongs.
pub(super) fn as_objects(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut behind: Option<(String, usize)> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if let Some(text) = attribute(trimmed) {
            behind = Some((text, indent));
            continue;
        }
        let ends = |(_, from): &(String, usize)| *from == indent && trimmed.ends_with(',');
        let line = match (behind.take_if(|it| ends(it)), trimmed.strip_prefix(REST)) {
            (Some((behind, _)), _) => with(line, &behind, indent),
            (None, Some(rest)) => format!("{}..{rest}", &line[..indent]),
            (None, None) => line.to_owned(),
        };
        written.push_str(&line);
        written.push('\n');
    }
    written
}

/// What stands behind a field, if a line says it.
fn attribute(line: &str) -> Option<String> {
    let text = line.strip_prefix(BEHIND)?.strip_suffix(']')?;
    let text: LitStr = syn::parse_str(text).ok()?;
    Some(text.value())
}

/// The last line of a field with what stands behind it: on the same line, if it has room.
fn with(line: &str, behind: &str, indent: usize) -> String {
    let line = line.trim_end_matches(',');
    if line.chars().count() + behind.chars().count() < WIDTH {
        return format!("{line}{behind},");
    }
    let more = " ".repeat(indent + 4);
    format!("{line}\n{more}{},", behind.trim_start())
}
