//! Carrying out a plan.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tempfile::TempPath;

use super::look::{TEMPORARY, ancestors, parent};
use super::plan::{Action, Change, Plan};

/// A plan of which every text is on the disk already, each in a temporary file beside its target.
///
/// Dropping it takes everything back that is not committed.
#[derive(Debug)]
pub struct Staged {
    plan: Plan,
    /// The temporary file of each change that writes one.
    texts: Vec<Option<TempPath>>,
    made: MadeFolders,
}

/// What a run has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many files were created or replaced.
    pub written: usize,
    /// How many files were left as they are.
    pub unchanged: usize,
    /// How many files were deleted.
    pub deleted: usize,
}

impl Plan {
    /// Clears away what runs that were killed have left, and puts every new text on the disk.
    ///
    /// # Errors
    ///
    /// Fails if anything cannot be written. The files are as they were then.
    pub fn stage(self) -> anyhow::Result<Staged> {
        for path in &self.leftovers {
            delete(&self.root.join(path)).with_context(|| format!("cannot delete {path}"))?;
        }
        let mut made = MadeFolders::default();
        let texts = self
            .changes
            .iter()
            .map(|change| {
                stage(&self.root, change, &mut made)
                    .with_context(|| format!("cannot write {}", change.path))
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Staged {
            plan: self,
            texts,
            made,
        })
    }
}

impl Staged {
    /// Puts the files in their places, one after the other, and tells of each that it has changed.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be renamed or deleted, or if `changed` does. Every file
    /// is the old one or the new one then.
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
                    self.made.keep(&self.plan.root, &change.path);
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
            // Only an empty folder can be removed this way; the others stay.
            let _ = fs::remove_dir(self.plan.root.join(folder));
        }
        Ok(summary)
    }
}

fn stage(root: &Path, change: &Change, made: &mut MadeFolders) -> io::Result<Option<TempPath>> {
    let (text, permissions) = match &change.action {
        Action::Keep | Action::Delete { .. } => return Ok(None),
        Action::Create { new } => (new, None),
        Action::Replace {
            new, permissions, ..
        } => (new, Some(permissions)),
    };
    for folder in ancestors(&change.path) {
        made.make(root.join(folder))?;
    }
    let (start, end) = TEMPORARY;
    let mut file = with_default_permissions(tempfile::Builder::new().prefix(start).suffix(end))
        .tempfile_in(root.join(parent(&change.path)))?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        set_permissions(file.as_file(), permissions)?;
    }
    file.as_file().sync_all()?;
    // Closed, since a large crate has more files than a process may have open.
    Ok(Some(file.into_temp_path()))
}

/// A temporary file is for its owner alone unless told otherwise. The umask still has its say.
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

/// The folders that were made for files to come, and that go again if the files do not come.
#[derive(Debug, Default)]
struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    fn make(&mut self, folder: PathBuf) -> io::Result<()> {
        match fs::create_dir(&folder) {
            Ok(()) => self.0.push(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Keeps the folders that a file is in.
    fn keep(&mut self, root: &Path, file: &str) {
        let file = root.join(file);
        self.0.retain(|folder| !file.starts_with(folder));
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
