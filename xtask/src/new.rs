//! `cargo xtask new`: adds a client to a workspace.

mod draft;
mod manifests;
mod own_xtask;
mod program;
mod questions;

use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::anyhow;
use generator::{Diagnostic, OperationFilter, Source, Sources, fragment};

use self::draft::Draft;
use crate::context::Context;
use crate::disk::{Action, Lock, Obstacles, Plan};
use crate::fragment::note_left_out;
use crate::input;
use crate::package::PackageName;
use crate::report::{self, count, quoted};
use crate::selection::Selection;
use crate::status::{Status, WrongCall};

/// Add a client to this workspace
///
/// Cuts the operations out of the vendor's specification into `spec/PACKAGE.yaml`, generates the crate,
/// and lists it in codegen.toml and in the workspace. Prints a program that makes the first call, which
/// is also an example of the crate. In an empty folder, this makes a workspace.
///
/// At a terminal, it asks for what is not given. Nothing is written if there is any problem, and no
/// existing file is replaced.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask new
      Asks for the specification, the operations and the name of the package.
  cargo xtask new --spec openapi.json --operation pets.list --tag owners --package pets-client
      Asks nothing.

Exit status: 0 written, 1 error, 2 invalid arguments.")]
pub struct Args {
    /// The vendor's specification, YAML or JSON
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,

    #[command(flatten)]
    selection: Selection,

    /// The name of the package
    #[arg(long, value_name = "NAME")]
    package: Option<PackageName>,

    /// The folder of the crate [default: crates/PACKAGE]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Treat recoverable errors as warnings, such as a duplicate `operationId`
    #[arg(long)]
    lenient: bool,

    /// Also add a package `xtask` that pins the version of this program, to run it as `cargo xtask`;
    /// SOURCE is the folder of the package openapi-fragment, or its git repository
    #[arg(long, value_name = "SOURCE")]
    xtask: Option<String>,
}

/// Adds a client.
///
/// # Errors
///
/// Fails if a file cannot be read or written, if the client or one of its files exists already, or if
/// a required option is missing and there is no terminal.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    args.spec.as_deref().map_or(Ok(()), check_is_file)?;
    args.check_complete(context)?;
    questions::set_style(context.style);
    let spec = match &args.spec {
        Some(spec) => spec.clone(),
        None => questions::specification()?,
    };
    check_is_file(&spec)?;
    let Some(source) = input::read(&spec, context)? else {
        return Ok(Status::Failure);
    };
    let sources = Sources::new(source);
    let answers = args.answers(&sources)?;
    let start = Instant::now();
    let drafted = match answers {
        Ok((filter, package)) => Draft::new(args, &filter, package, &sources, context)?,
        Err(problems) => Err(problems),
    };
    let shown = context.display_path(&spec);
    let sources = sources.renamed(&shown);
    match drafted {
        Ok(mut draft) => {
            input::print_diagnostics(&sources, &draft.fragment.warnings, context)?;
            write(&mut draft, context)?;
            finish(&draft, start, context)?;
            show_next(&draft, &shown, context)?;
            Ok(Status::Success)
        }
        Err(problems) => {
            input::print_errors(&sources, &shown, &problems, "nothing was written", context)?;
            if problems
                .iter()
                .filter(|it| it.is_error())
                .all(|it| it.code.is_recoverable())
            {
                let help =
                    "fix them, or use `--lenient`, which ignores these parts of the specification";
                report::help(context.stderr, help)?;
            }
            Ok(Status::Failure)
        }
    }
}

impl Args {
    /// Fails if options are missing and nobody can be asked.
    fn check_complete(&self, context: &Context<'_>) -> anyhow::Result<()> {
        let required = [
            (self.spec.is_none(), "`--spec`"),
            (
                self.selection.filter().is_empty(),
                "`--operation`, `--tag` or `--path`",
            ),
            (self.package.is_none(), "`--package`"),
        ];
        let missing = required.iter().filter(|(is_missing, _)| *is_missing);
        let missing: Vec<&str> = missing.map(|(_, option)| *option).collect();
        if context.interactive || missing.is_empty() {
            return Ok(());
        }
        let missing = missing.join("; ");
        let message =
            format!("without a terminal that can be asked, these are required: {missing}");
        Err(WrongCall(message).into())
    }

