//! The `--overlay` argument.

use std::path::PathBuf;

use generator::Source;

use crate::context::Context;
use crate::input;

/// The overlays of a specification.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Overlays {
    /// Apply this OpenAPI overlay to the specification first; can be repeated
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

impl Overlays {
    /// These overlays, applied after others.
    pub(crate) fn after(&self, others: &[PathBuf]) -> Self {
        Self {
            files: [others, &self.files].concat(),
        }
    }

    /// Reads the files. Prints diagnostics and returns `None` if one is not UTF-8.
    pub(crate) fn read(&self, context: &mut Context<'_>) -> anyhow::Result<Option<Vec<Source>>> {
        let mut read = Vec::new();
        for file in &self.files {
            let Some(source) = input::read(file, context)? else {
                return Ok(None);
            };
            read.push(Source::new(context.display_path(file), source.text));
        }
        Ok(Some(read))
    }
}
