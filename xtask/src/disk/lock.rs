//! Locks a folder, so that one run at a time writes to it.

use std::fs;
use std::io;
use std::path::Path;

/// A lock on a folder, which is released on drop or when the process ends.
///
/// Without it, a run would delete the temporary files of a concurrent run, taking them for leftovers
/// of a killed one.
#[derive(Debug)]
pub struct Lock {
    #[cfg(unix)]
    _folder: fs::File,
}

impl Lock {
    /// Locks a folder, which is created if it does not exist. Calls `waiting` if it is locked already.
    ///
    /// # Errors
    ///
    /// Fails if the folder cannot be created or opened, or if `waiting` fails.
    #[cfg(unix)]
    pub fn new(folder: &Path, waiting: impl FnOnce() -> io::Result<()>) -> io::Result<Self> {
        use rustix::fs::{FlockOperation, flock};
        use rustix::io::Errno;

        fs::create_dir_all(folder)?;
        let folder = fs::File::open(folder)?;
        match flock(&folder, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => {
                waiting()?;
                rustix::io::retry_on_intr(|| flock(&folder, FlockOperation::LockExclusive))?;
            }
            // Some file systems have no locks; concurrent runs are rare.
            Ok(()) | Err(Errno::NOTSUP | Errno::NOSYS | Errno::NOLCK) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(Self { _folder: folder })
    }

    /// Creates the folder if it does not exist. This platform cannot lock folders.
    ///
    /// # Errors
    ///
    /// Fails if the folder cannot be created.
    #[cfg(not(unix))]
    pub fn new(folder: &Path, _waiting: impl FnOnce() -> io::Result<()>) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self {})
    }
}
