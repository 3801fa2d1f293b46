//! `cargo xtask bench`: compares the generator with others.

mod chart;
mod measurement;
pub mod synthetic;
mod table;
mod tools;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use serde::Serialize;

use self::measurement::{Growth, Measurement, growth};
use self::tools::{Rest, Tool};
use crate::cargo;
use crate::context::Context;
use crate::corpus::find::{self, Spec};
use crate::corpus::outline::Outline;
use crate::corpus::target;
use crate::disk::{self, Scratch};
use crate::process::{self, Usage};
use crate::report::{self, count};
use crate::status::Status;

/// Compare the time and memory of the generator with those of others
///
/// Generates a client for each specification of a folder, and for synthetic ones, with this
/// generator in the release profile and with each of these programs that is on the PATH:
/// openapi-to-rust, oas3-gen, cargo-progenitor, ploidy, openapi-generator. The programs take turns, since the
/// load of a machine varies, and each run writes into an empty folder.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask bench
      Shows how the time grows with the number of operations.
  cargo xtask bench ../specs --only petstore --compile
      Measures one specification, and how long its client takes to compile.
  cargo xtask bench ../specs --json bench.json --chart bench.svg
      Measures all, and keeps the results.

Exit status: 0 the results were printed, also if a program fails for a specification; 1 an error;
2 invalid arguments.")]
pub struct Args {
    /// The folder of the specifications
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    /// Measure only these: the path or name of a file, with or without extension, or a subfolder; can
    /// be repeated
    #[arg(long, value_name = "NAME", requires = "folder")]
    only: Vec<String>,

    /// The numbers of operations of the synthetic specifications
    #[arg(long, value_name = "NUMBER", value_delimiter = ',', num_args = 0.., default_values_t = [100, 1_000, 10_000])]
    operations: Vec<usize>,

    /// The number of runs. A program that takes longer than a minute runs once
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    runs: usize,

    /// Also measure `cargo check` of each client, without its dependencies
    #[arg(long)]
    compile: bool,

    /// Also write the results to this file, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Also draw the CPU time over the number of operations, as SVG
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
}

/// A program that takes longer, in seconds, runs once, and gets no larger synthetic specification.
const SLOW: f64 = 60.0;

/// A specification to measure.
struct Subject {
    name: String,
    path: PathBuf,
    /// The number of operations, if it is synthetic.
    synthetic: Option<usize>,
}

/// The results as JSON.
#[derive(Serialize)]
struct Report {
    programs: Vec<String>,
    measurements: Vec<Measurement>,
    growth: Vec<Growth>,
}

/// Measures the selected specifications.
///
/// # Errors
///
/// Fails if a file cannot be read or written, or if this generator cannot be built.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let target = target(context);
    let scratch = Scratch::open(target.join("bench"))?;
    let subjects = subjects(args, &scratch, context)?;
    report::status(context.stderr, "Building", "openapi-fragment (release)")?;
    let tools = tools::find(build(&target, context)?);
    let programs: Vec<String> = tools.iter().map(Tool::version).collect();
    report::status(context.stderr, "Comparing", programs.join(", "))?;
    let mut bench = Bench {
        args,
        scratch,
        target,
        context,
    };
    let mut measurements: Vec<Measurement> = Vec::new();
    for subject in &subjects {
        let is_slow = |tool: &Tool| {
            let slow = |it: &Measurement| it.synthetic && it.seconds().is_none_or(|it| it > SLOW);
            subject.synthetic.is_some()
                && measurements
                    .iter()
                    .any(|it| it.tool == tool.name && slow(it))
        };
        let tools: Vec<&Tool> = tools.iter().filter(|tool| !is_slow(tool)).collect();
        measurements.extend(bench.measure(subject, &tools)?);
    }
    count_operations(&subjects, &mut measurements)?;
    warn_about_failures(&measurements, bench.context)?;
    let growth = growth(&measurements);
    let report = Report {
        programs,
        measurements,
        growth,
    };
    print_results(&report, args, context)
}

