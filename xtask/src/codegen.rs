//! `cargo xtask codegen`: generates a client crate from a specification.

mod args;
mod manifest;
mod target;

use std::io;
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use generator::{Amount, Diagnostic, Kind, Output, Settings, Source, Sources};

pub use self::args::Args;
use self::manifest::Missing;
use self::target::Target;
use crate::context::Context;
use crate::diff;
use crate::disk::{self, Action, DirectoryLoader, Lock, Obstacles, Plan, Summary};
use crate::report::{self, count};
use crate::status::Status;

/// Generates the crate, or checks that it is up to date.
///
/// # Errors
///
/// Fails if a file cannot be read or written, if codegen would have to replace a file that it did
/// not generate, or if the name of the package is invalid.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let start = Instant::now();
    let target = Target::new(args, context)?;
    let overlays = args.overlays.after(target.config.overlays());
    let Some(mut overlays) = overlays.read(context)? else {
        return Ok(Status::Failure);
    };
    overlays.extend(target.config.extensions()?);
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
    } = write(args, &target, &output, context)?;
    let missing = Missing::find(&target, &output)?;
    Missing::warn(&missing, &target, context.stderr)?;
    let operations = count(output.operations, "operation");
    let types = count(output.types, "type");
    let warnings = count(output.warnings.len() + missing.len(), "warning");
    let time = start.elapsed().as_millis();
    report::status(
        context.stderr,
        "Finished",
        format_args!(
            "{written} written, {unchanged} unchanged, {deleted} deleted in {time} ms: \
             {operations}, {types}, {warnings}"
        ),
    )?;
    Ok(Status::Success)
}

/// Reads the specification and generates. Prints its diagnostics; returns `None` if there are errors.
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
            print_errors(
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
        filter: target.config.filter(&args.selection),
        lenient: args.lenient || target.config.lenient,
    };
    let root = args.root.as_ref().map(|root| context.absolute(root));
    let root = root.or_else(|| target.config.root.clone());
    let loader = DirectoryLoader::new(&target.spec, root.as_deref())?;
    let sources = Sources::new(source)
        .with_path(&loader.spec)
        .with_loader(&loader)
        .with_overlays(overlays);
    match generator::generate(&sources, &settings) {
        Ok(output) => {
            print_diagnostics(sources, shown, &output.warnings, context)?;
            Ok(Some(output))
        }
        Err(diagnostics) => {
            print_errors(sources, shown, &diagnostics, context)?;
            Ok(None)
        }
    }
}

fn print_errors(
    sources: Sources,
    shown: &str,
    diagnostics: &[Diagnostic],
    context: &mut Context<'_>,
) -> io::Result<()> {
    print_diagnostics(sources, shown, diagnostics, context)?;
    let errors = diagnostics.iter().filter(|it| it.is_error()).count();
    let errors = count(errors, "error");
    report::error(
        context.stderr,
        format_args!("{shown} has {errors}; nothing was written"),
    )?;
    let mut errors = diagnostics.iter().filter(|it| it.is_error());
    if errors.all(|it| it.code.is_recoverable()) {
        let help = "fix them, or use `--lenient`, which ignores these parts of the specification";
        report::help(context.stderr, help)?;
    }
    Ok(())
}

/// Prints diagnostics, with the sources renamed for the user.
fn print_diagnostics(
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
            "{}\nmove these away, or use another folder",
            obstacles.with_prefix(&target.prefix)
        ),
        Err(error) => error,
    })
}

/// More changed files are only listed with `--verbose`, so that the warnings stay in sight.
const LISTED: usize = 20;

fn write(
    args: &Args,
    target: &Target,
    output: &Output,
    context: &mut Context<'_>,
) -> anyhow::Result<Summary> {
    let Target { prefix, shown, .. } = target;
    let stderr = &mut *context.stderr;
    let _lock = Lock::new(&target.out, || {
        report::waiting(
            stderr,
            format_args!("waiting for another run on {}", shown.out),
        )
    })
    .with_context(|| format!("cannot write to {}", shown.out))?;
    let plan = plan(target, output)?;
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
    args: &Args,
    target: &Target,
    output: &Output,
    context: &mut Context<'_>,
) -> anyhow::Result<Status> {
    let plan = plan(target, output)?;
    let shown = &target.shown.out;
    if target.is_ours
        && let Some(summary) = diff::since_last_commit(context)
    {
        let note = format_args!("changes of the specification since the last commit: {summary}");
        report::note(context.stderr, note)?;
    }
    let missing = Missing::find(target, output)?;
    Missing::warn(&missing, target, context.stderr)?;
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
    report::help(
        context.stderr,
        format_args!("run `{}`", target::command_line(args)),
    )?;
    Ok(Status::Failure)
}
