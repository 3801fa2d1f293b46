//! `cargo xtask ci`: runs the steps of CI.

use std::fmt;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;

use crate::cargo;
use crate::context::Context;
use crate::report::{self, count};
use crate::status::Status;

/// Run the steps of CI, the fastest first
///
/// Each step is one command, which is printed before it runs. The run ends at the first step that
/// fails.
#[derive(Debug, clap::Args)]
#[command(after_long_help = steps_as_help())]
pub struct Args {
    /// Skip a step; can be repeated
    #[arg(long, value_name = "STEP", value_parser = names())]
    skip: Vec<String>,

    /// Run only this step; can be repeated
    #[arg(long, value_name = "STEP", value_parser = names(), conflicts_with = "skip")]
    only: Vec<String>,
}

/// A call of cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The name for `--skip` and `--only`. Steps can share a name.
    pub name: &'static str,
    /// The arguments of cargo.
    pub args: &'static str,
    /// An environment variable to set.
    pub variable: Option<(&'static str, &'static str)>,
}

/// All steps, the fastest first.
///
/// Warnings are denied by arguments, since `RUSTFLAGS` would rebuild every dependency.
pub const STEPS: &[Step] = &[
    step("fmt", "fmt --all --check"),
    step("lint", "xtask lint --deny warnings"),
    step("codegen", "xtask codegen --check"),
    step(
        "clippy",
        "clippy --workspace --all-targets --all-features -- -D warnings",
    ),
    step("features", "clippy -p openapi-fragment -- -D warnings"),
    step(
        "features",
        "clippy -p client-runtime -p cloudflare-images --no-default-features -- -D warnings",
    ),
    step(
        "features",
        "clippy -p client-runtime -p cloudflare-images --no-default-features --features async -- -D warnings",
    ),
    step(
        "features",
        "clippy -p client-runtime -p cloudflare-images --no-default-features --features blocking -- -D warnings",
    ),
    step(
        "features",
        "clippy -p client-runtime -p cloudflare-images --no-default-features --features round-trip -- -D warnings",
    ),
    step(
        "features",
        "clippy -p client-runtime -p cloudflare-images --no-default-features --features tracing -- -D warnings",
    ),
    step(
        "features",
        "clippy -p client-runtime -p cloudflare-images --no-default-features --features bundled-roots -- -D warnings",
    ),
    step(
        "features",
        "clippy -p client-runtime -p cloudflare-images --no-default-features --features mock -- -D warnings",
    ),
    step(
        "features",
        "clippy -p client-runtime -p cloudflare-images --all-features -- -D warnings",
    ),
    Step {
        variable: Some(("RUSTDOCFLAGS", "-D warnings")),
        ..step("doc", "doc --workspace --no-deps --all-features")
    },
    step(
        "demo",
        "run -p cloudflare-images --example edit_image -- --demo",
    ),
    step(
        "demo",
        "run -p github-releases --example publish_release -- --demo",
    ),
    step("test", "test --workspace"),
];

const fn step(name: &'static str, args: &'static str) -> Step {
    Step {
        name,
        args,
        variable: None,
    }
}

/// The command line of the step.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((name, value)) = self.variable {
            write!(f, "{name}='{value}' ")?;
        }
        write!(f, "cargo {}", self.args)
    }
}

fn names() -> PossibleValuesParser {
    let mut names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
    names.dedup();
    names.into()
}

fn steps_as_help() -> String {
    let lines: Vec<_> = STEPS
        .iter()
        .map(|step| format!("  {:<9} {step}", step.name))
        .collect();
    let statuses = "Exit status: 0 all steps passed, 1 a step failed, 2 invalid arguments.";
    format!("Steps:\n{}\n\n{statuses}", lines.join("\n"))
}

/// Runs the selected steps.
///
/// # Errors
///
/// Fails if cargo cannot be started.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let workspace = context.root().to_owned();
    run_with(args, context, |step| call_cargo(step, &workspace))
}

/// Runs the selected steps with `call`, which returns whether a step succeeded.
///
/// # Errors
///
/// Fails if `call` fails.
pub fn run_with(
    args: &Args,
    context: &mut Context<'_>,
    mut call: impl FnMut(&Step) -> io::Result<bool>,
) -> anyhow::Result<Status> {
    let stderr = &mut *context.stderr;
    let mut times: Vec<(&Step, Duration)> = Vec::new();
    for step in STEPS.iter().filter(|step| args.selects(step)) {
        report::status(stderr, "Step", format_args!("{}: {step}", step.name))?;
        let start = Instant::now();
        if !call(step).with_context(|| format!("cannot run `{step}`"))? {
            report::error(stderr, format_args!("the step `{}` failed", step.name))?;
            report::help(stderr, format_args!("run it again with `{step}`"))?;
            return Ok(Status::Failure);
        }
        times.push((step, start.elapsed()));
    }
    for (step, time) in &times {
        report::status(
            stderr,
            "Passed",
            format_args!("{:>6.1} s  {step}", time.as_secs_f64()),
        )?;
    }
    let total: Duration = times.iter().map(|(_, time)| *time).sum();
    let steps = count(times.len(), "step");
    report::status(
        stderr,
        "Finished",
        format_args!("{steps} in {:.1} s", total.as_secs_f64()),
    )?;
    Ok(Status::Success)
}

impl Args {
    fn selects(&self, step: &Step) -> bool {
        let names = |names: &[String]| names.iter().any(|name| name == step.name);
        !names(&self.skip) && (self.only.is_empty() || names(&self.only))
    }
}

fn call_cargo(step: &Step, workspace: &Path) -> io::Result<bool> {
    let mut command = cargo::command();
    command
        .args(step.args.split(' '))
        .envs(step.variable)
        .current_dir(workspace);
    Ok(command.status()?.success())
}