/// The selected specifications of the folder, then the synthetic ones.
fn subjects(args: &Args, scratch: &Scratch, context: &Context<'_>) -> anyhow::Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    if let Some(folder) = &args.folder {
        let shown = context.display_path(folder);
        let folder = context.absolute(folder);
        let paths =
            disk::specifications(&folder).with_context(|| format!("cannot read {shown}"))?;
        let specs = find::select(find::name(&folder, paths), &args.only);
        let Ok(specs) = specs else {
            bail!("{shown} contains no specification of one of the names")
        };
        subjects.extend(specs.into_iter().map(|Spec { name, path, .. }| Subject {
            name,
            path,
            synthetic: None,
        }));
    }
    subjects.extend(args.operations.iter().map(|&operations| Subject {
        name: count(operations, "operation"),
        path: scratch.root().join(synthetic_file(operations)),
        synthetic: Some(operations),
    }));
    Ok(subjects)
}

fn synthetic_file(operations: usize) -> String {
    format!("synthetic/{operations}.json")
}

/// Counts the operations of each file, and removes the files that are no specifications.
///
/// This is done after the runs, since it takes memory: a child counts with the peak memory of its parent.
fn count_operations(
    subjects: &[Subject],
    measurements: &mut Vec<Measurement>,
) -> anyhow::Result<()> {
    for Subject { name, path, .. } in subjects.iter().filter(|it| it.synthetic.is_none()) {
        let text = disk::read(path).with_context(|| format!("cannot read {name}"))?;
        let outline = Outline::read(&String::from_utf8_lossy(&text));
        let outline = outline.filter(Outline::is_specification);
        let operations = outline.map(|outline| outline.operations());
        measurements.retain_mut(|it| {
            if it.specification == *name && !it.synthetic {
                it.operations = operations.unwrap_or_default();
                return operations.is_some();
            }
            true
        });
    }
    Ok(())
}

fn warn_about_failures(
    measurements: &[Measurement],
    context: &mut Context<'_>,
) -> anyhow::Result<()> {
    for it in measurements {
        if let Some(failure) = &it.failure {
            let what = format_args!("{} fails for {}: {failure}", it.tool, it.specification);
            report::warning(context.stderr, what)?;
        }
    }
    Ok(())
}

/// Builds this generator in the release profile.
fn build(target: &Path, context: &Context<'_>) -> anyhow::Result<PathBuf> {
    let status = cargo::command()
        .args([
            "build",
            "--quiet",
            "--release",
            "--package",
            "openapi-fragment",
        ])
        .env("CARGO_TARGET_DIR", target)
        .current_dir(context.root())
        .status()
        .context("cannot run cargo")?;
    ensure!(status.success(), "the generator does not compile");
    Ok(target
        .join("release")
        .join(format!("openapi-fragment{}", std::env::consts::EXE_SUFFIX)))
}

struct Bench<'a, 'b> {
    args: &'a Args,
    scratch: Scratch,
    target: PathBuf,
    context: &'a mut Context<'b>,
}

impl Bench<'_, '_> {
    /// Measures all programs with one specification.
    fn measure(&mut self, subject: &Subject, tools: &[&Tool]) -> anyhow::Result<Vec<Measurement>> {
        report::status(self.context.stderr, "Measuring", &subject.name)?;
        if let Some(operations) = subject.synthetic {
            let text = synthetic::specification(operations).to_string();
            self.scratch.put(&synthetic_file(operations), &text)?;
        }
        let mut measurements: Vec<_> = tools.iter().map(|tool| subject.measurement(tool)).collect();
        for _ in 0..self.args.runs {
            for (tool, measurement) in tools.iter().zip(&mut measurements) {
                let is_slow = measurement.seconds().is_some_and(|seconds| seconds > SLOW);
                if measurement.failure.is_none() && !is_slow {
                    self.run_once(subject, tool, measurement)?;
                }
            }
        }
        for (tool, measurement) in tools.iter().zip(&mut measurements) {
            if measurement.failure.is_none() {
                measurement.lines = disk::lines_of_rust(&self.folder(tool))?;
                if self.args.compile {
                    measurement.check = self.check(tool)?;
                }
            }
        }
        Ok(measurements)
    }

