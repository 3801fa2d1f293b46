//! The overlays that verbs take.

use std::path::PathBuf;

use generator::Source;

use crate::context::Context;
use crate::input;

/// The overlays of a specification.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Overlays {
    /// An OpenAPI overlay that corrects the specification first; may be given several times
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

impl Overlays {
    /// The same, applied after others.
    pub(crate) fn after(&self, others: &[PathBuf]) -> Self {
        Self {
            files: [others, &self.files].concat(),
        }
    }

    /// Reads them. Tells what is wrong if one is no text, and is `None` then.
    pub(crate) fn read(&self, context: &mut Context<'_>) -> anyhow::Result<Option<Vec<Source>>> {
        let mut read = Vec::new();
        for file in &self.files {
            let Some(source) = input::read(file, context)? else {
                return Ok(None);
            };
            read.push(Source::new(context.shown(file), source.text));
        }
        Ok(Some(read))
    }
}
