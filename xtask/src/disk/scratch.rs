//! A folder for temporary crates, which can be deleted at any time.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, ensure};

/// The standard tag of cache folders, with a line that identifies this program.
const MARK: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n\
     # Created by `cargo xtask`. Everything here can be deleted.\n",
);

/// A folder that a verb fills.
#[derive(Debug)]
pub struct Scratch {
    root: PathBuf,
}

impl Scratch {
    /// Opens the folder, which is created if it does not exist.
    ///
    /// # Errors
    ///
    /// Fails if the folder is not empty and was not created by an earlier run.
    pub fn open(root: PathBuf) -> anyhow::Result<Self> {
        fs::create_dir_all(&root)?;
        let (mark, text) = MARK;
        let ours = fs::read_to_string(root.join(mark)).is_ok_and(|found| found == text);
        ensure!(
            ours || fs::read_dir(&root)?.next().is_none(),
            "it is not empty, and no earlier run created it"
        );
        let scratch = Self { root };
        scratch.put(mark, text)?;
        Ok(scratch)
    }

    /// The path of the folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Writes a file. A file that has this text already is not touched.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn put(&self, path: &str, text: &str) -> anyhow::Result<()> {
        put(&self.root.join(path), text).with_context(|| format!("cannot write {path}"))
    }

    /// Deletes what is in a folder, and creates it.
    ///
    /// # Errors
    ///
    /// Fails if the folder cannot be deleted or created.
    pub fn empty(&self, path: &str) -> io::Result<()> {
        let folder = self.root.join(path);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => fs::create_dir_all(&folder),
        }
    }

    /// Sets the modification time of a file to now, so that cargo rebuilds it.
    ///
    /// # Errors
    ///
    /// Fails if the file does not exist or cannot be written to.
    pub fn touch(&self, path: &str) -> anyhow::Result<()> {
        let file = fs::File::options().append(true).open(self.root.join(path));
        file.and_then(|file| file.set_modified(SystemTime::now()))
            .with_context(|| format!("cannot touch {path}"))
    }
}

/// Writes files to a folder, and deletes all others.
///
/// # Errors
///
/// Fails if a file cannot be written or deleted.
pub fn mirror<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> io::Result<()> {
    let mut expected = BTreeSet::new();
    for (path, text) in files {
        let path = folder.join(path);
        put(&path, text)?;
        expected.insert(path);
    }
    for found in files_below(folder)? {
        if !expected.contains(&found) {
            fs::remove_file(found)?;
        }
    }
    Ok(())
}

/// The number of lines in the Rust files in or below a folder.
///
/// # Errors
///
/// Fails if a file cannot be read.
pub fn lines_of_rust(folder: &Path) -> io::Result<usize> {
    let mut lines = 0;
    for file in files_below(folder)? {
        if file.extension().is_some_and(|extension| extension == "rs") {
            lines += fs::read_to_string(file)?.lines().count();
        }
    }
    Ok(lines)
}

/// Writes a file.
///
/// # Errors
///
/// See [`std::fs::write`].
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)
}

/// The JSON and YAML files in or below a folder, as sorted relative paths.
///
/// Hidden folders, overlays and lists of departures are skipped. Links to folders are not followed.
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
                && !is_companion(path)
        })
        .filter_map(|path| Some(path.strip_prefix(folder).ok()?.to_owned()))
        .collect();
    files.sort();
    Ok(files)
}

/// Whether a file belongs to a specification, such as `images.overlay.yaml`.
fn is_companion(path: &Path) -> bool {
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
