//! `cargo xtask fragment`: cuts a fragment out of a whole specification.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ArgGroup;
use generator::Sources;
use generator::fragment::{self, Fragment, HEADER, PROVENANCE};

use crate::Status;
use crate::context::Context;
use crate::disk::{self, Refused};
use crate::input;
use crate::overlays::Overlays;
use crate::report::{self, count};
use crate::selection::Selection;

/// Cut a fragment out of a whole specification
///
/// A fragment is the specification of a few operations: what they reach is in it, with
/// its descriptions and examples and in the order of the specification, and nothing else.
/// It says in `x-provenance` which file it comes from.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("wanted").args(["operations", "tags", "paths"]).required(true).multiple(true)))]
#[command(after_long_help = "\
Examples:
  cargo xtask fragment --from openapi.json --operation images.edit --out spec/images.yaml
      Cuts out one operation.
  cargo xtask fragment --from openapi.json --operation 'GET /images' --tag keys --out spec/images.yaml
      Cuts out an operation that has no id, and all of a tag.

A file that was not cut earlier is replaced only with --force. With an --out that ends
in .json the fragment is JSON, else YAML.

Exit status: 0 done, 1 a problem, 2 a wrong call.")]
pub struct Args {
    /// The specification to cut from, YAML or JSON
    #[arg(long, value_name = "FILE")]
    from: PathBuf,

    #[command(flatten)]
    wanted: Selection,

    #[command(flatten)]
    overlays: Overlays,

    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    /// Replace the file even if it was not cut by this verb
    #[arg(long)]
    force: bool,
}

/// Cuts the fragment and writes it.
///
/// # Errors
///
/// Fails if a file cannot be read or written, or if the fragment would replace a file
/// that this verb did not write.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let start = Instant::now();
    let wanted = args.wanted.wanted();
    let Some(source) = input::read(&args.from, context)? else {
        return Ok(Status::Failure);
    };
    let Some(overlays) = args.overlays.read(context)? else {
        return Ok(Status::Failure);
    };
    let sources = Sources::new(source).with_overlays(overlays);
    let outcome = fragment::cut(&sources, &wanted);
    let shown = context.shown(&args.from);
    let sources = sources.renamed(&shown);
    let fragment = match outcome {
        Ok(fragment) => fragment,
        Err(problems) => {
            input::show(&sources, &problems, context)?;
            let errors = problems.iter().filter(|it| it.is_error()).count();
            let errors = count(errors, "error");
            let message = format_args!("{shown} has {errors}; nothing is written");
            report::error(context.stderr, message)?;
            return Ok(Status::Failure);
        }
    };
    input::show(&sources, &fragment.warnings, context)?;
    write(args, &fragment, context)?;
    finished(args, &fragment, start, context)?;
    Ok(Status::Success)
}

fn write(args: &Args, fragment: &Fragment, context: &Context<'_>) -> anyhow::Result<()> {
    let shown = context.shown(&args.out);
    let text = if is_json(&args.out) {
        fragment.to_json()
    } else {
        fragment.to_yaml()
    };
    let is_ours = |found: &[u8]| args.force || was_cut(found);
    let result = disk::replace(&context.absolute(&args.out), &text, is_ours);
    result.map_err(|error| match error.downcast_ref::<Refused>() {
        Some(Refused) => error.context(format!(
            "{shown} was not cut by this verb; replace it with `--force`, or choose another file"
        )),
        None => error.context(format!("cannot write {shown}")),
    })
}

fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// Whether a file says of itself that it was cut.
fn was_cut(found: &[u8]) -> bool {
    let mark = format!("\"{PROVENANCE}\"");
    found.starts_with(HEADER.as_bytes())
        || found.starts_with(b"{") && found.windows(mark.len()).any(|it| it == mark.as_bytes())
}

fn finished(
    args: &Args,
    fragment: &Fragment,
    start: Instant,
    context: &mut Context<'_>,
) -> io::Result<()> {
    let shown = context.shown(&args.out);
    let operations = count(fragment.operations, "operation");
    let components = count(fragment.components, "component");
    let time = start.elapsed().as_millis();
    report::status(
        context.stderr,
        "Finished",
        format_args!("{shown} with {operations} and {components} in {time} ms"),
    )?;
    if fragment.left_out.is_empty() {
        return Ok(());
    }
    let left_out = fragment.left_out.join(", ");
    report::note(
        context.stderr,
        format_args!("left out of the whole document: {left_out}"),
    )
}
