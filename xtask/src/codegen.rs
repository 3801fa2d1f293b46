//! `cargo xtask codegen`: writes the client crate from its specification.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use clap::CommandFactory as _;
use clap::error::ErrorKind;
use generator::{Diagnostic, Kind, Output, Settings, Source};

use crate::context::Context;
use crate::disk::{self, Action, Lock, Obstacles, Plan, Summary};
use crate::package::PackageName;
use crate::report::{self, count};
use crate::{Call, Status, diff};

/// The specification that this workspace is about.
const SPEC: &str = "spec/cloudflare-images.yaml";

/// The crate that is generated from it.
const OUT: &str = "generated";

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

    /// The name of that crate's package [default: as its Cargo.toml says, else the folder's name]
    #[arg(long, value_name = "NAME", requires = "out")]
    package: Option<PackageName>,
}

/// Where to read and where to write.
struct Target {
    spec: PathBuf,
    out: PathBuf,
    /// The two as they are shown.
    shown: Shown,
    /// Other crates get the runtime and a scaffold; ours has them written by hand.
    is_ours: bool,
}

struct Shown {
    spec: String,
    out: String,
}

/// Writes the crate, or checks that it is as it should be.
///
/// # Errors
///
/// Fails if a file cannot be read or written, if codegen would have to replace what
/// it did not write, or if the package has no usable name.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let start = Instant::now();
    let target = target(args, context);
    let package = package(args, &target)?;
    let Some(output) = read_and_generate(&target, &package, context)? else {
        return Ok(Status::Failure);
    };
    if args.check {
        return check(args, &target, &output, context);
    }
    let summary = write(&target, &output, context)?;
    let Summary {
        written,
        unchanged,
        deleted,
    } = summary;
    let (operations, types) = (
        count(output.operations, "operation"),
        count(output.types, "type"),
    );
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

fn target(args: &Args, context: &Context<'_>) -> Target {
    let ours = (context.workspace.join(SPEC), context.workspace.join(OUT));
    let asked = args.spec.clone().zip(args.out.clone());
    let is_ours = asked.is_none();
    let (spec, out) = asked.unwrap_or(ours);
    Target {
        shown: Shown {
            spec: context.shown(&spec),
            out: context.shown(&out),
        },
        spec: context.absolute(&spec),
        out: context.absolute(&out),
        is_ours,
    }
}

/// The name of the package: asked for, else the one it has already, else its folder's.
fn package(args: &Args, target: &Target) -> anyhow::Result<PackageName> {
    let existing = match disk::read(&target.out.join("Cargo.toml")) {
        Ok(bytes) => Some(
            PackageName::of_manifest(&String::from_utf8_lossy(&bytes))
                .with_context(|| format!("cannot use {}/Cargo.toml", target.shown.out))?,
        ),
        // Whatever else is wrong with the folder shows when it is planned or written.
        Err(_) => None,
    };
    match (&args.package, existing) {
        (Some(asked), Some(existing)) if *asked != existing => Err(wrong_call(format_args!(
            "`--package` asks for `{asked}`, but the Cargo.toml that is there already says `{existing}`"
        ))),
        (Some(asked), _) => Ok(asked.clone()),
        (None, Some(existing)) => Ok(existing),
        (None, None) => {
            let folder = target.out.file_name().unwrap_or_default().to_string_lossy();
            folder.parse().map_err(|error| {
                wrong_call(format_args!(
                    "the folder's name, {folder:?}, is no name for a package: {error}; \
                     give one with `--package NAME`"
                ))
            })
        }
    }
}

fn wrong_call(message: impl Display) -> anyhow::Error {
    Call::command()
        .error(ErrorKind::ValueValidation, message)
        .into()
}

