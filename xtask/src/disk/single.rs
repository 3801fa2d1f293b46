//! One file that a verb writes where the user says.

use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail, ensure};

use super::apply::with_default_permissions;
use super::look::TEMPORARY;

/// A file stands where another is to be written, and is not to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

impl std::error::Error for Refused {}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("another file is in its place")
    }
}

/// Makes a file hold this text, if there is none yet or `may_replace` allows it for what is there.
///
/// The file is the old one or the new one at any time. One that holds the text already is
/// not touched, and its folder is made if it does not exist.
///
/// # Errors
///
/// Fails with [`Refused`] if the file may not be replaced, if a link or a folder is in its
/// place, or if it cannot be written.
pub fn replace(
    path: &Path,
    text: &str,
    may_replace: impl FnOnce(&[u8]) -> bool,
) -> anyhow::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => {
            ensure!(metadata.is_file(), "it is no plain file");
            let found = fs::read(path)?;
            if found == text.as_bytes() {
                return Ok(());
            }
            if !may_replace(&found) {
                bail!(Refused);
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let folder = path.parent().context("it is in no folder")?;
    fs::create_dir_all(folder)?;
    let (start, end) = TEMPORARY;
    let mut file = with_default_permissions(tempfile::Builder::new().prefix(start).suffix(end))
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
