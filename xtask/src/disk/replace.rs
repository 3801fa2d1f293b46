//! Writes a single file to a path that the user chooses.

use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail, ensure};

use super::apply::with_default_permissions;
use super::scan::TEMPORARY;

/// A file exists at the path and may not be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotReplaceable;

impl std::error::Error for NotReplaceable {}

impl fmt::Display for NotReplaceable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the file exists already")
    }
}

/// Writes a file, if it does not exist or `may_replace` returns `true` for its contents.
///
/// The file is replaced atomically. It is not touched if it has this text already. Its folder is
/// created if it does not exist.
///
/// # Errors
///
/// Fails with [`NotReplaceable`] if the file may not be replaced. Also fails if the path is a link or
/// a folder, or if the file cannot be written.
pub fn replace(
    path: &Path,
    text: &str,
    may_replace: impl FnOnce(&[u8]) -> bool,
) -> anyhow::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => {
            ensure!(metadata.is_file(), "not a regular file");
            let found = fs::read(path)?;
            if found == text.as_bytes() {
                return Ok(());
            }
            if !may_replace(&found) {
                bail!(NotReplaceable);
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let folder = path.parent().context("the path has no folder")?;
    fs::create_dir_all(folder)?;
    let (start, end) = TEMPORARY;
    let mut file = with_default_permissions(tempfile::Builder::new().prefix(start).suffix(end))
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
