//! `cargo xtask codegen`: generates client crates from specifications.

mod args;
mod manifest;
mod target;

use std::io;
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use generator::{Diagnostic, File, Output, Source, Sources};

pub use self::args::Args;
use self::manifest::Missing;
use self::target::{Folder, Target};
use crate::client::{Client, SharedRuntime};
use crate::context::Context;
use crate::diff;
use crate::disk::{self, Action, Lock, Obstacles, Plan, Summary};
use crate::input;
use crate::project;
use crate::report::{self, count};
use crate::status::Status;

/// Generates the clients, or checks that they are up to date.
///
/// # Errors
///
/// Fails if a file cannot be read or written, if codegen would have to replace a file that it did
/// not generate, if the name of a package is invalid, or if the project file has errors.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let mut outcomes = Vec::new();
    let clients = args.clients(context)?;
    // All clients of a project file have the same.
    if let Some(runtime) = clients.first().and_then(|client| client.runtime.as_ref()) {
        let outcome = write_runtime(runtime, args, context);
        outcomes.push(outcome.with_context(|| runtime.place.clone())?);
    }
    for client in clients {
        outcomes.push(client.located(run_one(&client, args, context))?);
    }
    if outcomes.contains(&Outcome::OutOfDate) {
        let call = args.command_line(context);
        report::help(context.stderr, format_args!("run `{call}`"))?;
    }
    Ok(if outcomes.iter().all(|it| *it == Outcome::UpToDate) {
        Status::Success
    } else {
        Status::Failure
    })
}

/// The result for one client.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It was written, or was up to date already.
    UpToDate,
    /// `--check` has found differences.
    OutOfDate,
    /// Its specification has errors.
    Errors,
}

/// Brings the crate of a shared runtime up to date, or checks it.
fn write_runtime(
    runtime: &SharedRuntime,
    args: &Args,
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let folder = Folder::new(&runtime.out, context);
    let package = &runtime.package;
    let files = generator::shared_runtime(package.as_str()).map_err(|bug| anyhow!(bug))?;
    if args.check {
        return check_folder(&folder, &files, context);
    }
    let Summary {
        written,
        unchanged,
        deleted,
    } = write(args, &folder, &files, context)?;
    let missing = Missing::find(&folder, &files)?;
    Missing::warn(&missing, &folder, context.stderr)?;
    let time = start.elapsed().as_millis();
    report::status(
        context.stderr,
        "Finished",
        format_args!(
            "{package}: {written} written, {unchanged} unchanged, {deleted} deleted in {time} ms"
        ),
    )?;
    Ok(Outcome::UpToDate)
}

fn run_one(client: &Client, args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let target = Target::new(client, context)?;
    let Some(overlays) = client.specification.overlays(context)? else {
        return Ok(Outcome::Errors);
    };
    let Some(Generated { output, warnings }) = generate(args, &target, overlays, context)? else {
        return Ok(Outcome::Errors);
    };
    if args.check {
        write!(context.stderr, "{warnings}")?;
        return check(&target, &output, context);
    }
    let Summary {
        written,
        unchanged,
        deleted,
    } = write(args, &target.folder, &output.files, context)?;
    write!(context.stderr, "{warnings}")?;
    let missing = Missing::find(&target.folder, &output.files)?;
    Missing::warn(&missing, &target.folder, context.stderr)?;
    let package = &client.package;
    let operations = count(output.operations, "operation");
    let types = count(output.types, "type");
    let warnings = count(output.warnings.len() + missing.len(), "warning");
    let time = start.elapsed().as_millis();
    report::status(
        context.stderr,
        "Finished",
        format_args!(
            "{package}: {written} written, {unchanged} unchanged, {deleted} deleted in {time} ms: \
             {operations}, {types}, {warnings}"
        ),
    )?;
    Ok(Outcome::UpToDate)
}

/// The generated files, and their warnings for display.
struct Generated {
    output: Output,
    warnings: String,
}

