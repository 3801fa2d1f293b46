//! Finds specifications, and names their crates.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file that may be a specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spec {
    /// The path of the file.
    pub(crate) path: PathBuf,
    /// The path relative to the folder, with `/` as the separator.
    pub(crate) name: String,
    /// The folder name of its crate, unique and the same in every run.
    pub(crate) folder: String,
}

impl Spec {
    /// The package name of its crate. The suffix avoids the names of dependencies, of standard crates
    /// and of keywords.
    pub(crate) fn package(&self) -> String {
        format!("{}-client", self.folder)
    }

    /// Whether an argument selects it: its path or file name, with or without extension, or one of
    /// its folders.
    fn is_selected_by(&self, name: &str) -> bool {
        let name = Path::new(name.trim_end_matches('/'));
        let path = Path::new(&self.name);
        let stem = path.with_extension("");
        path.starts_with(name)
            || stem == name
            || [path, &stem]
                .iter()
                .any(|path| path.file_name() == Some(name.as_os_str()))
    }
}

/// Creates the specifications at these paths.
pub(crate) fn name(folder: &Path, paths: Vec<PathBuf>) -> Vec<Spec> {
    let mut used = BTreeSet::new();
    let named = paths.into_iter().map(|path| {
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let slug = slug(&path.with_extension("").to_string_lossy());
        let mut unique = slug.clone();
        let mut number = 2;
        while !used.insert(unique.clone()) {
            unique = format!("{slug}-{number}");
            number += 1;
        }
        Spec {
            name: parts.join("/"),
            path: folder.join(&path),
            folder: unique,
        }
    });
    named.collect()
}

/// The specifications that the arguments select, or all if there are no arguments.
///
/// # Errors
///
/// Returns the arguments that select nothing.
pub(crate) fn select(specs: Vec<Spec>, only: &[String]) -> Result<Vec<Spec>, Vec<String>> {
    let selects_none = |name: &&String| !specs.iter().any(|spec| spec.is_selected_by(name));
    let unknown: Vec<_> = only.iter().filter(selects_none).cloned().collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let is_selected =
        |spec: &Spec| only.is_empty() || only.iter().any(|name| spec.is_selected_by(name));
    Ok(specs.into_iter().filter(is_selected).collect())
}

/// The maximum length of a slug; crates.io limits package names to 64.
const LONGEST: usize = 48;

/// Letters, digits and single hyphens, starting with a letter.
fn slug(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let mut slug = words.join("-");
    if !slug.starts_with(|first: char| first.is_ascii_alphabetic()) {
        slug.insert_str(0, "api-");
    }
    slug.truncate(LONGEST);
    slug.trim_end_matches('-').to_owned()
}
