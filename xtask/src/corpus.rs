//! `cargo xtask corpus`: tests the generator with a folder of specifications.

mod crates;
mod examples;
pub(crate) mod find;
pub mod one;
pub(crate) mod outline;
mod row;
mod summary;
mod table;

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, anyhow, bail};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use self::crates::{Crates, Verb};
use self::find::Spec;
use self::one::Outcome;
use self::row::Row;
use crate::context::Context;
use crate::disk::{self, Lock};
use crate::process;
use crate::report::{self, count};
use crate::status::Status;

/// Test the generator with a folder of specifications
///
/// Generates a crate for each `*.json`, `*.yaml` and `*.yml` file in or below the folder, checks it
/// with rustc and clippy with all features, and runs its tests, which deserialize, serialize and
/// compare the examples. Files that are not OpenAPI documents are skipped.
///
/// Recoverable errors are warnings, as with `cargo xtask codegen --lenient`.
///
/// Specifications are processed one after another, each in its own process, so that time and memory
/// are those of one specification.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask corpus ../specs
      Tests all, and prints a table.
  cargo xtask corpus ../specs --only petstore --only payments/ -v
      Tests some, and prints all messages.
  cargo xtask corpus ../specs --no-check --json before.json
      Only generates, and writes the results to a file.

Exit status: 0 all operations generated, all examples unchanged by a round trip, and no messages
from rustc and clippy; 1 anything else; 2 invalid arguments. Warnings of the generator do not count.")]
pub struct Args {
    /// The folder of the specifications
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Test only these: the path or name of a file, with or without extension, or a subfolder; can be
    /// repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Only generate; do not compile
    #[arg(long)]
    no_check: bool,

    /// Do not run the tests of the examples
    #[arg(long)]
    no_examples: bool,

    /// Also write the results to this file, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// The folder of the crates [default: `corpus` in the target folder of cargo]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Print all messages, not only the number of each kind
    #[arg(short, long)]
    verbose: bool,
}

/// Tests the generator with the selected specifications.
///
/// # Errors
///
/// Fails if a file cannot be read or written, or if a program cannot be run.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let specs = specs(args, context)?;
    let target = target(context);
    let out = match &args.out {
        Some(out) => context.absolute(out),
        None => target.join("corpus"),
    };
    let shown = context.display_path(&out);
    let crates = Crates::open(out.clone(), target, &context.root().join("Cargo.lock"))
        .with_context(|| format!("cannot use {shown}"))?;
    let stderr = &mut *context.stderr;
    let _lock = Lock::new(&out, || {
        report::waiting(stderr, format_args!("waiting for another run on {shown}"))
    })?;
    let bar = bar(specs.len() * if args.no_check { 1 } else { 4 });
    let mut run = Run {
        crates,
        no_examples: args.no_examples,
        bar,
        context,
    };
    let mut rows = run.generate(&specs)?;
    if !args.no_check {
        run.compile(&mut rows)?;
    }
    run.bar.finish_and_clear();
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    print_results(&rows, args, context)
}

/// The selected specifications.
fn specs(args: &Args, context: &Context<'_>) -> anyhow::Result<Vec<Spec>> {
    let shown = context.display_path(&args.folder);
    let folder = context.absolute(&args.folder);
    let paths = disk::specifications(&folder).with_context(|| format!("cannot read {shown}"))?;
    let specs = find::name(&folder, paths);
    if specs.is_empty() {
        bail!("{shown} contains no *.json, *.yaml or *.yml");
    }
    find::select(specs, &args.only).map_err(|unknown| {
        anyhow!(
            "{shown} contains no specification named {}",
            unknown.join(", ")
        )
    })
}

/// The target folder of this workspace.
pub(crate) fn target(context: &Context<'_>) -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => context.absolute(Path::new(&folder)),
        None => context.root().join("target"),
    }
}

/// A progress bar on standard error, which is hidden if that is not a terminal.
fn bar(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:>12.cyan.bold} [{bar:27}] {pos}/{len} {prefix}");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length as u64).with_style(style.progress_chars("=> "))
}

struct Run<'a, 'b> {
    crates: Crates,
    no_examples: bool,
    bar: ProgressBar,
    context: &'a mut Context<'b>,
}

impl Run<'_, '_> {
    fn generate(&mut self, specs: &[Spec]) -> anyhow::Result<Vec<(Spec, Row)>> {
        let mut rows = Vec::new();
        for spec in specs {
            self.step("Generating", spec);
            match self.generate_one(spec)? {
                Some(row) => rows.push((spec.clone(), row)),
                None => self.note("Skipped", spec)?,
            }
            self.bar.inc(1);
        }
        Ok(rows)
    }

