//! Which specifications a folder holds, and what their crates are called.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file that may be a specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spec {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its path in the folder, with `/` between the parts.
    pub(super) name: String,
    /// The folder of its crate, one of its own in every run on the same files.
    pub(super) folder: String,
}

impl Spec {
    /// The package of its crate, which bears no name that another crate may have: not
    /// that of a dependency, of the standard library, or of a keyword.
    pub(super) fn package(&self) -> String {
        format!("{}-client", self.folder)
    }

    /// Whether a name on the command line means it: its path with or without the
    /// ending, the last part of that, or a folder that it is in.
    fn is_called(&self, name: &str) -> bool {
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

/// Names the specifications that are at these paths in a folder.
pub(super) fn name(folder: &Path, paths: Vec<PathBuf>) -> Vec<Spec> {
    let mut taken = BTreeSet::new();
    let named = paths.into_iter().map(|path| {
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let slug = slug(&path.with_extension("").to_string_lossy());
        let mut unique = slug.clone();
        let mut number = 2;
        while !taken.insert(unique.clone()) {
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

/// Leaves those that one of the names means, or all if there are none.
///
/// # Errors
///
/// Fails with the names that mean none.
pub(super) fn choose(specs: Vec<Spec>, only: &[String]) -> Result<Vec<Spec>, Vec<String>> {
    let means_none = |name: &&String| !specs.iter().any(|spec| spec.is_called(name));
    let unknown: Vec<_> = only.iter().filter(means_none).cloned().collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let is_chosen = |spec: &Spec| only.is_empty() || only.iter().any(|name| spec.is_called(name));
    Ok(specs.into_iter().filter(is_chosen).collect())
}

/// What is left for the slug, so that the package's name is not too long.
const LONGEST: usize = 48;

/// Letters, digits and single hyphens, with a letter in front.
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
