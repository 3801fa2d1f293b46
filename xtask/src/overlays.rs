//! The `--overlay` argument.

use std::path::PathBuf;

/// The overlays of a specification.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Overlays {
    /// Apply this OpenAPI overlay to the specification first; can be repeated
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}
