//! What git knows of earlier versions of a file.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

/// The bytes that a file of the workspace had at a revision.
///
/// # Errors
///
/// Fails if git cannot be called, or knows neither the revision nor the file in it. What
/// git says about it is in the error.
pub(crate) fn show(workspace: &Path, revision: &str, file: &str) -> anyhow::Result<Vec<u8>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(workspace)
        // A revision that starts with a dash is no option.
        .args(["show", "--end-of-options"])
        .arg(format!("{revision}:./{file}"))
        .output()
        .context("cannot call git")?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("git has no {file} at {revision}: {}", reason.trim());
    }
    Ok(output.stdout)
}
