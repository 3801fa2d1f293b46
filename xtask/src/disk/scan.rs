//! Scans a folder for existing files and obstacles.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, Metadata, Permissions};
use std::io;
use std::path::Path;

use anyhow::Context as _;

/// Something that codegen does not touch, and that prevents it from writing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    /// The path relative to the folder of the plan.
    pub path: String,
    /// Why it is an obstacle.
    pub reason: Reason,
}

/// Why something is an [`Obstacle`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A file whose first line does not mark it as generated.
    NotGenerated,
    /// A symbolic link.
    Link,
    /// A folder or a device at the path of a file.
    NotAFile,
    /// A file at the path of a folder.
    NotAFolder,
    /// A file at the path of a new file.
    Exists,
}

/// All obstacles to a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacles(pub Vec<Obstacle>);

impl Obstacles {
    /// Prepends a prefix to each path.
    #[must_use]
    pub fn with_prefix(mut self, prefix: &str) -> Self {
        for obstacle in &mut self.0 {
            obstacle.path.insert_str(0, prefix);
        }
        self
    }
}

impl std::error::Error for Obstacles {}

impl fmt::Display for Obstacles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "codegen replaces and deletes only files that it generated; these are in the way:",
        )?;
        for Obstacle { path, reason } in &self.0 {
            let reason = match reason {
                Reason::NotGenerated => "is not marked as generated on its first line",
                Reason::Link => "is a symbolic link",
                Reason::NotAFile => "is not a file",
                Reason::NotAFolder => "is not a folder",
                Reason::Exists => "exists already",
            };
            let path = if path.is_empty() { "the folder" } else { path };
            write!(f, "\n  {path} {reason}")?;
        }
        Ok(())
    }
}

/// An existing file in an owned folder.
pub(super) struct ExistingFile {
    pub(super) bytes: Vec<u8>,
    pub(super) permissions: Permissions,
}

impl ExistingFile {
    /// Whether the first line marks the file as generated.
    pub(super) fn is_generated(&self) -> bool {
        generator::is_generated(&self.bytes)
    }
}

/// The results of [`Scan::scan_owned`] and [`Scan::scan_leftovers`].
pub(super) struct Scan<'a> {
    root: &'a Path,
    /// The files in owned folders, except leftovers.
    pub(super) files: BTreeMap<String, ExistingFile>,
    /// The folders in owned folders.
    pub(super) folders: BTreeSet<String>,
    /// The temporary files of killed runs.
    pub(super) leftovers: BTreeSet<String>,
    /// The obstacles.
    pub(super) obstacles: BTreeSet<Obstacle>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(root: &'a Path) -> Self {
        Self {
            root,
            files: BTreeMap::new(),
            folders: BTreeSet::new(),
            leftovers: BTreeSet::new(),
            obstacles: BTreeSet::new(),
        }
    }

    /// Scans a folder that codegen owns.
    pub(super) fn scan_owned(&mut self, folder: &str) -> anyhow::Result<()> {
        if self.is_folder(folder)? {
            self.walk(folder)?;
        }
        Ok(())
    }

    fn walk(&mut self, folder: &str) -> anyhow::Result<()> {
        for (name, metadata) in entries(&self.root.join(folder))? {
            let path = format!("{folder}/{name}");
            if is_leftover(&name, &metadata) {
                self.leftovers.insert(path);
            } else if name.starts_with('.') {
                // Hidden files of editors and operating systems are ignored.
            } else if metadata.is_symlink() {
                self.obstacle(path, Reason::Link);
            } else if metadata.is_dir() {
                self.walk(&path)?;
                self.folders.insert(path);
            } else if metadata.is_file() && !name.contains(char::REPLACEMENT_CHARACTER) {
                let bytes = fs::read(self.root.join(&path))
                    .with_context(|| format!("cannot read {path}"))?;
                let permissions = metadata.permissions();
                self.files.insert(path, ExistingFile { bytes, permissions });
            } else {
                self.obstacle(path, Reason::NotGenerated);
            }
        }
        Ok(())
    }

    /// Scans a folder that codegen does not own for leftovers.
    pub(super) fn scan_leftovers(&mut self, folder: &str) -> anyhow::Result<()> {
        for (name, metadata) in entries(&self.root.join(folder))? {
            if is_leftover(&name, &metadata) {
                self.leftovers.insert(join(folder, &name));
            }
        }
        Ok(())
    }

    /// Whether a path is a folder, without links on the way. Anything else becomes an obstacle.
    pub(super) fn is_folder(&mut self, path: &str) -> anyhow::Result<bool> {
        for folder in ancestors(path).chain([path]) {
            let Some(metadata) = self.metadata(folder)? else {
                return Ok(false);
            };
            if !metadata.is_dir() {
                let reason = if metadata.is_symlink() {
                    Reason::Link
                } else {
                    Reason::NotAFolder
                };
                self.obstacle(folder.to_owned(), reason);
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether anything exists at a path, including a broken link.
    pub(super) fn exists(&self, path: &str) -> anyhow::Result<bool> {
        Ok(self.metadata(path)?.is_some())
    }

    /// Reads a file, if it exists. A link or a folder becomes an obstacle.
    pub(super) fn read(&mut self, path: &str) -> anyhow::Result<Option<ExistingFile>> {
        let Some(metadata) = self.metadata(path)? else {
            return Ok(None);
        };
        if !metadata.is_file() {
            let is_link = metadata.is_symlink();
            let reason = if is_link {
                Reason::Link
            } else {
                Reason::NotAFile
            };
            self.obstacle(path.to_owned(), reason);
            return Ok(None);
        }
        let bytes =
            fs::read(self.root.join(path)).with_context(|| format!("cannot read {path}"))?;
        let permissions = metadata.permissions();
        Ok(Some(ExistingFile { bytes, permissions }))
    }

    pub(super) fn obstacle(&mut self, path: String, reason: Reason) {
        self.obstacles.insert(Obstacle { path, reason });
    }

    fn metadata(&self, path: &str) -> anyhow::Result<Option<Metadata>> {
        match fs::symlink_metadata(self.root.join(path)) {
            Ok(metadata) => Ok(Some(metadata)),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                Ok(None)
            }
            Err(error) => Err(error).with_context(|| format!("cannot access {path}")),
        }
    }
}

/// The prefix and suffix of temporary files.
pub(super) const TEMPORARY: (&str, &str) = (".codegen-", ".tmp");

fn is_leftover(name: &str, metadata: &Metadata) -> bool {
    let (start, end) = TEMPORARY;
    metadata.is_file() && name.starts_with(start) && name.ends_with(end)
}

/// The ancestors of a path, the outermost first.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(slash, _)| &path[..slash])
}

/// The parent of a path; empty for a path in the root.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// The entries of a folder, sorted by name. Links are not followed.
fn entries(folder: &Path) -> anyhow::Result<Vec<(String, Metadata)>> {
    let entries = fs::read_dir(folder).and_then(|entries| {
        entries
            .map(|entry| {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                Ok((name, entry.metadata()?))
            })
            .collect::<io::Result<Vec<_>>>()
    });
    let mut entries = entries.with_context(|| format!("cannot list {}", folder.display()))?;
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(entries)
}
