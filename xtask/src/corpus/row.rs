//! What is known of one specification in the end.

use serde::Serialize;

use super::crates::Compiled;
use super::examples::Tried;
use super::one::{Told, Written};
use super::process::Taken;

/// What is known of one specification.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The path of the specification in the folder.
    pub(super) spec: String,
    /// The package that was written.
    pub(super) package: String,
    /// What generating has taken.
    pub(super) generating: Taken,
    /// The crate, if there is one.
    pub(super) written: Option<Written>,
    /// Why there is none.
    pub(super) errors: Vec<Told>,
    /// What `cargo check` said, unless it was not asked.
    pub(super) check: Option<Compiled>,
    /// What clippy said of a crate that compiles.
    pub(super) clippy: Option<Compiled>,
    /// What the tests of a crate that compiles said of its examples.
    pub(super) examples: Option<Tried>,
}

impl Row {
    /// Whether nothing is left to be desired. What the generator warns of is left to
    /// the specification.
    pub(super) fn is_clean(&self) -> bool {
        let is_whole = |written: &Written| written.operations == written.operations_in_spec;
        let is_silent = |compiled: &Option<Compiled>| {
            compiled.as_ref().is_none_or(|compiled| {
                compiled.errors + compiled.warnings == 0 && compiled.failure.is_none()
            })
        };
        self.written.as_ref().is_some_and(is_whole)
            && is_silent(&self.check)
            && is_silent(&self.clippy)
            && self.examples.as_ref().is_none_or(Tried::is_silent)
    }
}
