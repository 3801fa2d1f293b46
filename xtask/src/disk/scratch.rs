//! A folder that is wholly ours and may be thrown away, for crates that are only tried.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, ensure};

/// The mark that tools know a cache by, and the line that makes it ours.
const MARK: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n\
     # Written by `cargo xtask corpus`. All that is here may be deleted.\n",
);

/// A folder that a verb fills as it likes.
#[derive(Debug)]
pub struct Scratch {
    root: PathBuf,
}

impl Scratch {
    /// Opens the folder, which is made if it does not exist.
    ///
    /// # Errors
    ///
    /// Fails if something is in the folder that no earlier run has put there.
    pub fn open(root: PathBuf) -> anyhow::Result<Self> {
        fs::create_dir_all(&root)?;
        let (mark, text) = MARK;
        let ours = fs::read_to_string(root.join(mark)).is_ok_and(|found| found == text);
        ensure!(
            ours || fs::read_dir(&root)?.next().is_none(),
            "it is not empty, and no earlier run has made it"
        );
        let scratch = Self { root };
        scratch.put(mark, text)?;
        Ok(scratch)
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Makes a file hold this text. A file that does is not touched.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn put(&self, path: &str, text: &str) -> anyhow::Result<()> {
        put(&self.root.join(path), text).with_context(|| format!("cannot write {path}"))
    }

    /// Makes a file look as if it had changed just now, so that cargo builds it again.
    ///
    /// # Errors
    ///
    /// Fails if the file does not exist or is not to be written to.
    pub fn touch(&self, path: &str) -> anyhow::Result<()> {
        let file = fs::File::options().append(true).open(self.root.join(path));
        file.and_then(|file| file.set_modified(SystemTime::now()))
            .with_context(|| format!("cannot touch {path}"))
    }
}

/// Makes a folder hold these files and no other.
///
/// # Errors
///
/// Fails if a file cannot be written or deleted.
pub fn mirror<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> io::Result<()> {
    let mut wanted = BTreeSet::new();
    for (path, text) in files {
        let path = folder.join(path);
        put(&path, text)?;
        wanted.insert(path);
    }
    for found in files_below(folder)? {
        if !wanted.contains(&found) {
            fs::remove_file(found)?;
        }
    }
    Ok(())
}

/// Makes a file hold this text.
///
/// # Errors
///
/// Fails as [`std::fs::write`] does.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)
}

/// The files in a folder and below it that may be specifications, relative and in order.
///
/// Hidden folders are left out and so is what only says something about a specification, and links to folders are not followed.
///
/// # Errors
///
/// Fails if a folder cannot be read.
pub fn specifications(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let files = files_below(folder)?.into_iter();
    let mut files: Vec<_> = files
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            ending.is_some_and(|ending| ["json", "yaml", "yml"].contains(&ending))
                && !is_beside(path)
        })
        .filter_map(|path| Some(path.strip_prefix(folder).ok()?.to_owned()))
        .collect();
    files.sort();
    Ok(files)
}

/// Whether a file is about a specification beside it: `images.overlay.yaml`.
fn is_beside(path: &Path) -> bool {
    let stem = path.file_stem().map(Path::new);
    let kind = stem.and_then(|stem| stem.extension()?.to_str());
    kind.is_some_and(|kind| ["departures", "overlay"].contains(&kind))
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    if fs::read(path).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    Ok(files)
}
