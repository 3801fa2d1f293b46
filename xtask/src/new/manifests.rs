//! The manifest of the workspace that a new crate becomes a member of.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use toml_edit::{Array, DocumentMut, Item, RawString, Table, Value, value};
use wildmatch::WildMatch;

use crate::context::slashed;
use crate::disk;

/// The workspace of a folder that does not exist yet.
pub(super) struct Workspace {
    pub(super) folder: PathBuf,
    manifest: DocumentMut,
}

impl Workspace {
    /// The folder of the nearest workspace: this one, or one above it.
    pub(super) fn above(folder: &Path) -> Option<PathBuf> {
        find(folder).map(|(folder, _)| folder.to_owned())
    }

    /// The nearest workspace above a folder. Otherwise `root` becomes one.
    ///
    /// # Errors
    ///
    /// Fails if the manifest of `root` cannot be parsed.
    pub(super) fn of(folder: &Path, root: &Path) -> anyhow::Result<Self> {
        if let Some((folder, manifest)) = folder.parent().and_then(find) {
            return Ok(Self {
                folder: folder.to_owned(),
                manifest,
            });
        }
        let manifest = read(root).transpose().context("cannot use Cargo.toml")?;
        let is_new = manifest.is_none();
        let mut manifest = manifest.unwrap_or_default();
        let mut workspace = Table::new();
        if is_new {
            workspace.insert("resolver", value("3"));
        }
        manifest.insert("workspace", Item::Table(workspace));
        Ok(Self {
            folder: root.to_owned(),
            manifest,
        })
    }

    /// Adds a folder to the members, unless a pattern covers it or it is excluded.
    pub(super) fn add_member(&mut self, folder: &Path) -> anyhow::Result<()> {
        let folder = slashed(folder.strip_prefix(&self.folder)?);
        let folder = folder.context("the path of a folder is not UTF-8")?;
        let workspace = self.manifest["workspace"].as_table_like_mut();
        let workspace = workspace.context("`workspace` of Cargo.toml is not a table")?;
        let excluded = workspace.get("exclude").and_then(Item::as_array);
        if excluded.is_some_and(|it| texts(it).any(|it| Path::new(&folder).starts_with(it))) {
            return Ok(());
        }
        let members = workspace.entry("members").or_insert(value(Array::new()));
        let members = members.as_array_mut();
        let members = members.context("`workspace.members` of Cargo.toml is not an array")?;
        if !texts(members).any(|pattern| covers(pattern, &folder)) {
            push(members, &folder);
        }
        Ok(())
    }

    pub(super) fn text(&self) -> String {
        self.manifest.to_string()
    }
}

/// Adds `cargo xtask` to the configuration of cargo.
///
/// # Errors
///
/// Fails if it has another alias of this name.
pub(super) fn with_alias(text: &str) -> anyhow::Result<String> {
    const ALIAS: &str = "run --package xtask --";
    let mut configuration: DocumentMut = text.parse()?;
    let table = configuration.entry("alias").or_insert(toml_edit::table());
    let table = table
        .as_table_like_mut()
        .context("`alias` is not a table")?;
    let alias = table.entry("xtask").or_insert(value(ALIAS));
    ensure!(
        alias.as_str() == Some(ALIAS),
        "it has another alias `xtask`"
    );
    Ok(configuration.to_string())
}

/// The nearest manifest of a workspace, and its folder.
fn find(folder: &Path) -> Option<(&Path, DocumentMut)> {
    let manifests = folder.ancestors();
    let mut manifests = manifests.filter_map(|folder| Some((folder, read(folder)?.ok()?)));
    manifests.find(|(_, manifest)| manifest.contains_key("workspace"))
}

/// The manifest in a folder, if there is one.
fn read(folder: &Path) -> Option<anyhow::Result<DocumentMut>> {
    let bytes = disk::read(&folder.join("Cargo.toml")).ok()?;
    let text = String::from_utf8(bytes).map_err(anyhow::Error::from);
    Some(text.and_then(|text| Ok(text.parse()?)))
}

fn texts(array: &Array) -> impl Iterator<Item = &str> {
    array.iter().filter_map(Value::as_str)
}

/// Whether a pattern of members matches a folder. A `*` matches one part of a path.
fn covers(pattern: &str, folder: &str) -> bool {
    let (patterns, parts) = (pattern.trim_end_matches('/').split('/'), folder.split('/'));
    patterns.clone().count() == parts.clone().count()
        && patterns
            .zip(parts)
            .all(|(pattern, part)| WildMatch::new(pattern).matches(part))
}

/// Adds an item to an array, in the layout of the last one. A comment behind that stays there.
fn push(array: &mut Array, text: &str) {
    let mut item = Value::from(text);
    let trailing = array.trailing().as_str().unwrap_or_default().to_owned();
    let has_comma = array.trailing_comma();
    if let Some(index) = array.len().checked_sub(1)
        && let Some(last) = array.get_mut(index)
    {
        let decor = last.decor_mut();
        let text = |it: Option<&RawString>| {
            it.and_then(RawString::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let (prefix, suffix) = (text(decor.prefix()), text(decor.suffix()));
        let indent = prefix.rfind('\n').map_or(" ", |start| &prefix[start..]);
        let rest = if has_comma { &trailing } else { &suffix };
        let (comment, end) = rest.split_at(rest.trim_end().len());
        item.decor_mut().set_prefix(format!("{comment}{indent}"));
        if has_comma {
            array.set_trailing(end);
        } else {
            decor.set_suffix("");
            item.decor_mut().set_suffix(end);
        }
    }
    array.push_formatted(item);
}

#[cfg(test)]
mod tests {
    use super::{covers, push};
    use toml_edit::DocumentMut;

    #[test]
    fn members_keep_their_layout() {
        for (before, after) in [
            ("m = []\n", "m = [\"b\"]\n"),
            ("m = [\"a\"] # All.\n", "m = [\"a\", \"b\"] # All.\n"),
            ("m = [\"a\", \"x\"]\n", "m = [\"a\", \"x\", \"b\"]\n"),
            (
                "m = [\n    \"a\",\n]\n",
                "m = [\n    \"a\",\n    \"b\",\n]\n",
            ),
            (
                "m = [\n    \"a\", # A.\n    \"x\", # X.\n]\n",
                "m = [\n    \"a\", # A.\n    \"x\", # X.\n    \"b\",\n]\n",
            ),
            (
                "m = [\n    \"a\" # A.\n]\n",
                "m = [\n    \"a\", # A.\n    \"b\"\n]\n",
            ),
            ("m = [\n    \"a\"\n]\n", "m = [\n    \"a\",\n    \"b\"\n]\n"),
        ] {
            let mut document: DocumentMut = before.parse().unwrap();
            push(document["m"].as_array_mut().unwrap(), "b");
            assert_eq!(document.to_string(), after);
        }
    }

    #[test]
    fn patterns_cover_folders() {
        for (pattern, folder, expected) in [
            ("crates/*", "crates/pets", true),
            ("crates/*", "crates/pets/more", false),
            ("crates/*-client", "crates/pets-client", true),
            ("crates/pets", "crates/pets", true),
            ("*", "crates/pets", false),
        ] {
            assert_eq!(covers(pattern, folder), expected, "{pattern} {folder}");
        }
    }
}
