//! One run at a time.

use std::fs;
use std::io;
use std::path::Path;

/// Keeps other runs away from a folder until it is dropped or its process ends.
///
/// Two runs that write at once would not harm any file, but one could take the
/// other's temporary files for those of a run that was killed.
#[derive(Debug)]
pub struct Lock {
    #[cfg(unix)]
    _folder: fs::File,
}

impl Lock {
    /// Locks a folder, which is made if it does not exist. Calls `waiting` if another run is in it.
    ///
    /// # Errors
    ///
    /// Fails if the folder can be neither made nor opened, and as `waiting` does.
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
            // Some file systems have no locks, and two runs at once are rare.
            Ok(()) | Err(Errno::NOTSUP | Errno::NOSYS | Errno::NOLCK) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(Self { _folder: folder })
    }

    /// Makes the folder if it does not exist. Folders cannot be locked here.
    ///
    /// # Errors
    ///
    /// Fails if the folder can be neither found nor made.
    #[cfg(not(unix))]
    pub fn new(folder: &Path, _waiting: impl FnOnce() -> io::Result<()>) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self {})
    }
}
