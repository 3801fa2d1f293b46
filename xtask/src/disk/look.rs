//! What there is on the disk, and what stands in the way.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, Metadata, Permissions};
use std::io;
use std::path::Path;

use anyhow::Context as _;

/// Something that codegen leaves as it is, and that has to go before it can write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    /// Where it is, in the folder that the plan is for.
    pub path: String,
    /// Why it is one.
    pub reason: Reason,
}

/// Why something is an [`Obstacle`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A file whose first line does not say that codegen wrote it.
    NotOurs,
    /// A symbolic link, which may lead anywhere.
    Link,
    /// A folder or a device where a file is to be.
    NotAFile,
    /// A file where a folder is to be.
    NotAFolder,
}

/// All that stands in the way of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacles(pub Vec<Obstacle>);

impl Obstacles {
    /// The same with this in front of each path.
    #[must_use]
    pub fn below(mut self, prefix: &str) -> Self {
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
            "codegen replaces and deletes only what it wrote itself, and this is in its way:",
        )?;
        for Obstacle { path, reason } in &self.0 {
            let reason = match reason {
                Reason::NotOurs => "is not marked on its first line as written by codegen",
                Reason::Link => "is a symbolic link",
                Reason::NotAFile => "is not a file",
                Reason::NotAFolder => "is not a folder",
            };
            let path = if path.is_empty() { "the folder" } else { path };
            write!(f, "\n  {path} {reason}")?;
        }
        Ok(())
    }
}

/// A file that codegen may have written.
pub(super) struct Found {
    pub(super) bytes: Vec<u8>,
    pub(super) permissions: Permissions,
}

impl Found {
    /// Whether the first line says that codegen wrote the file.
    pub(super) fn is_ours(&self) -> bool {
        generator::is_generated(&self.bytes)
    }
}

/// What [`Look::at_owned`] and [`Look::for_leftovers`] have seen so far.
pub(super) struct Look<'a> {
    root: &'a Path,
    /// The files in owned folders, leftovers apart.
    pub(super) files: BTreeMap<String, Found>,
    /// The folders in owned folders, themselves apart.
    pub(super) folders: BTreeSet<String>,
    /// The temporary files of runs that were killed.
    pub(super) leftovers: BTreeSet<String>,
    /// What stands in the way.
    pub(super) obstacles: BTreeSet<Obstacle>,
}

impl<'a> Look<'a> {
    pub(super) fn new(root: &'a Path) -> Self {
        Self {
            root,
            files: BTreeMap::new(),
            folders: BTreeSet::new(),
            leftovers: BTreeSet::new(),
            obstacles: BTreeSet::new(),
        }
    }

    /// Looks at all that is in a folder that codegen owns.
    pub(super) fn at_owned(&mut self, folder: &str) -> anyhow::Result<()> {
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
                // No module of Rust: the notes of an editor or an operating system.
            } else if metadata.is_symlink() {
                self.obstacle(path, Reason::Link);
            } else if metadata.is_dir() {
                self.walk(&path)?;
                self.folders.insert(path);
            } else if metadata.is_file() && !name.contains(char::REPLACEMENT_CHARACTER) {
                let bytes = fs::read(self.root.join(&path))
                    .with_context(|| format!("cannot read {path}"))?;
                let permissions = metadata.permissions();
                self.files.insert(path, Found { bytes, permissions });
            } else {
                self.obstacle(path, Reason::NotOurs);
            }
        }
        Ok(())
    }

    /// Looks for leftovers in a folder that codegen puts files into without owning it.
    pub(super) fn for_leftovers(&mut self, folder: &str) -> anyhow::Result<()> {
        for (name, metadata) in entries(&self.root.join(folder))? {
            if is_leftover(&name, &metadata) {
                self.leftovers.insert(join(folder, &name));
            }
        }
        Ok(())
    }

    /// Whether there is a folder at a path without links. Whatever else is there stands in the way.
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

    /// Whether there is anything at all at a path, a broken link included.
    pub(super) fn exists(&self, path: &str) -> anyhow::Result<bool> {
        Ok(self.metadata(path)?.is_some())
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
            Err(error) => Err(error).with_context(|| format!("cannot look at {path}")),
        }
    }
}

/// How the name of a temporary file starts and ends.
pub(super) const TEMPORARY: (&str, &str) = (".codegen-", ".tmp");

fn is_leftover(name: &str, metadata: &Metadata) -> bool {
    let (start, end) = TEMPORARY;
    metadata.is_file() && name.starts_with(start) && name.ends_with(end)
}

/// The folders that a path is in, the outermost first.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(slash, _)| &path[..slash])
}

/// The folder that a path is in, which is empty for one directly in the root.
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

/// The names in a folder and what they are, in the order of their names. Links are not followed.
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
