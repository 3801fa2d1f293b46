//! What is to become of a folder.

use std::collections::BTreeSet;
use std::fs::Permissions;
use std::path::{Path, PathBuf};

use anyhow::ensure;
use generator::{File, Kind};

use super::look::{Found, Look, Obstacles, Reason, ancestors, parent};

/// What is to become of each file of a folder.
#[derive(Debug)]
pub struct Plan {
    pub(super) root: PathBuf,
    pub(super) changes: Vec<Change>,
    /// The folders in the owned ones, the innermost first.
    pub(super) folders: Vec<String>,
    pub(super) leftovers: Vec<String>,
}

/// What is to become of one file.
#[derive(Debug)]
pub struct Change {
    /// Where it is in the folder, with `/` between the parts.
    pub path: String,
    /// What is to be done.
    pub action: Action,
}

/// What is to be done to a file.
#[derive(Debug)]
pub enum Action {
    /// It is as it should be, and is not touched.
    Keep,
    /// It does not exist yet.
    Create {
        /// What it will hold.
        new: String,
    },
    /// It holds something else.
    Replace {
        /// What it holds, with `U+FFFD` for what is not UTF-8.
        old: String,
        /// What it will hold.
        new: String,
        /// Who may do what with it, which stays as it is.
        permissions: Permissions,
    },
    /// It is no longer written.
    Delete {
        /// What it holds, with `U+FFFD` for what is not UTF-8.
        old: String,
    },
}

impl Plan {
    /// Compares a folder with the files that it should hold, and changes nothing.
    ///
    /// Codegen is the only author in the `owned` folders: what it wrote there and no
    /// longer writes is deleted. A scaffold is planned only where there is nothing yet.
    ///
    /// # Errors
    ///
    /// Fails with [`Obstacles`] if codegen would have to replace or delete what it did
    /// not write, or to write through a symbolic link. Fails also if the folder cannot
    /// be read, or if a file is meant for a place that is not codegen's to write to.
    pub fn new<'a>(
        root: &Path,
        files: impl IntoIterator<Item = &'a File>,
        owned: &[&str],
    ) -> anyhow::Result<Self> {
        let files: Vec<_> = files.into_iter().collect();
        check_places(&files, owned)?;
        let mut look = Look::new(root);
        for folder in owned {
            look.at_owned(folder)?;
        }
        let mut changes = Vec::new();
        for file in &files {
            let reachable = look.is_folder(parent(&file.path))?;
            if file.kind == Kind::Scaffold {
                if !reachable || !look.exists(&file.path)? {
                    changes.push(Change::create(file));
                }
                if reachable {
                    look.for_leftovers(parent(&file.path))?;
                }
            } else if let Some(found) = look.files.remove(&file.path) {
                if !found.is_ours() {
                    look.obstacle(file.path.clone(), Reason::NotOurs);
                }
                changes.push(Change::update(file, found));
            } else {
                if look.folders.contains(&file.path) {
                    look.obstacle(file.path.clone(), Reason::NotAFile);
                }
                changes.push(Change::create(file));
            }
        }
        for (path, found) in std::mem::take(&mut look.files) {
            if !found.is_ours() {
                look.obstacle(path.clone(), Reason::NotOurs);
            }
            changes.push(Change::delete(path, &found));
        }
        ensure_clear(look.obstacles.into_iter().collect())?;
        changes.sort_by(|one, other| one.order().cmp(&other.order()));
        Ok(Self {
            root: root.to_owned(),
            folders: look.folders.into_iter().rev().collect(),
            leftovers: look.leftovers.into_iter().collect(),
            changes,
        })
    }

    /// What is to become of each file: first those to be, then those to go, in the order of their paths.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether the folder holds what it should.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        self.changes
            .iter()
            .all(|change| matches!(change.action, Action::Keep))
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

    fn update(file: &File, found: Found) -> Self {
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

    fn delete(path: String, found: &Found) -> Self {
        Self {
            path,
            action: Action::Delete { old: lossy(found) },
        }
    }

    /// Files go last, so that a run that is killed leaves too much rather than too little.
    fn order(&self) -> (bool, &str) {
        (matches!(self.action, Action::Delete { .. }), &self.path)
    }
}

fn lossy(found: &Found) -> String {
    String::from_utf8_lossy(&found.bytes).into_owned()
}

fn ensure_clear(obstacles: Vec<super::Obstacle>) -> anyhow::Result<()> {
    ensure!(obstacles.is_empty(), Obstacles(obstacles));
    Ok(())
}

/// Makes sure that every file is meant for a place that its kind may be in.
///
/// The paths come from names in a specification, which anyone may have written. The
/// generator makes them safe; this is where it would show if it did not.
fn check_places(files: &[&File], owned: &[&str]) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    for file in files {
        let path = &*file.path;
        let plain = |part: &str| {
            !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0'])
        };
        ensure!(
            path.split('/').all(plain),
            "the generator wants to write to {path:?}, which is no plain relative path"
        );
        let is_owned = ancestors(path).any(|folder| owned.contains(&folder));
        ensure!(
            is_owned == (file.kind != Kind::Scaffold),
            "the generator wants to write to {path:?}, where a file of its kind has no place"
        );
        ensure!(
            !is_owned || generator::is_generated(file.text.as_bytes()),
            "the generator wants to write {path:?} without its header"
        );
        ensure!(
            seen.insert(path),
            "the generator wants to write {path:?} twice"
        );
    }
    Ok(())
}
