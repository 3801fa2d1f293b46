//! Which operations a crate is made of, as `codegen.toml` beside the specification keeps it.

use std::path::Path;

use anyhow::Context as _;
use generator::Wanted;
use serde::Deserialize;

use super::Args;
use crate::context::Context;
use crate::disk;

/// The name of the file.
const FILE: &str = "codegen.toml";

/// What the file says.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Choice {
    /// By their `operationId`, or as in `GET /pets`.
    operations: Vec<String>,
    tags: Vec<String>,
    paths: Vec<String>,
}

/// The operations that are wanted: those of the command line, or else those of the file.
pub(super) fn wanted(args: &Args, spec: &Path, context: &Context<'_>) -> anyhow::Result<Wanted> {
    let asked = args.selection.wanted();
    let file = spec.with_file_name(FILE);
    if !asked.is_empty() || !disk::is_file(&file) {
        return Ok(asked);
    }
    let shown = context.shown(&file);
    let bytes = disk::read(&file).with_context(|| format!("cannot read {shown}"))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{shown} is not UTF-8"))?;
    let Choice {
        operations,
        tags,
        paths,
    } = toml::from_str(&text).with_context(|| format!("cannot use {shown}"))?;
    Ok(Wanted {
        operations,
        tags,
        paths,
    })
}
