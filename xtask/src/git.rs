//! Reads earlier versions of files from git.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};
use generator::{LoadError, Loader};

/// The contents of a file at a revision.
///
/// # Errors
///
/// Fails if git cannot be run, or if the revision or the file does not exist. The error contains
/// the message of git.
pub(crate) fn show(file: &Path, revision: &str) -> anyhow::Result<Vec<u8>> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let output = Command::new("git")
        .arg("-C")
        .arg(file.parent().unwrap_or(Path::new(".")))
        // A revision that starts with a dash is not an option.
        .args(["show", "--end-of-options"])
        .arg(format!("{revision}:./{name}"))
        .output()
        .context("cannot run git")?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("{}", reason.trim());
    }
    Ok(output.stdout)
}

/// Loads files in or below a folder as they were at a revision.
pub(crate) struct GitLoader<'r> {
    pub(crate) root: PathBuf,
    pub(crate) revision: &'r str,
}

impl Loader for GitLoader<'_> {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        show(&self.root.join(path), self.revision).map_err(|_| LoadError::Missing)
    }
}
