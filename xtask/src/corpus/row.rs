//! The results for one specification.

use serde::Serialize;

use super::crates::Compiled;
use super::examples::ExampleResults;
use super::one::{Finding, GeneratedCrate};
use crate::process::Usage;

/// The results for one specification.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The path of the specification, relative to the folder.
    pub(super) spec: String,
    /// The name of the package.
    pub(super) package: String,
    /// The resource usage of the generator.
    pub(super) generating: Usage,
    /// The crate, if it was generated.
    pub(super) written: Option<GeneratedCrate>,
    /// The errors if it was not.
    pub(super) errors: Vec<Finding>,
    /// The result of `cargo check`, if it ran.
    pub(super) check: Option<Compiled>,
    /// The result of clippy, if the crate compiles.
    pub(super) clippy: Option<Compiled>,
    /// The result of the tests of the examples, if the crate compiles.
    pub(super) examples: Option<ExampleResults>,
}

impl Row {
    /// Whether there are no problems. Warnings of the generator do not count.
    pub(super) fn is_clean(&self) -> bool {
        let is_whole = |written: &GeneratedCrate| written.operations == written.operations_in_spec;
        let is_silent = |compiled: &Option<Compiled>| {
            compiled.as_ref().is_none_or(|compiled| {
                compiled.errors + compiled.warnings == 0 && compiled.failure.is_none()
            })
        };
        self.written.as_ref().is_some_and(is_whole)
            && is_silent(&self.check)
            && is_silent(&self.clippy)
            && self.examples.as_ref().is_none_or(ExampleResults::is_silent)
    }
}