/// Reads and generates. Tells what is wrong with the specification, and is `None` if that is fatal.
fn read_and_generate(
    target: &Target,
    package: &PackageName,
    context: &mut Context<'_>,
) -> anyhow::Result<Option<Output>> {
    let shown = &target.shown.spec;
    let bytes = disk::read(&target.spec).with_context(|| format!("cannot read {shown}"))?;
    let source = match Source::from_bytes(source_name(&target.spec, context)?, bytes) {
        Ok(source) => source,
        Err(not_text) => {
            refuse(not_text.source, shown, &not_text.diagnostics, context)?;
            return Ok(None);
        }
    };
    let settings = Settings {
        package: package.as_str().to_owned(),
    };
    match generator::generate(&source, &settings) {
        Ok(output) => {
            tell(source, shown, &output.warnings, context)?;
            Ok(Some(output))
        }
        Err(diagnostics) => {
            refuse(source, shown, &diagnostics, context)?;
            Ok(None)
        }
    }
}

/// What the files call the specification.
///
/// They must not depend on who generates them and from where, so this is the path in
/// the workspace, and of a file outside only its name.
fn source_name(spec: &Path, context: &Context<'_>) -> anyhow::Result<String> {
    let name = context
        .in_workspace(spec)
        .or_else(|| Some(spec.file_name()?.to_string_lossy().into_owned()))
        .unwrap_or_default();
    anyhow::ensure!(
        !name.contains(char::is_control),
        "the name of the specification, {name:?}, has control characters in it"
    );
    Ok(name)
}

fn refuse(
    source: Source,
    shown: &str,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    tell(source, shown, diagnostics, context)?;
    let errors = diagnostics.iter().filter(|it| it.is_error()).count();
    let errors = count(errors, "error");
    report::error(
        context.stderr,
        format_args!("{shown} has {errors}; nothing is written"),
    )
}

/// Tells what is wrong with a source, under the name that the user knows it by.
fn tell(
    mut source: Source,
    shown: &str,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    shown.clone_into(&mut source.name);
    let text = generator::render(&source, diagnostics, context.style);
    writeln!(context.stderr, "{}\n", text.trim_end())
}

fn plan(target: &Target, output: &Output, prefix: &str) -> anyhow::Result<Plan> {
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
            obstacles.below(prefix)
        ),
        Err(error) => error,
    })
}

fn write(target: &Target, output: &Output, context: &mut Context<'_>) -> anyhow::Result<Summary> {
    let prefix = prefix(target, context);
    let shown = &target.shown.out;
    let stderr = &mut *context.stderr;
    let _lock = Lock::new(&target.out, || {
        report::waiting(stderr, format_args!("waiting for another run on {shown}"))
    })
    .with_context(|| format!("cannot write to {shown}"))?;
    plan(target, output, &prefix)?.stage()?.commit(|change| {
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
    let prefix = prefix(target, context);
    let plan = plan(target, output, &prefix)?;
    let shown = &target.shown.out;
    if plan.is_up_to_date() {
        report::status(
            context.stderr,
            "Finished",
            format_args!("{shown} is up to date"),
        )?;
        return Ok(Status::Success);
    }
    write!(context.stdout, "{}", diff::unified(&plan, &prefix))?;
    context.stdout.flush()?;
    report::error(context.stderr, format_args!("{shown} is not up to date"))?;
    report::help(context.stderr, format_args!("run `{}`", fix(args)))?;
    Ok(Status::Failure)
}

/// What the paths of the files start with when they are shown.
///
/// A diff is applied in the workspace, or, to a crate outside of it, in that crate's folder.
fn prefix(target: &Target, context: &Context<'_>) -> String {
    match context.in_workspace(&target.out).as_deref() {
        None | Some("") => String::new(),
        Some(folder) => format!("{folder}/"),
    }
}

/// The call that does what this check found to be left to do.
fn fix(args: &Args) -> String {
    let mut call = "cargo xtask codegen".to_owned();
    let spec = args.spec.as_ref().map(|it| it.display().to_string());
    let out = args.out.as_ref().map(|it| it.display().to_string());
    let package = args.package.as_ref().map(ToString::to_string);
    for (option, value) in [("--spec", spec), ("--out", out), ("--package", package)] {
        if let Some(value) = value {
            call = format!("{call} {option} {}", quoted(&value));
        }
    }
    call
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./+@%,=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
