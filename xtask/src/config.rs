//! The `codegen.toml` in the folder of a specification.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use generator::{OperationFilter, Source};
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::disk;
use crate::selection::Selection;

/// The name of the file.
const FILE: &str = "codegen.toml";

/// The contents of the file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Patterns for the `operationId`, or as in `GET /pets`.
    operations: Vec<String>,
    tags: Vec<String>,
    paths: Vec<String>,
    /// Like `--lenient`.
    pub(crate) lenient: bool,
    /// The overlays, relative to the file.
    overlays: Vec<PathBuf>,
    /// The folder that references may lead into, relative to the file.
    pub(crate) root: Option<PathBuf>,
    /// Rules for pages, as in `x-pagination` of the document.
    pagination: Vec<toml::Table>,
    /// Names of parameters, as in `x-client-parameters` of the document.
    client_parameters: Vec<String>,
}

impl Config {
    /// Reads the file in the folder of a specification; empty if there is none.
    pub(crate) fn for_spec(spec: &Path, context: &Context<'_>) -> anyhow::Result<Self> {
        let file = spec.with_file_name(FILE);
        if !disk::is_file(&file) {
            return Ok(Self::default());
        }
        let shown = context.display_path(&file);
        let bytes = disk::read(&file).with_context(|| format!("cannot read {shown}"))?;
        let text = String::from_utf8(bytes).with_context(|| format!("{shown} is not UTF-8"))?;
        let mut config: Self =
            toml::from_str(&text).with_context(|| format!("cannot use {shown}"))?;
        for overlay in &mut config.overlays {
            *overlay = file.with_file_name(&*overlay);
        }
        config.root = config.root.map(|root| file.with_file_name(root));
        Ok(config)
    }

    /// The filter on the command line, or else that of the file.
    pub(crate) fn filter(&self, selection: &Selection) -> OperationFilter {
        let filter = selection.filter();
        if !filter.is_empty() {
            return filter;
        }
        OperationFilter {
            operations: self.operations.clone(),
            tags: self.tags.clone(),
            paths: self.paths.clone(),
        }
    }

    /// Overlays that add the keys which the document has as extensions.
    pub(crate) fn extensions(&self) -> anyhow::Result<Vec<Source>> {
        let extensions = [
            extension("pagination", &self.pagination)?,
            extension("client_parameters", &self.client_parameters)?,
        ];
        Ok(extensions.into_iter().flatten().collect())
    }

    /// The overlays, in the order in which they are applied.
    pub(crate) fn overlays(&self) -> &[PathBuf] {
        &self.overlays
    }
}

/// An overlay that adds the entries of a list to the extension of the document, each on a line.
fn extension<T: Serialize>(key: &str, entries: &[T]) -> anyhow::Result<Option<Source>> {
    if entries.is_empty() {
        return Ok(None);
    }
    let entries = entries.iter().map(serde_json::to_string);
    let entries: Vec<String> = entries.collect::<Result<_, _>>()?;
    let text = format!(
        "overlay: 1.0.0\ninfo: {{ title: Extension, version: 1.0.0 }}\nactions:\n\
         - target: $\n  update:\n    x-{}:\n    - {}\n",
        key.replace('_', "-"),
        entries.join("\n    - ")
    );
    Ok(Some(Source::new(format!("`{key}` of {FILE}"), text)))
}
