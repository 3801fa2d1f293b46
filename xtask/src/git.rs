//! Reads earlier versions of files from git.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

/// The contents of a file of the workspace at a revision.
///
/// # Errors
///
/// Fails if git cannot be run, or if the revision or the file does not exist. The error contains
/// the message of git.
pub(crate) fn show(workspace: &Path, revision: &str, file: &str) -> anyhow::Result<Vec<u8>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(workspace)
        // A revision that starts with a dash is not an option.
        .args(["show", "--end-of-options"])
        .arg(format!("{revision}:./{file}"))
        .output()
        .context("cannot run git")?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!(
            "cannot read {file} at {revision} from git: {}",
            reason.trim()
        );
    }
    Ok(output.stdout)
}
