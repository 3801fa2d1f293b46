//! `cargo xtask codegen`: writes the client crate from its specification.

mod manifest;
mod target;

use std::io;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use generator::{Amount, Diagnostic, Kind, Output, Settings, Source, Sources};

use self::manifest::Missing;
pub(crate) use self::target::OUR_SPEC;
use self::target::Target;
use crate::context::Context;
use crate::disk::{self, Action, Beside, Lock, Obstacles, Plan, Summary};
use crate::overlays::Overlays;
use crate::package::PackageName;
use crate::report::{self, count};
use crate::selection::Selection;
use crate::{Status, diff};

/// Write the client crate from its OpenAPI fragment
///
/// Without arguments, `generated/src/api` is written from `spec/cloudflare-images.yaml`.
/// With `--spec` and `--out`, a complete crate is written from any other specification.
///
/// Nothing is written unless the specification is in order. Files that are as they
/// should be are not touched, so cargo does not build them again. Files that codegen
/// wrote earlier and no longer writes are deleted; a file that it did not write is
/// never replaced or deleted.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask codegen
      Brings generated/src/api up to date.
  cargo xtask codegen --check
      Fails with a unified diff if it is not. CI runs this.
  cargo xtask codegen --check | git apply
      The diff alone goes to standard output, in a form that git takes.
  cargo xtask codegen --spec petstore.yaml --out ../petstore --package petstore-client
      Writes a crate of its own: src/api and src/runtime always, Cargo.toml and
      src/lib.rs only where they are missing.
  cargo xtask codegen --spec openapi.json --out ../pets --tag pets --path '/owners/*'
      Writes these operations and what they reach, and nothing else. What is always to be
      written can stand in a codegen.toml beside the specification:
          tags = [\"pets\"]
          paths = [\"/owners/*\"]
          overlays = [\"names.overlay.yaml\"]
          lenient = true
      Operations, tags and paths on the command line replace those of the file; overlays
      on the command line are applied after those of the file.

Exit status: 0 done or up to date, 1 a problem or (with --check) a difference, 2 a wrong call.")]
pub struct Args {
    /// Write nothing; print what would change as a diff, and fail if there is any
    #[arg(long)]
    check: bool,

    /// The OpenAPI document to read, YAML or JSON
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,

    /// The folder of the crate to write; made if it does not exist
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,

    #[command(flatten)]
    overlays: Overlays,

    /// The name of that crate's package [default: as its Cargo.toml says, else the folder's name]
    #[arg(long, value_name = "NAME", requires = "out")]
    package: Option<PackageName>,

    #[command(flatten)]
    selection: Selection,

    /// Take slips for warnings that code can be written from all the same, such as an
    /// `operationId` that two operations have: for a specification that is somebody else's
    #[arg(long)]
    lenient: bool,
}

/// Writes the crate, or checks that it is as it should be.
///
/// # Errors
///
/// Fails if a file cannot be read or written, if codegen would have to replace what
/// it did not write, or if the package has no usable name.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let start = Instant::now();
    let target = Target::new(args, context)?;
    let overlays = args.overlays.after(target.config.overlays());
    let Some(overlays) = overlays.read(context)? else {
        return Ok(Status::Failure);
    };
    let Some(output) = read_and_generate(args, &target, overlays, context)? else {
        return Ok(Status::Failure);
    };
    if args.check {
        return check(args, &target, &output, context);
    }
    let Summary {
        written,
        unchanged,
        deleted,
    } = write(&target, &output, context)?;
    let missing = Missing::find(&target, &output)?;
    Missing::tell(&missing, &target, context.stderr)?;
    let operations = count(output.operations, "operation");
    let types = count(output.types, "type");
    let time = start.elapsed().as_millis();
    report::status(
        context.stderr,
        "Finished",
        format_args!(
            "{written} written, {unchanged} unchanged, {deleted} deleted in {time} ms: \
             {operations}, {types}"
        ),
    )?;
    Ok(Status::Success)
}

/// Reads and generates. Tells what is wrong with the specification, and is `None` if that is fatal.
fn read_and_generate(
    args: &Args,
    target: &Target,
    overlays: Vec<Source>,
    context: &mut Context<'_>,
) -> anyhow::Result<Option<Output>> {
    let shown = &target.shown.spec;
    let bytes = disk::read(&target.spec).with_context(|| format!("cannot read {shown}"))?;
    let source = match Source::from_bytes(&target.source_name, bytes) {
        Ok(source) => source,
        Err(not_text) => {
            refuse(
                not_text.source.into(),
                shown,
                &not_text.diagnostics,
                context,
            )?;
            return Ok(None);
        }
    };
    let settings = Settings {
        package: target.package.as_str().to_owned(),
        wanted: target.config.wanted(&args.selection),
        lenient: args.lenient || target.config.lenient,
    };
    let beside = Beside::new(&target.spec);
    let sources = Sources::new(source)
        .with_loader(&beside)
        .with_overlays(overlays);
    match generator::generate(&sources, &settings) {
        Ok(output) => {
            tell(sources, shown, &output.warnings, context)?;
            Ok(Some(output))
        }
        Err(diagnostics) => {
            refuse(sources, shown, &diagnostics, context)?;
            Ok(None)
        }
    }
}

fn refuse(
    sources: Sources,
    shown: &str,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    tell(sources, shown, diagnostics, context)?;
    let errors = diagnostics.iter().filter(|it| it.is_error()).count();
    let errors = count(errors, "error");
    report::error(
        context.stderr,
        format_args!("{shown} has {errors}; nothing is written"),
    )?;
    let mut errors = diagnostics.iter().filter(|it| it.is_error());
    if errors.all(|it| it.code.is_slip()) {
        let help = "code can be written all the same: `--lenient` takes slips for warnings";
        report::help(context.stderr, help)?;
    }
    Ok(())
}

/// Tells what is wrong with the sources, under the names that the user knows them by.
fn tell(
    sources: Sources,
    shown: &str,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let sources = sources.renamed(shown);
    let text = generator::render(&sources, diagnostics, context.style, Amount::Few);
    writeln!(context.stderr, "{}\n", text.trim_end())
}

fn plan(target: &Target, output: &Output) -> anyhow::Result<Plan> {
    let owned: &[&str] = if target.is_ours {
        &["src/api"]
    } else {
        &["src/api", "src/runtime"]
    };
    let files = output
        .files
        .iter()
        .filter(|file| !target.is_ours || file.kind == Kind::Api);
    Plan::new(&target.out, files, owned).map_err(|error| match error.downcast::<Obstacles>() {
        Ok(obstacles) => anyhow!(
            "{}\nmove this away, or choose another folder",
            obstacles.below(&target.prefix)
        ),
        Err(error) => error,
    })
}

fn write(target: &Target, output: &Output, context: &mut Context<'_>) -> anyhow::Result<Summary> {
    let Target { prefix, shown, .. } = target;
    let stderr = &mut *context.stderr;
    let _lock = Lock::new(&target.out, || {
        report::waiting(
            stderr,
            format_args!("waiting for another run on {}", shown.out),
        )
    })
    .with_context(|| format!("cannot write to {}", shown.out))?;
    plan(target, output)?.stage()?.commit(|change| {
        let verb = match change.action {
            Action::Create { .. } => "Added",
            Action::Replace { .. } => "Changed",
            Action::Delete { .. } => "Deleted",
            Action::Keep => return Ok(()),
        };
        report::status(stderr, verb, format_args!("{prefix}{}", change.path))
    })
}

fn check(
    args: &Args,
    target: &Target,
    output: &Output,
    context: &mut Context<'_>,
) -> anyhow::Result<Status> {
    let plan = plan(target, output)?;
    let shown = &target.shown.out;
    if target.is_ours
        && let Some(meaning) = diff::since_last_commit(context)
    {
        let note = format_args!("the specification since the last commit {meaning}");
        report::note(context.stderr, note)?;
    }
    let missing = Missing::find(target, output)?;
    Missing::tell(&missing, target, context.stderr)?;
    if plan.is_up_to_date() {
        report::status(
            context.stderr,
            "Finished",
            format_args!("{shown} is up to date"),
        )?;
        return Ok(Status::Success);
    }
    write!(context.stdout, "{}", disk::unified(&plan, &target.prefix))?;
    context.stdout.flush()?;
    report::error(context.stderr, format_args!("{shown} is not up to date"))?;
    report::help(context.stderr, format_args!("run `{}`", target::call(args)))?;
    Ok(Status::Failure)
}
