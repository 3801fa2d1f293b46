//! `cargo xtask corpus`: tries the generator on a folder of specifications.

mod crates;
mod examples;
mod find;
pub mod one;
mod outline;
mod process;
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
use crate::Status;
use crate::context::Context;
use crate::disk::{self, Lock};
use crate::report::{self, count};

/// Try the generator on a folder of specifications
///
/// Every `*.json`, `*.yaml` and `*.yml` file in the folder and below it is generated
/// from, and every crate is compiled with all of its features and read by clippy. Its tests
/// read, write and compare the examples that the specification has. A file that does not say that it is an OpenAPI document is passed over.
///
/// A specification is taken as `cargo xtask codegen --lenient` takes it: what is surely a slip,
/// and yet hinders no code, is a warning.
///
/// One specification follows the other, each in a process of its own, so that time and
/// memory are those of one.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask corpus ../specs
      Tries all, and prints a table.
  cargo xtask corpus ../specs --only petstore --only payments/ -v
      Tries some, and prints every message.
  cargo xtask corpus ../specs --no-check --json before.json
      Only generates, and keeps the outcome to be compared.

Exit status: 0 every operation generated, every example given back, and nothing said by rustc or
clippy; 1 anything else; 2 a wrong call. Warnings of the generator are told and do not count.")]
pub struct Args {
    /// The folder of the specifications
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Try only these: a file's path in the folder, its name, either without its ending, or a
    /// folder below; may be given several times
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Only generate; compile nothing
    #[arg(long)]
    no_check: bool,

    /// Compile, but do not try the examples
    #[arg(long)]
    no_examples: bool,

    /// Write the outcome to this file as well, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Where the crates are written [default: `corpus` in the folder that cargo builds in]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Print every message, not only how many there are of each kind
    #[arg(short, long)]
    verbose: bool,
}

/// Tries the generator on every specification that is asked for.
///
/// # Errors
///
/// Fails if a file cannot be read or written, or a program not be run.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let specs = specs(args, context)?;
    let target = target(context);
    let out = match &args.out {
        Some(out) => context.absolute(out),
        None => target.join("corpus"),
    };
    let shown = context.shown(&out);
    let crates = Crates::open(out.clone(), target, &context.workspace.join("Cargo.lock"))
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
    tell(&rows, args, context)
}

/// The specifications that are asked for.
fn specs(args: &Args, context: &Context<'_>) -> anyhow::Result<Vec<Spec>> {
    let shown = context.shown(&args.folder);
    let folder = context.absolute(&args.folder);
    let paths = disk::specifications(&folder).with_context(|| format!("cannot read {shown}"))?;
    let specs = find::name(&folder, paths);
    if specs.is_empty() {
        bail!("there is no *.json, *.yaml or *.yml in {shown}");
    }
    find::choose(specs, &args.only)
        .map_err(|unknown| anyhow!("nothing in {shown} is called {}", unknown.join(", ")))
}

/// The folder that cargo builds this workspace in.
fn target(context: &Context<'_>) -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => context.absolute(Path::new(&folder)),
        None => context.workspace.join("target"),
    }
}

/// A bar on standard error, or nothing where that is no terminal.
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
                None => self.note("Passed over", spec)?,
            }
            self.bar.inc(1);
        }
        Ok(rows)
    }

    /// Generates in a process of its own. It is `None` if this is no specification.
    fn generate_one(&self, spec: &Spec) -> anyhow::Result<Option<Row>> {
        let program = env::current_exe().context("this program cannot be found")?;
        let mut command = Command::new(program);
        command
            .arg("corpus-one")
            .args([&spec.path, &self.crates.folder(spec)])
            .arg(spec.package())
            .current_dir(&self.context.workspace);
        let ended = process::run(&mut command).context("cannot run this program again")?;
        let outcome = if ended.status.success() {
            serde_json::from_slice(&ended.stdout).context("the generator's outcome is no JSON")?
        } else {
            // It has panicked, or was killed.
            let message = format!("{}: {}", ended.status, ended.stderr.trim());
            let pointer = None;
            let errors = vec![one::Told { message, pointer }];
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
            generating: ended.taken,
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
        // The dependencies are built with a crate that is small, and not measured.
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
                self.step("Trying", spec);
                row.examples = Some(self.crates.try_examples(spec)?);
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

    /// Prints a line that stays.
    fn note(&mut self, verb: &str, spec: &Spec) -> anyhow::Result<()> {
        let stderr = &mut *self.context.stderr;
        self.bar
            .suspend(|| report::status(stderr, verb, &spec.name))?;
        Ok(())
    }
}

/// The outcome as others read it.
#[derive(Serialize)]
struct Report<'a> {
    clean: bool,
    specifications: &'a [Row],
}

fn tell(rows: &[Row], args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let clean = rows.iter().filter(|row| row.is_clean()).count();
    let is_clean = clean == rows.len();
    if let Some(json) = &args.json {
        let report = Report {
            clean: is_clean,
            specifications: rows,
        };
        write_json(&context.absolute(json), &report)
            .with_context(|| format!("cannot write {}", context.shown(json)))?;
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
