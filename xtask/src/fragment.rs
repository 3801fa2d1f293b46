//! `cargo xtask fragment`: cuts a fragment out of a specification.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ArgGroup;
use generator::Sources;
use generator::fragment::{self, Fragment};

use crate::context::Context;
use crate::disk::{self, NotReplaceable};
use crate::input;
use crate::overlays::Overlays;
use crate::report::{self, count};
use crate::selection::Selection;
use crate::status::Status;

/// Cut a fragment out of a specification
///
/// A fragment is a specification of some operations and of everything that they refer to, with
/// descriptions and examples, in the original order. Its `x-provenance` names the file that it
/// was cut from.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("filter").args(["operations", "tags", "paths"]).required(true).multiple(true)))]
#[command(after_long_help = "\
Examples:
  cargo xtask fragment --from openapi.json --operation images.edit --out spec/images.yaml
      Cuts out one operation.
  cargo xtask fragment --from openapi.json --operation 'GET /images' --tag keys --out spec/images.yaml
      Cuts out an operation without an operationId, and all operations with a tag.

A file that this verb did not write is replaced only with --force. The fragment is JSON if
--out ends in .json, else YAML.

Exit status: 0 written, 1 error, 2 invalid arguments.")]
pub struct Args {
    /// The specification, YAML or JSON
    #[arg(long, value_name = "FILE")]
    from: PathBuf,

    #[command(flatten)]
    filter: Selection,

    #[command(flatten)]
    overlays: Overlays,

    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    /// Replace the file even if this verb did not write it
    #[arg(long)]
    force: bool,
}

/// Cuts and writes the fragment.
///
/// # Errors
///
/// Fails if a file cannot be read or written, or if the fragment would replace a file that this
/// verb did not write.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let start = Instant::now();
    let filter = args.filter.filter();
    let Some(source) = input::read(&args.from, context)? else {
        return Ok(Status::Failure);
    };
    let Some(overlays) = input::read_overlays(&args.overlays.files, context)? else {
        return Ok(Status::Failure);
    };
    let sources = Sources::new(source).with_overlays(overlays);
    let outcome = fragment::cut(&sources, &filter);
    let shown = context.display_path(&args.from);
    let sources = sources.renamed(&shown);
    let fragment = match outcome {
        Ok(fragment) => fragment,
        Err(problems) => {
            input::print_errors(&sources, &shown, &problems, "nothing was written", context)?;
            return Ok(Status::Failure);
        }
    };
    input::print_diagnostics(&sources, &fragment.warnings, context)?;
    write(args, &fragment, context)?;
    finished(args, &fragment, start, context)?;
    Ok(Status::Success)
}

fn write(args: &Args, fragment: &Fragment, context: &Context<'_>) -> anyhow::Result<()> {
    let shown = context.display_path(&args.out);
    let text = if is_json(&args.out) {
        fragment.to_json()
    } else {
        fragment.to_yaml()
    };
    let is_ours = |found: &[u8]| args.force || fragment::was_cut(found);
    let result = disk::replace(&context.absolute(&args.out), &text, is_ours);
    result.map_err(|error| match error.downcast_ref::<NotReplaceable>() {
        Some(NotReplaceable) => error.context(format!(
            "this verb did not write {shown}; use `--force` to replace it, or choose another file"
        )),
        None => error.context(format!("cannot write {shown}")),
    })
}

fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

fn finished(
    args: &Args,
    fragment: &Fragment,
    start: Instant,
    context: &mut Context<'_>,
) -> io::Result<()> {
    let shown = context.display_path(&args.out);
    let operations = count(fragment.operations, "operation");
    let components = count(fragment.components, "component");
    let time = start.elapsed().as_millis();
    report::status(
        context.stderr,
        "Finished",
        format_args!("{shown} with {operations} and {components} in {time} ms"),
    )?;
    note_left_out(fragment, context)
}

/// Prints a note about the extensions that a fragment lacks.
pub(crate) fn note_left_out(fragment: &Fragment, context: &mut Context<'_>) -> io::Result<()> {
    if fragment.left_out.is_empty() {
        return Ok(());
    }
    let left_out = fragment.left_out.join(", ");
    report::note(
        context.stderr,
        format_args!("omitted extensions of the document: {left_out}"),
    )
}
