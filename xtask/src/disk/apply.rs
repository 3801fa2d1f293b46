//! Applies a plan.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tempfile::TempPath;

use super::plan::{Action, Change, Plan};
use super::scan::{TEMPORARY, ancestors, parent};

/// A plan whose new files are written to temporary files next to their targets.
///
/// Dropping it removes everything that is not committed.
#[derive(Debug)]
pub struct Staged {
    plan: Plan,
    /// The temporary file of each change, if it writes a file.
    texts: Vec<Option<TempPath>>,
    created: CreatedFolders,
}

/// The number of changed files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were created or replaced.
    pub written: usize,
    /// Files that were up to date.
    pub unchanged: usize,
    /// Files that were deleted.
    pub deleted: usize,
}

impl Plan {
    /// Deletes leftovers of killed runs, and writes the temporary files.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be written. No target has been changed then.
    pub fn stage(self) -> anyhow::Result<Staged> {
        for path in &self.leftovers {
            delete(&self.root.join(path)).with_context(|| format!("cannot delete {path}"))?;
        }
        let mut created = CreatedFolders::new(self.root.clone());
        let texts = self
            .changes
            .iter()
            .map(|change| {
                stage(&self.root, change, &mut created)
                    .with_context(|| format!("cannot write {}", change.path))
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Staged {
            plan: self,
            texts,
            created,
        })
    }
}

impl Staged {
    /// Renames the temporary files to their targets, and deletes files. Calls `changed` for each change.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be renamed or deleted, or if `changed` fails. Each file is either old or
    /// new then.
    pub fn commit(
        mut self,
        mut changed: impl FnMut(&Change) -> io::Result<()>,
    ) -> anyhow::Result<Summary> {
        let mut summary = Summary::default();
        for (change, text) in self.plan.changes.iter().zip(&mut self.texts) {
            let path = self.plan.root.join(&change.path);
            match (&change.action, text.take()) {
                (Action::Delete { .. }, _) => {
                    delete(&path).with_context(|| format!("cannot delete {}", change.path))?;
                    summary.deleted += 1;
                }
                (_, Some(text)) => {
                    text.persist(path)
                        .with_context(|| format!("cannot write {}", change.path))?;
                    self.created.keep(&change.path);
                    summary.written += 1;
                }
                (_, None) => {
                    summary.unchanged += 1;
                    continue;
                }
            }
            changed(change)?;
        }
        for folder in &self.plan.folders {
            // This removes only empty folders.
            let _ = fs::remove_dir(self.plan.root.join(folder));
        }
        Ok(summary)
    }
}

fn stage(
    root: &Path,
    change: &Change,
    created: &mut CreatedFolders,
) -> io::Result<Option<TempPath>> {
    let (text, permissions) = match &change.action {
        Action::Keep | Action::Delete { .. } => return Ok(None),
        Action::Create { new } => (new, None),
        Action::Replace {
            new, permissions, ..
        } => (new, Some(permissions)),
    };
    for folder in ancestors(&change.path) {
        created.create(folder)?;
    }
    let (start, end) = TEMPORARY;
    let mut file = with_default_permissions(tempfile::Builder::new().prefix(start).suffix(end))
        .tempfile_in(root.join(parent(&change.path)))?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        set_permissions(file.as_file(), permissions)?;
    }
    // Without a sync, which would take most of the time: a killed run still leaves each file old or
    // new. A power failure may leave empty files, which the next run reports.
    // Closes the file, since a large crate exceeds the limit of open files.
    Ok(Some(file.into_temp_path()))
}

/// Sets the default permissions minus the umask. Temporary files are private by default.
#[cfg(unix)]
pub(super) fn with_default_permissions<'a, 'b, 'c>(
    builder: &'a mut tempfile::Builder<'b, 'c>,
) -> &'a mut tempfile::Builder<'b, 'c> {
    use std::os::unix::fs::PermissionsExt as _;

    builder.permissions(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
pub(super) fn with_default_permissions<'a, 'b, 'c>(
    builder: &'a mut tempfile::Builder<'b, 'c>,
) -> &'a mut tempfile::Builder<'b, 'c> {
    builder
}

fn set_permissions(file: &fs::File, permissions: &Permissions) -> io::Result<()> {
    if file.metadata()?.permissions() == *permissions {
        return Ok(());
    }
    file.set_permissions(permissions.clone())
}

fn delete(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Folders that were created for staged files. Dropping it removes those that were not kept.
#[derive(Debug)]
struct CreatedFolders {
    root: PathBuf,
    /// Relative to the root. A folder comes before those in it.
    folders: BTreeSet<String>,
}

impl CreatedFolders {
    fn new(root: PathBuf) -> Self {
        let folders = BTreeSet::new();
        Self { root, folders }
    }

    fn create(&mut self, folder: &str) -> io::Result<()> {
        match fs::create_dir(self.root.join(folder)) {
            Ok(()) => {
                self.folders.insert(folder.to_owned());
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Keeps the ancestors of a file.
    fn keep(&mut self, file: &str) {
        for folder in ancestors(file) {
            self.folders.remove(folder);
        }
    }
}

impl Drop for CreatedFolders {
    fn drop(&mut self) {
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(self.root.join(folder));
        }
    }
}
