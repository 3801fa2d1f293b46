//! Specifications as verbs read them, and what is wrong with them.

use std::io;
use std::path::Path;

use anyhow::Context as _;
use generator::{Amount, Diagnostic, Source, Sources};

use crate::context::Context;
use crate::disk;
use crate::report::{self, count};

/// Reads a file that a path on the command line means.
///
/// Tells what is wrong if it is no text, and is `None` then. The source has the name of the
/// file without its folder, since what is written from it must not depend on where it lies.
pub(crate) fn read(given: &Path, context: &mut Context<'_>) -> anyhow::Result<Option<Source>> {
    let shown = context.shown(given);
    let path = context.absolute(given);
    let bytes = disk::read(&path).with_context(|| format!("cannot read {shown}"))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match Source::from_bytes(name, bytes) {
        Ok(source) => Ok(Some(source)),
        Err(not_text) => {
            refuse(&not_text.source, given, &not_text.diagnostics, context)?;
            Ok(None)
        }
    }
}

/// Tells what is wrong with a source, and that nothing is written because of it.
pub(crate) fn refuse(
    source: &Source,
    given: &Path,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    end(source, given, diagnostics, "nothing is written", context)
}

/// Tells what is wrong with a source, and that it cannot be read because of it.
pub(crate) fn unreadable(
    source: &Source,
    given: &Path,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    end(source, given, diagnostics, "it cannot be used", context)
}

fn end(
    source: &Source,
    given: &Path,
    diagnostics: &[Diagnostic],
    so: &str,
    context: &mut Context<'_>,
) -> io::Result<()> {
    tell(source, given, diagnostics, context)?;
    let errors = diagnostics.iter().filter(|it| it.is_error()).count();
    let errors = count(errors, "error");
    let shown = context.shown(given);
    report::error(context.stderr, format_args!("{shown} has {errors}; {so}"))
}

/// Tells what is wrong with a source, under the name that the user knows it by.
pub(crate) fn tell(
    source: &Source,
    given: &Path,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let source = Source::new(context.shown(given), source.text.clone());
    show(&source.into(), diagnostics, context)
}

/// Tells what is wrong with sources that have the names that the user knows them by.
pub(crate) fn show(
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
