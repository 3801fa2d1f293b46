//! The files that a specification refers to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use generator::{LoadError, Loader};

/// Reads the files in the folder of a specification and below it, and no others: a link
/// that leads out of the folder leads nowhere.
#[derive(Debug)]
pub struct Beside {
    folder: PathBuf,
}

impl Beside {
    /// Reads what is beside this specification.
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

impl Loader for Beside {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let root = self.folder.canonicalize().map_err(|it| refused(&it))?;
        let file = root.join(path).canonicalize().map_err(|it| refused(&it))?;
        if !file.starts_with(&root) {
            return Err(LoadError::Outside);
        }
        if !file.is_file() {
            return Err(LoadError::Unreadable("it is not a file".to_owned()));
        }
        fs::read(file).map_err(|it| refused(&it))
    }
}

fn refused(error: &io::Error) -> LoadError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => LoadError::Missing,
        _ => LoadError::Unreadable(error.to_string()),
    }
}
