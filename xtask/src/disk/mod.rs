//! The one door to the disk.
//!
//! What is to become of a folder is a value first, the [`Plan`]: made by looking,
//! shown by `--check`, carried out by [`Plan::stage`] and [`Staged::commit`]. All
//! that can go wrong does so before the first file is changed:
//!
//! 1. The plan refuses what codegen did not write ([`Obstacles`]).
//! 2. Staging writes every new text into a temporary file beside its target. A full
//!    disk or a folder that cannot be written to shows here, and everything is taken
//!    back.
//! 3. Committing renames and deletes. A run that is killed here leaves old files and
//!    new ones, but no half ones, and the next run finishes its work.

mod apply;
mod beside;
mod lock;
mod look;
mod plan;
mod scratch;
mod single;
mod unified;

use std::fs;
use std::io;
use std::path::Path;

pub use self::apply::{Staged, Summary};
pub use self::beside::Beside;
pub use self::lock::Lock;
pub use self::look::{Obstacle, Obstacles, Reason};
pub use self::plan::{Action, Change, Plan};
pub use self::scratch::{Scratch, mirror, specifications, write};
pub use self::single::{Refused, replace};
pub use self::unified::unified;

/// Whether there is a file, directly or behind a link.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Reads a whole file.
///
/// # Errors
///
/// Fails as [`std::fs::read`] does.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}
