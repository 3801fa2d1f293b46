//! Plans the changes to a folder.

use std::collections::BTreeSet;
use std::fs::Permissions;
use std::path::{Path, PathBuf};

use anyhow::ensure;
use generator::{File, Kind};

use super::scan::{ExistingFile, Obstacle, Obstacles, Reason, Scan, ancestors, parent};

/// The changes to the files of a folder.
#[derive(Debug)]
pub struct Plan {
    pub(super) root: PathBuf,
    pub(super) changes: Vec<Change>,
    /// The folders within the owned folders, the innermost first.
    pub(super) folders: Vec<String>,
    pub(super) leftovers: Vec<String>,
}

/// The change to one file.
#[derive(Debug)]
pub struct Change {
    /// The path relative to the folder, with `/` as the separator.
    pub path: String,
    /// The action.
    pub action: Action,
}

/// What to do with a file.
#[derive(Debug)]
pub enum Action {
    /// Leave it, since it is up to date.
    Keep,
    /// Create it.
    Create {
        /// The new contents.
        new: String,
    },
    /// Replace it.
    Replace {
        /// The old contents, with `U+FFFD` for invalid UTF-8.
        old: String,
        /// The new contents.
        new: String,
        /// The permissions, which are preserved.
        permissions: Permissions,
    },
    /// Delete it, since it is no longer generated.
    Delete {
        /// The old contents, with `U+FFFD` for invalid UTF-8.
        old: String,
    },
}

/// A file that is not generated, to be written.
#[derive(Debug)]
pub struct Edit {
    /// The path relative to the folder, with `/` as the separator.
    pub path: String,
    /// The new contents.
    pub text: String,
    /// Whether the file must not exist, unless it has these contents already.
    pub is_new: bool,
}

impl Plan {
    /// Compares a folder with the generated files. This does not change anything.
    ///
    /// The `owned` folders contain only generated files, so files that are no longer generated are
    /// deleted there. Scaffold files are planned only if they do not exist.
    ///
    /// # Errors
    ///
    /// Fails with [`Obstacles`] if codegen would have to replace or delete a file that it did not
    /// generate, or to write through a symbolic link. Also fails if the folder cannot be read, or if
    /// the path of a file is invalid.
    pub fn new<'a>(
        root: &Path,
        files: impl IntoIterator<Item = &'a File>,
        owned: &[&str],
    ) -> anyhow::Result<Self> {
        let files: Vec<_> = files.into_iter().collect();
        check_paths(&files, owned)?;
        let mut scan = Scan::new(root);
        for folder in owned {
            scan.scan_owned(folder)?;
        }
        let mut changes = Vec::new();
        for file in &files {
            if file.kind == Kind::Scaffold {
                let reachable = scan.is_folder(parent(&file.path))?;
                if !reachable || !scan.exists(&file.path)? {
                    changes.push(Change::create(file));
                }
                if reachable {
                    scan.scan_leftovers(parent(&file.path))?;
                }
            } else if let Some(found) = scan.files.remove(&file.path) {
                if !found.is_generated() {
                    scan.obstacle(file.path.clone(), Reason::NotGenerated);
                }
                changes.push(Change::update(file, found));
            } else {
                // This finds obstacles on the way.
                scan.is_folder(parent(&file.path))?;
                if scan.folders.contains(&file.path) {
                    scan.obstacle(file.path.clone(), Reason::NotAFile);
                }
                changes.push(Change::create(file));
            }
        }
        for (path, found) in std::mem::take(&mut scan.files) {
            if !found.is_generated() {
                scan.obstacle(path.clone(), Reason::NotGenerated);
            }
            changes.push(Change::delete(path, &found));
        }
        ensure_clear(scan.obstacles.into_iter().collect())?;
        changes.sort_by(|one, other| one.order().cmp(&other.order()));
        Ok(Self {
            root: root.to_owned(),
            folders: scan.folders.into_iter().rev().collect(),
            leftovers: scan.leftovers.into_iter().collect(),
            changes,
        })
    }

    /// Plans to write files in this order. This does not change anything.
    ///
    /// # Errors
    ///
    /// Fails with [`Obstacles`] if a new file exists with other contents, or if there is a symbolic link
    /// on the way to a file. Also fails if a folder or a file cannot be read.
    pub fn of_edits(root: &Path, edits: Vec<Edit>) -> anyhow::Result<Self> {
        let mut scan = Scan::new(root);
        let mut changes = Vec::new();
        for Edit { path, text, is_new } in edits {
            let reachable = scan.is_folder(parent(&path))?;
            let found = if reachable { scan.read(&path)? } else { None };
            let action = match found {
                None => Action::Create { new: text },
                Some(found) if found.bytes == text.as_bytes() => Action::Keep,
                Some(found) => {
                    if is_new {
                        scan.obstacle(path.clone(), Reason::Exists);
                    }
                    Action::Replace {
                        old: lossy(&found),
                        new: text,
                        permissions: found.permissions,
                    }
                }
            };
            changes.push(Change { path, action });
        }
        ensure_clear(scan.obstacles.into_iter().collect())?;
        Ok(Self {
            root: root.to_owned(),
            changes,
            folders: Vec::new(),
            leftovers: Vec::new(),
        })
    }

    /// The changes, sorted by path, with deletions last.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The changes of files that are not up to date.
    pub fn changed(&self) -> impl Iterator<Item = &Change> {
        let changes = self.changes.iter();
        changes.filter(|change| !matches!(change.action, Action::Keep))
    }

    /// Whether there is nothing to change.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        self.changed().next().is_none()
    }
}

