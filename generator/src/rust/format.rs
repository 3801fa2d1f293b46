//! Formatting: from tokens to text.
//!
//! `prettyplease` prints items, and the members of an `impl`, one by one, so that blank lines can be
//! put between them. Calls of leaf macros are printed from their lists.

#[cfg(test)]
mod tests;

use crate::rust::items::{Item, LeafMacro, Sink};
use crate::rust::name_lints::NameLints;
use std::fmt::Write as _;

/// The text of a module, and the lints that its names violate. An error is a bug in the generator,
/// and its message has the text before it.
pub(crate) fn format(
    path: &str,
    items: impl FnOnce(&mut Sink) -> Vec<Item>,
    header: &str,
) -> Result<(String, NameLints), String> {
    let mut lints = NameLints::default();
    let (mut start, mut rest) = (format!("{header}\n"), String::new());
    let mut outcome = Ok(());
    let first = items(&mut |item| {
        if outcome.is_ok() {
            outcome = push(&mut rest, item, &mut lints, path);
        }
    });
    outcome?;
    for item in first {
        push(&mut start, item, &mut lints, path)?;
    }
    Ok((start + &rest, lints))
}

fn push(text: &mut String, item: Item, lints: &mut NameLints, path: &str) -> Result<(), String> {
    match item {
        Item::LeafMacro(leaf_macro) => {
            lints.add_leaf_macro(&leaf_macro);
            push_paragraph(text, &leaf_macro.to_string());
        }
        Item::Rust(tokens) => {
            let file: syn::File = syn::parse2(tokens).map_err(|error| {
                format!("the generator wrote invalid Rust in {path}: {error}, after:\n{text}")
            })?;
            lints.add_items(&file.items);
            push_items(text, file);
        }
    }
    Ok(())
}

impl std::fmt::Display for LeafMacro {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}!({}", self.name, self.head)?;
        if let Some(entries) = &self.entries {
            f.write_str(" {\n")?;
            for entry in entries {
                writeln!(f, "    {entry},")?;
            }
            f.write_str("}")?;
        }
        f.write_str(");")
    }
}

fn push_paragraph(text: &mut String, paragraph: &str) {
    let _ = write!(text, "\n{}\n", paragraph.trim_end());
}

fn push_items(text: &mut String, file: syn::File) {
    if !file.attrs.is_empty() {
        push_paragraph(
            text,
            &prettyplease::unparse(&self::file(file.attrs, Vec::new())),
        );
    }
    for group in groups(file.items) {
        push_paragraph(text, &print(group));
    }
}

fn file(attrs: Vec<syn::Attribute>, items: Vec<syn::Item>) -> syn::File {
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    }
}

/// Groups items that have no blank lines between them: modules and imports.
fn groups(items: Vec<syn::Item>) -> Vec<Vec<syn::Item>> {
    let mut groups: Vec<Vec<syn::Item>> = Vec::new();
    for item in items {
        match groups.last_mut() {
            Some(group) if are_grouped(&group[group.len() - 1], &item) => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    groups
}

fn are_grouped(first: &syn::Item, second: &syn::Item) -> bool {
    match (first, second) {
        (syn::Item::Mod(_), syn::Item::Mod(_)) => true,
        (syn::Item::Use(first), syn::Item::Use(second)) => is_public(first) == is_public(second),
        _ => false,
    }
}

fn is_public(item: &syn::ItemUse) -> bool {
    matches!(item.vis, syn::Visibility::Public(_))
}

fn print(group: Vec<syn::Item>) -> String {
    let mut file = file(Vec::new(), group);
    match file.items.as_mut_slice() {
        [syn::Item::Impl(item)] if item.items.len() > 1 => {
            let members = std::mem::take(&mut item.items);
            print_impl(file, members)
        }
        _ => prettyplease::unparse(&file),
    }
}

/// Prints an `impl` with blank lines between its members. Each member is printed in an `impl` of its
/// own, whose first and last line are then removed.
fn print_impl(mut file: syn::File, members: Vec<syn::ImplItem>) -> String {
    let empty = prettyplease::unparse(&file);
    let head = without_closing_brace(&empty);
    let mut texts = Vec::with_capacity(members.len());
    for member in members {
        if let [syn::Item::Impl(item)] = file.items.as_mut_slice() {
            item.items = vec![member];
        }
        let whole = prettyplease::unparse(&file);
        let inner = without_closing_brace(&whole);
        let inner = inner.strip_prefix(head).unwrap_or(inner);
        texts.push(inner.trim_matches('\n').to_owned());
    }
    format!("{head}\n{}\n}}", texts.join("\n\n"))
}

fn without_closing_brace(text: &str) -> &str {
    let text = text.trim_end();
    text.strip_suffix('}').unwrap_or(text)
}