    /// Generates a crate in another process. Returns `None` if the file is not a specification.
    fn generate_one(&self, spec: &Spec) -> anyhow::Result<Option<Row>> {
        let program = env::current_exe().context("cannot find this program")?;
        let mut command = Command::new(program);
        command
            .arg("corpus-one")
            .args([&spec.path, &self.crates.folder(spec)])
            .arg(spec.package())
            .current_dir(self.context.root());
        let ended = process::run(&mut command).context("cannot run this program again")?;
        let outcome = if ended.status.success() {
            serde_json::from_slice(&ended.stdout)
                .context("the result of the generator is not JSON")?
        } else {
            // The process panicked or was killed.
            let message = format!("{}: {}", ended.status, ended.stderr.trim());
            let pointer = None;
            let errors = vec![one::Finding { message, pointer }];
            Outcome::Refused { errors }
        };
        let (written, errors) = match outcome {
            Outcome::NoSpecification => return Ok(None),
            Outcome::Refused { errors } => (None, errors),
            Outcome::Written(written) => (Some(written), Vec::new()),
        };
        Ok(Some(Row {
            spec: spec.name.clone(),
            package: spec.package(),
            generating: ended.usage,
            written,
            errors,
            check: None,
            clippy: None,
            examples: None,
        }))
    }

    fn compile(&mut self, rows: &mut [(Spec, Row)]) -> anyhow::Result<()> {
        let mut written: Vec<_> = rows
            .iter_mut()
            .filter(|(_, row)| row.written.is_some())
            .collect();
        self.crates
            .set_members(written.iter().map(|(spec, _)| spec))?;
        let lines = |row: &Row| row.written.as_ref().map_or(0, |written| written.lines);
        // Builds the dependencies with the smallest crate, without measuring.
        if let Some((spec, _)) = written.iter().min_by_key(|(_, row)| lines(row)) {
            self.step("Preparing", spec);
            self.crates.compile(spec, Verb::Check)?;
        }
        for (spec, row) in &mut written {
            self.step("Checking", spec);
            let check = self.crates.compile(spec, Verb::Check)?;
            self.bar.inc(1);
            if check.errors == 0 && check.failure.is_none() {
                self.step("Linting", spec);
                row.clippy = Some(self.crates.compile(spec, Verb::Clippy)?);
            }
            self.bar.inc(1);
            let has_examples = row.written.as_ref().is_some_and(|it| it.examples > 0);
            if row.clippy.is_some() && has_examples && !self.no_examples {
                self.step("Testing", spec);
                row.examples = Some(self.crates.test_examples(spec)?);
            }
            self.bar.inc(1);
            row.check = Some(check);
            let verb = if row.is_clean() { "Passed" } else { "Failed" };
            self.note(verb, spec)?;
        }
        Ok(())
    }

    fn step(&self, verb: &'static str, spec: &Spec) {
        self.bar.set_message(verb);
        self.bar.set_prefix(spec.name.clone());
    }

    /// Prints a permanent line.
    fn note(&mut self, verb: &str, spec: &Spec) -> anyhow::Result<()> {
        let stderr = &mut *self.context.stderr;
        self.bar
            .suspend(|| report::status(stderr, verb, &spec.name))?;
        Ok(())
    }
}

/// The results as JSON.
#[derive(Serialize)]
struct Report<'a> {
    clean: bool,
    specifications: &'a [Row],
}

fn print_results(rows: &[Row], args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let clean = rows.iter().filter(|row| row.is_clean()).count();
    let is_clean = clean == rows.len();
    if let Some(json) = &args.json {
        let report = Report {
            clean: is_clean,
            specifications: rows,
        };
        write_json(&context.absolute(json), &report)
            .with_context(|| format!("cannot write {}", context.display_path(json)))?;
    }
    let stdout = &mut *context.stdout;
    for row in rows {
        write!(stdout, "{}", summary::summary(row, args.verbose))?;
    }
    writeln!(stdout, "\n{}\n\n{}", table::table(rows), table::LEGEND)?;
    stdout.flush()?;
    let specifications = count(rows.len(), "specification");
    if is_clean {
        let what = format_args!("{specifications}, all clean");
        report::status(context.stderr, "Finished", what)?;
        return Ok(Status::Success);
    }
    let failed = rows.len() - clean;
    report::error(
        context.stderr,
        format_args!("{failed} of {specifications} not clean"),
    )?;
    Ok(Status::Failure)
}

fn write_json(path: &Path, report: &Report<'_>) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(report)?;
    Ok(disk::write(path, &(text + "\n"))?)
}