impl Change {
    fn create(file: &File) -> Self {
        Self {
            path: file.path.clone(),
            action: Action::Create {
                new: file.text.clone(),
            },
        }
    }

    fn update(file: &File, found: ExistingFile) -> Self {
        let action = if found.bytes == file.text.as_bytes() {
            Action::Keep
        } else {
            Action::Replace {
                old: lossy(&found),
                new: file.text.clone(),
                permissions: found.permissions,
            }
        };
        Self {
            path: file.path.clone(),
            action,
        }
    }

    fn delete(path: String, found: &ExistingFile) -> Self {
        Self {
            path,
            action: Action::Delete { old: lossy(found) },
        }
    }

    /// Deletions come last, so that a killed run leaves too many files rather than too few.
    fn order(&self) -> (bool, &str) {
        (matches!(self.action, Action::Delete { .. }), &self.path)
    }
}

fn lossy(found: &ExistingFile) -> String {
    String::from_utf8_lossy(&found.bytes).into_owned()
}

fn ensure_clear(obstacles: Vec<Obstacle>) -> anyhow::Result<()> {
    ensure!(obstacles.is_empty(), Obstacles(obstacles));
    Ok(())
}

/// Checks that the path of every file is valid for its kind.
///
/// Paths are derived from names in a specification, which is untrusted. The generator sanitizes
/// them; this is a second check.
fn check_paths(files: &[&File], owned: &[&str]) -> anyhow::Result<()> {
    /// The maximum of common file systems, in bytes.
    const MAX_NAME_LENGTH: usize = 255;
    let mut seen = BTreeSet::new();
    for file in files {
        let path = &*file.path;
        let plain = |part: &str| {
            !part.is_empty()
                && part.len() <= MAX_NAME_LENGTH
                && !part.starts_with('.')
                && !part.contains(['\\', ':', '\0'])
        };
        ensure!(
            path.split('/').all(plain),
            "the generated path {path:?} is not a plain relative path"
        );
        let is_owned = ancestors(path).any(|folder| owned.contains(&folder));
        ensure!(
            is_owned == (file.kind != Kind::Scaffold),
            "the generated path {path:?} is not allowed for its kind of file"
        );
        ensure!(
            !is_owned || generator::is_generated(file.text.as_bytes()),
            "the generated file {path:?} has no header"
        );
        ensure!(seen.insert(path), "the path {path:?} is generated twice");
    }
    Ok(())
}
