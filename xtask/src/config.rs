//! What is always to be done with the specifications of a folder, as its `codegen.toml` keeps it.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use generator::Wanted;
use serde::Deserialize;

use crate::context::Context;
use crate::disk;
use crate::selection::Selection;

/// The name of the file.
const FILE: &str = "codegen.toml";

/// What the file says.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// By their `operationId`, or as in `GET /pets`.
    operations: Vec<String>,
    tags: Vec<String>,
    paths: Vec<String>,
    /// Whether slips are warnings, as by `--lenient`.
    pub(crate) lenient: bool,
    /// The overlays that correct the specification, relative to the file.
    overlays: Vec<PathBuf>,
}

impl Config {
    /// Reads the file beside a specification; without one, it says nothing.
    pub(crate) fn beside(spec: &Path, context: &Context<'_>) -> anyhow::Result<Self> {
        let file = spec.with_file_name(FILE);
        if !disk::is_file(&file) {
            return Ok(Self::default());
        }
        let shown = context.shown(&file);
        let bytes = disk::read(&file).with_context(|| format!("cannot read {shown}"))?;
        let text = String::from_utf8(bytes).with_context(|| format!("{shown} is not UTF-8"))?;
        let mut config: Self =
            toml::from_str(&text).with_context(|| format!("cannot use {shown}"))?;
        for overlay in &mut config.overlays {
            *overlay = file.with_file_name(&*overlay);
        }
        Ok(config)
    }

    /// The operations that are wanted: those of the command line, or else those of the file.
    pub(crate) fn wanted(&self, asked: &Selection) -> Wanted {
        let asked = asked.wanted();
        if !asked.is_empty() {
            return asked;
        }
        Wanted {
            operations: self.operations.clone(),
            tags: self.tags.clone(),
            paths: self.paths.clone(),
        }
    }

    /// The overlays, in the order in which they are applied.
    pub(crate) fn overlays(&self) -> &[PathBuf] {
        &self.overlays
    }
}
