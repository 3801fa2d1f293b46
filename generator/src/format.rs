//! Formatting: from tokens to text.

mod joined;
mod macros;
mod objects;
mod rows;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use std::fmt::Write as _;

/// The text of a module, or why it is none: a bug in the generator, told with
/// the tokens.
pub(crate) fn format(path: &str, tokens: TokenStream, header: &str) -> Result<String, String> {
    let shown = tokens.to_string();
    let text = syn::parse2(tokens).and_then(|file| paragraphs(file, header));
    text.map_err(|error| {
        format!("the generator wrote {path} in a way that is no Rust: {error}\n{shown}")
    })
}

fn paragraphs(file: syn::File, header: &str) -> syn::Result<String> {
    let mut text = format!("{header}\n");
    if !file.attrs.is_empty() {
        push_paragraph(&mut text, file.attrs, Vec::new())?;
    }
    for group in groups(file.items) {
        push_paragraph(&mut text, Vec::new(), group)?;
    }
    Ok(text)
}

fn push_paragraph(
    text: &mut String,
    attrs: Vec<syn::Attribute>,
    items: Vec<syn::Item>,
) -> syn::Result<()> {
    let items: syn::Result<Vec<_>> = items.into_iter().map(macros::as_module).collect();
    let (items, calls): (Vec<_>, Vec<_>) = items?.into_iter().unzip();
    let is_call = calls.contains(&true);
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    };
    let is_list = matches!(file.items.first(), Some(syn::Item::Use(_)));
    let printed = objects::as_objects(&prettyplease::unparse(&file));
    let formatted = rows::as_rows(&joined::joined(&printed));
    let formatted = match (is_list, is_call) {
        (true, _) => formatted,
        (_, false) => spaced(&formatted, "    "),
        (_, true) => spaced(&spaced(&macros::as_call(&formatted), "    "), "        "),
    };
    let _ = write!(text, "\n{}\n", formatted.trim());
    Ok(())
}

/// Items that stand together without a blank line between: modules and imports.
fn groups(items: Vec<syn::Item>) -> Vec<Vec<syn::Item>> {
    let mut groups: Vec<Vec<syn::Item>> = Vec::new();
    for item in items {
        match groups.last_mut() {
            Some(group) if stand_together(&group[group.len() - 1], &item) => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    groups
}

fn stand_together(above: &syn::Item, below: &syn::Item) -> bool {
    match (above, below) {
        (syn::Item::Mod(_), syn::Item::Mod(_)) => true,
        (syn::Item::Use(above), syn::Item::Use(below)) => is_public(above) == is_public(below),
        _ => false,
    }
}

fn is_public(item: &syn::ItemUse) -> bool {
    matches!(item.vis, syn::Visibility::Public(_))
}

/// Puts a blank line between the functions and items that stand at `indent`:
/// before each that begins where another has ended. Fields, variants and
/// rows stand together, and a row without attributes with the struct above.
fn spaced(text: &str, indent: &str) -> String {
    let members = text.lines().map(|line| line.strip_prefix(indent));
    let members: Vec<&str> = members.map(Option::unwrap_or_default).collect();
    let mut spaced = String::with_capacity(text.len());
    let mut above = "";
    let mut in_row = false;
    for (number, (line, &member)) in text.lines().zip(&members).enumerate() {
        let ended = above.ends_with(';') && !above.starts_with("//");
        let is_apart = || {
            let named = members[number..].iter().find(|line| is_named(line));
            !in_row || !named.is_some_and(|line| is_row(line))
        };
        let is_after = ended && (in_row || is_attribute(member) || is_row(member)) && is_apart();
        if begins(member) && (above == "}" && !is_row(member) || is_after) {
            spaced.push('\n');
        }
        if is_named(member) {
            in_row = is_row(member);
        }
        spaced.push_str(line);
        spaced.push('\n');
        above = member;
    }
    spaced
}

/// Whether a line is that of a function without a body.
fn is_row(line: &str) -> bool {
    line.starts_with("pub fn ") && !line.ends_with('{')
}

/// Whether something begins with a line, and not with what is said about it.
fn is_named(line: &str) -> bool {
    begins(line) && !is_attribute(line)
}

/// Whether something begins with a line, rather than ends with it.
fn begins(line: &str) -> bool {
    line.starts_with(|c: char| c.is_alphabetic() || c == '_') || is_attribute(line)
}

fn is_attribute(line: &str) -> bool {
    line.starts_with("#[") || line.starts_with("///")
}