    fn folder(&self, tool: &Tool) -> PathBuf {
        self.scratch.root().join(tool.name)
    }

    fn run_once(
        &self,
        subject: &Subject,
        tool: &Tool,
        measurement: &mut Measurement,
    ) -> anyhow::Result<()> {
        self.scratch.empty(tool.name)?;
        let mut command = tool.command(&subject.path, &self.folder(tool), PACKAGE);
        let ended =
            process::run(&mut command).with_context(|| format!("cannot run {}", tool.name))?;
        if ended.status.success() {
            measurement.runs.push(ended.usage);
        } else {
            let last = ended.stderr.lines().rfind(|line| !line.trim().is_empty());
            measurement.failure =
                Some(last.map_or_else(|| ended.status.to_string(), str::to_owned));
        }
        Ok(())
    }

    /// Checks the client that a program has written. Returns `None` if it does not compile.
    fn check(&self, tool: &Tool) -> anyhow::Result<Option<Usage>> {
        let folder = tool.name;
        if let Rest::Crate { lib, dependencies } = tool.rest {
            let dependencies = disk::read(&self.folder(tool).join(dependencies))?;
            let package = format!("[package]\nname = \"{PACKAGE}\"\nedition = \"2024\"\n\n");
            let manifest = package + &String::from_utf8_lossy(&dependencies);
            self.scratch
                .put(&format!("{folder}/Cargo.toml"), &manifest)?;
            self.scratch.put(&format!("{folder}/src/lib.rs"), lib)?;
        }
        // It is not part of the workspace of this generator.
        let manifest = disk::read(&self.folder(tool).join("Cargo.toml"))?;
        let manifest = String::from_utf8_lossy(&manifest);
        if !manifest.contains("[workspace]") {
            let manifest = format!("{manifest}\n[workspace]\n");
            self.scratch
                .put(&format!("{folder}/Cargo.toml"), &manifest)?;
        }
        // The first builds the dependencies.
        let mut usage = None;
        for _ in 0..2 {
            self.scratch.touch(&format!("{folder}/src/lib.rs"))?;
            let mut cargo = cargo::command();
            cargo
                .args(["check", "--quiet"])
                .env("CARGO_TARGET_DIR", self.target.join("bench/target"))
                .env("CARGO_INCREMENTAL", "0")
                .current_dir(self.folder(tool));
            let ended = process::run(&mut cargo).context("cannot run cargo")?;
            if !ended.status.success() {
                return Ok(None);
            }
            usage = Some(ended.usage);
        }
        Ok(usage)
    }
}

/// The package of each client.
const PACKAGE: &str = "bench-client";

impl Subject {
    fn measurement(&self, tool: &Tool) -> Measurement {
        Measurement {
            specification: self.name.clone(),
            operations: self.synthetic.unwrap_or_default(),
            synthetic: self.synthetic.is_some(),
            tool: tool.name,
            runs: Vec::new(),
            lines: 0,
            check: None,
            failure: None,
        }
    }
}

fn print_results(
    report: &Report,
    args: &Args,
    context: &mut Context<'_>,
) -> anyhow::Result<Status> {
    if let Some(json) = &args.json {
        let text = serde_json::to_string_pretty(report)? + "\n";
        write(json, &text, context)?;
    }
    if let Some(chart) = &args.chart {
        write(chart, &chart::svg(&report.measurements)?, context)?;
    }
    let stdout = &mut *context.stdout;
    writeln!(
        stdout,
        "{}\n\n{}",
        table::results(&report.measurements),
        table::LEGEND
    )?;
    if !report.growth.is_empty() {
        writeln!(
            stdout,
            "\nThe CPU time grows with the number of operations to the power of:\n\n{}",
            table::growth(&report.growth)
        )?;
    }
    stdout.flush()?;
    Ok(Status::Success)
}

fn write(path: &Path, text: &str, context: &Context<'_>) -> anyhow::Result<()> {
    let shown = context.display_path(path);
    disk::write(&context.absolute(path), text).with_context(|| format!("cannot write {shown}"))
}
