//! Reads specifications, and prints diagnostics about them.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use generator::{Amount, Code, Diagnostic, Source, Sources};

use crate::context::Context;
use crate::disk::{self, DirectoryLoader};
use crate::report::{self, count};

/// A specification, and what is applied to it.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Specification {
    pub(crate) path: PathBuf,
    /// The overlays, in the order in which they are applied.
    pub(crate) overlays: Vec<PathBuf>,
    /// The folder that references may lead into, if it is not that of the specification.
    pub(crate) root: Option<PathBuf>,
    /// Overlays with the `x-` extensions that the project file sets.
    pub(crate) extensions: Vec<Source>,
}

impl Specification {
    /// A specification without settings.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            path,
            ..Self::default()
        }
    }

    /// Reads the overlays. Prints diagnostics and returns `None` if one is not UTF-8.
    pub(crate) fn overlays(
        &self,
        context: &mut Context<'_>,
    ) -> anyhow::Result<Option<Vec<Source>>> {
        let overlays = read_overlays(&self.overlays, context)?;
        Ok(overlays.map(|overlays| [overlays, self.extensions.clone()].concat()))
    }

    /// The loader for the files that the specification refers to.
    pub(crate) fn loader(&self, context: &Context<'_>) -> anyhow::Result<DirectoryLoader> {
        let root = self.root.as_ref().map(|root| context.absolute(root));
        DirectoryLoader::new(&context.absolute(&self.path), root.as_deref())
    }
}

/// Reads overlays. Prints diagnostics and returns `None` if one is not UTF-8.
pub(crate) fn read_overlays(
    files: &[PathBuf],
    context: &mut Context<'_>,
) -> anyhow::Result<Option<Vec<Source>>> {
    let mut read = Vec::new();
    for file in files {
        let Some(source) = self::read(file, context)? else {
            return Ok(None);
        };
        read.push(Source::new(context.display_path(file), source.text));
    }
    Ok(Some(read))
}

/// Reads the file at a path of the command line.
///
/// Prints diagnostics and returns `None` if it is not UTF-8. The name of the source has no folder,
/// so that output does not depend on where the file is.
pub(crate) fn read(given: &Path, context: &mut Context<'_>) -> anyhow::Result<Option<Source>> {
    let shown = context.display_path(given);
    let path = context.absolute(given);
    let bytes = disk::read(&path).with_context(|| format!("cannot read {shown}"))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match Source::from_bytes(name, bytes) {
        Ok(source) => Ok(Some(source)),
        Err(not_text) => {
            let sources = Sources::new(not_text.source).renamed(&shown);
            let problems = not_text.diagnostics;
            print_errors(&sources, &shown, &problems, "nothing was written", context)?;
            Ok(None)
        }
    }
}

/// Prints the diagnostics of sources that cannot be used.
pub(crate) fn print_unusable(
    sources: &Sources,
    shown: &str,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    print_errors(sources, shown, diagnostics, "it cannot be used", context)
}

/// Prints diagnostics, and the number of errors with their consequence.
pub(crate) fn print_errors(
    sources: &Sources,
    shown: &str,
    diagnostics: &[Diagnostic],
    consequence: &str,
    context: &mut Context<'_>,
) -> io::Result<()> {
    print_diagnostics(sources, diagnostics, context)?;
    let errors = diagnostics.iter().filter(|it| it.is_error()).count();
    let errors = count(errors, "error");
    let message = format_args!("{shown} has {errors}; {consequence}");
    report::error(context.stderr, message)
}

/// Prints diagnostics about sources.
pub(crate) fn print_diagnostics(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let text = generator::render(sources, diagnostics, context.style, Amount::Few);
    writeln!(context.stderr, "{}\n", text.trim_end())
}

/// More warnings are only counted, by their codes, so that a summary fits a screen.
const SHOWN: usize = 8;

/// Renders the warnings about a specification: all codes with their counts, or the warnings themselves
/// if they are few or `verbose` is set.
pub(crate) fn render_warnings(
    sources: &Sources,
    shown: &str,
    warnings: &[Diagnostic],
    verbose: bool,
    context: &Context<'_>,
) -> io::Result<String> {
    if warnings.is_empty() {
        return Ok(String::new());
    }
    if verbose || warnings.len() <= SHOWN {
        let text = generator::render(sources, warnings, context.style, Amount::Few);
        return Ok(format!("{}\n\n", text.trim_end()));
    }
    let mut counts = BTreeMap::new();
    for warning in warnings {
        *counts.entry(warning.code).or_insert(0) += 1;
    }
    let mut counts: Vec<(Code, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let lines = counts
        .iter()
        .map(|(code, count)| format!("\n  {count:>4} {code} {}", code.title()));
    let lines: String = lines.collect();
    let mut text = Vec::new();
    let warnings = count(warnings.len(), "warning");
    report::warning(&mut text, format_args!("{shown} has {warnings}:{lines}"))?;
    report::help(&mut text, "`codegen --verbose` shows them")?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
