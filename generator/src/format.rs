//! Formatting: from tokens to text.

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
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    };
    let is_list = matches!(file.items.first(), Some(syn::Item::Use(_)));
    let formatted = prettyplease::unparse(&file);
    let formatted = if is_list {
        formatted
    } else {
        spaced(&formatted)
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

/// Puts a blank line between the members of an item: before each that begins
/// where a body, or a documented member, has ended.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut above = "";
    for line in text.lines() {
        let begins = is_member(line)
            && (line.trim_start().starts_with("///") || !is_member_attribute(above));
        let ends = above == "    }"
            || above == "    },"
            || (is_member(above) && above.ends_with([',', ';', '}']));
        if begins && ends && !is_doc(above) {
            spaced.push('\n');
        }
        spaced.push_str(line);
        spaced.push('\n');
        above = line;
    }
    spaced
}

/// Whether a line begins or continues a member: it stands at the first level.
fn is_member(line: &str) -> bool {
    line.strip_prefix("    ").is_some_and(|rest| {
        let documented = ["///", "#[", "pub ", "fn ", "async ", "const "];
        documented.iter().any(|start| rest.starts_with(start))
            || rest.starts_with(char::is_uppercase)
    })
}

fn is_member_attribute(line: &str) -> bool {
    line.starts_with("    #[") || is_doc(line)
}

fn is_doc(line: &str) -> bool {
    line.trim_start().starts_with("///")
}