    /// The operations and the package: what is given, or else what the user answers.
    fn answers(
        &self,
        sources: &Sources,
    ) -> anyhow::Result<Result<(OperationFilter, PackageName), Vec<Diagnostic>>> {
        let filter = self.selection.filter();
        if let Some(package) = self.package.clone().filter(|_| !filter.is_empty()) {
            return Ok(Ok((filter, package)));
        }
        let contents = match fragment::contents(sources) {
            Ok(contents) => contents,
            Err(problems) => return Ok(Err(problems)),
        };
        let filter = if filter.is_empty() {
            questions::operations(&contents)?
        } else {
            filter
        };
        let package = match &self.package {
            Some(package) => package.clone(),
            None => questions::package(&contents.title)?,
        };
        Ok(Ok((filter, package)))
    }
}

/// Fails if the specification is a URL.
fn check_is_file(spec: &Path) -> anyhow::Result<()> {
    let url = spec.to_string_lossy();
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return Ok(());
    }
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let is_name = |name: &&str| name.contains('.') && path.matches('/').count() > 2;
    let name = path.rsplit('/').next().filter(is_name);
    let name = name.unwrap_or("openapi.json");
    let message = format!(
        "this program does not access the network; download the specification and use `--spec {name}`:\n  \
         curl --fail --location --output {name} '{url}'"
    );
    Err(WrongCall(message).into())
}

/// Writes everything, and lists the files.
fn write(draft: &mut Draft, context: &mut Context<'_>) -> anyhow::Result<()> {
    let shown = context.display_path(&draft.folder);
    let stderr = &mut *context.stderr;
    let _lock = Lock::new(&draft.folder, || {
        report::waiting(stderr, format_args!("waiting for another run on {shown}"))
    })?;
    let prefix = if shown == "." {
        String::new()
    } else {
        format!("{shown}/")
    };
    let plan = Plan::of_edits(&draft.folder, mem::take(&mut draft.edits));
    let plan = plan.map_err(|error| match error.downcast::<Obstacles>() {
        Ok(obstacles) => anyhow!(
            "{}\nmove these away, or use another `--package`",
            obstacles.with_prefix(&prefix)
        ),
        Err(error) => error,
    })?;
    let (mut lines, mut of_crate) = (Vec::new(), 0);
    plan.stage()?.commit(|change| {
        let path = draft.folder.join(&change.path);
        if path.starts_with(&draft.out) {
            of_crate += 1;
        } else {
            let is_new = matches!(change.action, Action::Create { .. });
            lines.push((if is_new { "Added" } else { "Changed" }, path));
        }
        Ok(())
    })?;
    let out = context.display_path(&draft.out);
    let files = count(of_crate, "file");
    report::status(context.stderr, "Added", format_args!("{out}/ with {files}"))?;
    for (verb, path) in lines {
        let path = context.display_path(&path);
        report::status(context.stderr, verb, path)?;
    }
    Ok(())
}

/// Prints warnings and a summary.
fn finish(draft: &Draft, start: Instant, context: &mut Context<'_>) -> io::Result<()> {
    let spec = context.display_path(&draft.spec);
    let sources = Sources::new(Source::new(&spec, draft.fragment.to_yaml()));
    let warnings = &draft.output.warnings;
    let shown = input::render_warnings(&sources, &spec, warnings, false, context)?;
    write!(context.stderr, "{shown}")?;
    note_left_out(&draft.fragment, context)?;
    let package = &draft.package;
    let operations = count(draft.output.operations, "operation");
    let types = count(draft.output.types, "type");
    let warnings = count(warnings.len(), "warning");
    let time = start.elapsed().as_millis();
    report::status(
        context.stderr,
        "Finished",
        format_args!("{package} in {time} ms: {operations}, {types}, {warnings}"),
    )
}

/// Prints the program and the commands to go on with.
fn show_next(draft: &Draft, vendor: &str, context: &mut Context<'_>) -> io::Result<()> {
    let package = &draft.package;
    if let Some(program) = &draft.program {
        let path = context.display_path(&draft.out.join(program::PATH));
        let note = format_args!(
            "the first call is in {path}; set its values, then \
             `cargo run --package {package} --example first_call`:"
        );
        report::note(context.stderr, note)?;
        write!(context.stdout, "\n{program}\n")?;
        context.stdout.flush()?;
    }
    let spec = context.display_path(&draft.spec);
    let (call, from) = (&draft.command, quoted(vendor));
    let help = format_args!(
        "the next commands:\n  \
         {call} codegen\n      after a change of {spec} or codegen.toml\n  \
         {call} codegen --check\n      in CI\n  \
         {call} upstream {package} --from {from}\n      with a later version of {vendor}"
    );
    report::help(context.stderr, help)
}