/// Reads the specification and generates. If there are errors, prints them and returns `None`.
fn generate(
    args: &Args,
    target: &Target<'_>,
    overlays: Vec<Source>,
    context: &mut Context<'_>,
) -> anyhow::Result<Option<Generated>> {
    let shown = &target.shown_spec;
    let bytes = disk::read(&target.spec).with_context(|| format!("cannot read {shown}"))?;
    let source = match Source::from_bytes(&target.source_name, bytes) {
        Ok(source) => source,
        Err(not_text) => {
            let sources = Sources::new(not_text.source).renamed(shown);
            print_errors(&sources, target, &not_text.diagnostics, context)?;
            return Ok(None);
        }
    };
    let loader = target.client.specification.loader(context)?;
    let sources = Sources::new(source)
        .with_path(&loader.spec)
        .with_loader(&loader)
        .with_overlays(overlays);
    match generator::generate(&sources, &target.client.settings()) {
        Ok(output) => {
            let sources = sources.renamed(shown);
            let warnings = &output.warnings;
            let warnings =
                input::render_warnings(&sources, shown, warnings, args.verbose, context)?;
            Ok(Some(Generated { output, warnings }))
        }
        Err(diagnostics) => {
            print_errors(&sources.renamed(shown), target, &diagnostics, context)?;
            Ok(None)
        }
    }
}

fn print_errors(
    sources: &Sources,
    target: &Target<'_>,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    let shown = &target.shown_spec;
    input::print_errors(sources, shown, diagnostics, "nothing was written", context)?;
    let mut errors = diagnostics.iter().filter(|it| it.is_error());
    if errors.all(|it| it.code.is_recoverable()) {
        let option = match target.client.place {
            Some(_) => format!("set `lenient = true` in {}", project::FILE),
            None => "use `--lenient`".to_owned(),
        };
        let help =
            format_args!("fix them, or {option}, which ignores these parts of the specification");
        report::help(context.stderr, help)?;
    }
    Ok(())
}

/// The folders of a crate whose files codegen replaces and deletes.
const OWNED: [&str; 2] = ["src/api", "src/runtime"];

fn plan(folder: &Folder, files: &[File]) -> anyhow::Result<Plan> {
    Plan::new(&folder.path, files, &OWNED).map_err(|error| match error.downcast::<Obstacles>() {
        Ok(obstacles) => anyhow!(
            "{}\nmove these away, or use another folder",
            obstacles.with_prefix(&folder.prefix())
        ),
        Err(error) => error,
    })
}

/// More changed files are only listed with `--verbose`, so that the warnings stay in sight.
const LISTED: usize = 8;

fn write(
    args: &Args,
    folder: &Folder,
    files: &[File],
    context: &mut Context<'_>,
) -> anyhow::Result<Summary> {
    let prefix = folder.prefix();
    let shown = &folder.shown;
    let stderr = &mut *context.stderr;
    let _lock = Lock::new(&folder.path, || {
        report::waiting(stderr, format_args!("waiting for another run on {shown}"))
    })
    .with_context(|| format!("cannot write to {shown}"))?;
    let plan = plan(folder, files)?;
    let are_listed = args.verbose || plan.changed().count() <= LISTED;
    plan.stage()?.commit(|change| {
        if !are_listed {
            return Ok(());
        }
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
    target: &Target<'_>,
    output: &Output,
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
    if target.client.place.is_some()
        && let Some(summary) = diff::since_last_commit(target.client, context)
    {
        let note = format_args!(
            "changes of {} since the last commit: {summary}",
            target.shown_spec
        );
        report::note(context.stderr, note)?;
    }
    check_folder(&target.folder, &output.files, context)
}

fn check_folder(
    folder: &Folder,
    files: &[File],
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
    let plan = plan(folder, files)?;
    let shown = &folder.shown;
    let missing = Missing::find(folder, files)?;
    Missing::warn(&missing, folder, context.stderr)?;
    if plan.is_up_to_date() {
        report::status(
            context.stderr,
            "Finished",
            format_args!("{shown} is up to date"),
        )?;
        return Ok(Outcome::UpToDate);
    }
    write!(
        context.stdout,
        "{}",
        disk::unified(&plan, &folder.diff_prefix)
    )?;
    context.stdout.flush()?;
    report::error(context.stderr, format_args!("{shown} is not up to date"))?;
    Ok(Outcome::OutOfDate)
}
