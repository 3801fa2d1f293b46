//! Reads specifications, and prints diagnostics about them.

use std::io;
use std::path::Path;

use anyhow::Context as _;
use generator::{Amount, Diagnostic, Source, Sources};

use crate::context::Context;
use crate::disk;
use crate::report::{self, count};

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
            print_errors(
                &not_text.source,
                given,
                &not_text.diagnostics,
                "nothing was written",
                context,
            )?;
            Ok(None)
        }
    }
}

/// Prints the diagnostics of a source that cannot be used.
pub(crate) fn print_unusable(
    source: &Source,
    given: &Path,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    print_errors(source, given, diagnostics, "it cannot be used", context)
}

fn print_errors(
    source: &Source,
    given: &Path,
    diagnostics: &[Diagnostic],
    consequence: &str,
    context: &mut Context<'_>,
) -> io::Result<()> {
    print_source_diagnostics(source, given, diagnostics, context)?;
    let errors = diagnostics.iter().filter(|it| it.is_error()).count();
    let errors = count(errors, "error");
    let shown = context.display_path(given);
    report::error(
        context.stderr,
        format_args!("{shown} has {errors}; {consequence}"),
    )
}

/// Prints diagnostics about a source that is renamed for the user.
pub(crate) fn print_source_diagnostics(
    source: &Source,
    given: &Path,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let source = Source::new(context.display_path(given), source.text.clone());
    print_diagnostics(&source.into(), diagnostics, context)
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
