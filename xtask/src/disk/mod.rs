//! File system access. No other module reads or writes files.
//!
//! Changes to a folder are computed as a [`Plan`], which `--check` prints, and which
//! [`Plan::stage`] and [`Staged::commit`] apply. Errors are detected before any file is changed:
//!
//! 1. Planning fails if codegen would replace or delete files that it did not generate
//!    ([`Obstacles`]).
//! 2. Staging writes each file to a temporary file next to its target. If the disk is full or a
//!    folder is read-only, staging fails and removes the temporary files.
//! 3. Committing renames and deletes files. A run that is killed leaves each file either old or new,
//!    and the next run completes the work.

mod apply;
mod loader;
mod lock;
mod plan;
mod replace;
mod scan;
mod scratch;
mod unified;

use std::fs;
use std::io;
use std::path::Path;

pub use self::apply::{Staged, Summary};
pub use self::loader::DirectoryLoader;
pub use self::lock::Lock;
pub use self::plan::{Action, Change, Edit, Plan};
pub use self::replace::{NotReplaceable, replace};
pub use self::scan::{Obstacle, Obstacles, Reason};
pub use self::scratch::{Scratch, lines_of_rust, mirror, specifications, write};
pub use self::unified::unified;

/// Whether a path is a file or a link to one.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Reads a whole file.
///
/// # Errors
///
/// See [`std::fs::read`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}
