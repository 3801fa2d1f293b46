//! Loads the files that a specification refers to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use generator::{LoadError, Loader};

/// Loads files in or below the folder of a specification. Links out of that folder are not followed.
#[derive(Debug)]
pub struct DirectoryLoader {
    folder: PathBuf,
}

impl DirectoryLoader {
    /// A loader for the folder of this specification.
    #[must_use]
    pub fn new(spec: &Path) -> Self {
        let folder = spec.parent().unwrap_or(Path::new(""));
        Self {
            folder: if folder.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                folder.to_path_buf()
            },
        }
    }
}

impl Loader for DirectoryLoader {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let root = self.folder.canonicalize().map_err(|it| load_error(&it))?;
        let file = root
            .join(path)
            .canonicalize()
            .map_err(|it| load_error(&it))?;
        if !file.starts_with(&root) {
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
