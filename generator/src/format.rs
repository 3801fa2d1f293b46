//! Formatting: from tokens to text.

mod joined;
mod macros;
mod objects;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use std::fmt::Write as _;

/// The text of a module, or why it is none: a bug in the generator, told with
/// the tokens.
pub(crate) fn format(path: &str, tokens: TokenStream, header: &str) -> Result<String, String> {
    let shown = tokens.to_string();
    let mut file = syn::parse2::<syn::File>(tokens).map_err(|error| {
        format!("the generator wrote {path} in a way that is no Rust: {error}\n{shown}")
    })?;
    let mut text = format!("{header}\n");
    let attributes = std::mem::take(&mut file.attrs);
    if !attributes.is_empty() {
        push_paragraph(&mut text, attributes, Vec::new());
    }
    for group in groups(file.items) {
        push_paragraph(&mut text, Vec::new(), group);
    }
    Ok(text)
}

fn push_paragraph(text: &mut String, attrs: Vec<syn::Attribute>, items: Vec<syn::Item>) {
    let (items, calls): (Vec<_>, Vec<_>) = items.into_iter().map(macros::as_module).unzip();
    let is_call = calls.contains(&true);
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    };
    let is_list = matches!(file.items.first(), Some(syn::Item::Use(_)));
    let printed = objects::as_objects(&prettyplease::unparse(&file));
    let formatted = joined::joined(&macros::as_setters(&printed));
    let formatted = match (is_list, is_call) {
        (true, _) => formatted,
        (_, false) => spaced(&formatted, "    "),
        (_, true) => spaced(&spaced(&macros::as_call(&formatted), "    "), "        "),
    };
    let _ = write!(text, "\n{}\n", formatted.trim());
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
/// setters stand together.
fn spaced(text: &str, indent: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut above = "";
    let mut in_setter = false;
    for line in text.lines() {
        let member = line.strip_prefix(indent).unwrap_or_default();
        let ended = above.ends_with(';') && !above.starts_with("//") && !in_setter;
        let is_setter = member.starts_with("pub fn ") && !member.ends_with('{');
        if begins(member) && (above == "}" || ended && (is_attribute(member) || is_setter)) {
            spaced.push('\n');
        }
        if begins(member) && !is_attribute(member) {
            in_setter = is_setter;
        }
        spaced.push_str(line);
        spaced.push('\n');
        above = member;
    }
    spaced
}

/// Whether something begins with a line, rather than ends with it.
fn begins(line: &str) -> bool {
    line.starts_with(|c: char| c.is_alphabetic() || c == '_') || is_attribute(line)
}

fn is_attribute(line: &str) -> bool {
    line.starts_with("#[") || line.starts_with("///")
}
