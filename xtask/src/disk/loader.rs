//! Loads the files that a specification refers to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use generator::{LoadError, Loader};

/// Loads files in or below a root folder. Links out of that folder are not followed.
#[derive(Debug)]
pub struct DirectoryLoader {
    pub(crate) root: PathBuf,
    /// The path of the specification, relative to the root folder.
    pub(crate) spec: String,
}

impl DirectoryLoader {
    /// A loader for a specification, whose folder is the root folder unless another one is given.
    ///
    /// # Errors
    ///
    /// Fails if the folder does not contain the specification.
    pub fn new(spec: &Path, root: Option<&Path>) -> anyhow::Result<Self> {
        let folder = match spec.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let canonical = |folder: &Path| {
            let shown = folder.display();
            let canonical = folder.canonicalize();
            canonical.with_context(|| format!("cannot open the folder {shown}"))
        };
        let root = root.unwrap_or(folder);
        let (folder, shown, root) = (canonical(folder)?, root.display(), canonical(root)?);
        let Ok(folder) = folder.strip_prefix(&root) else {
            bail!("the root folder {shown} does not contain the specification");
        };
        let path = folder.join(spec.file_name().unwrap_or_default());
        let parts = path.iter().map(|part| part.to_string_lossy());
        Ok(Self {
            spec: parts.collect::<Vec<_>>().join("/"),
            root,
        })
    }
}

impl Loader for DirectoryLoader {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let file = self.root.join(path);
        let file = file.canonicalize().map_err(|it| load_error(&it))?;
        if !file.starts_with(&self.root) {
            return Err(LoadError::Outside);
        }
        if !file.is_file() {
            return Err(LoadError::Unreadable("it is not a file".to_owned()));
        }
        fs::read(file).map_err(|it| load_error(&it))
    }
}

fn load_error(error: &io::Error) -> LoadError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => LoadError::Missing,
        _ => LoadError::Unreadable(error.to_string()),
    }
}
