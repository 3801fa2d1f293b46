//! `cargo xtask lint`: tells all that is wrong or doubtful about specifications.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::ValueEnum;
use generator::{Amount, Diagnostic, NotText, Severity, Source, Sources};

use crate::Status;
use crate::config::Config;
use crate::context::Context;
use crate::disk::{self, Beside};
use crate::overlays::Overlays;
use crate::report::{self, count};

/// Tell all that is wrong or doubtful about specifications
///
/// Without arguments, every specification in `spec/` is looked over. Errors are what no
/// correct code can be written from, and what is surely a slip; everything else is a
/// warning. Each has a code, which `cargo xtask explain` explains.
///
/// A warning is allowed in place by `x-allow`, with the reason: see spec/README.md. The overlays
/// that a codegen.toml beside a specification names are applied first, as codegen does.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask lint
      Looks over spec/.
  cargo xtask lint --deny warnings
      Fails for warnings, too. CI runs this.
  cargo xtask lint --format json petstore.yaml | jq -r .code | sort | uniq -c
      Counts the problems of each kind.

Exit status: 0 nothing fatal, 1 something fatal, 2 a wrong call.")]
pub struct Args {
    /// OpenAPI documents, YAML or JSON [default: those in spec/]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,

    #[command(flatten)]
    overlays: Overlays,

    /// How problems are told: to a reader, on standard error, or to a program, on standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    format: Format,

    /// What is fatal besides errors
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Denied>,

    /// Show all problems, and not only the first few of each kind
    #[arg(long)]
    all: bool,
}

/// How problems are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The line with the place underlined, and what to do about it.
    Human,
    /// One object a line.
    Json,
    /// Commands by which GitHub shows them beside the lines of a change.
    Github,
}

/// What can be made fatal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Denied {
    /// All warnings.
    Warnings,
}

/// Looks over specifications.
///
/// # Errors
///
/// Fails if a file cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let specs = if args.specs.is_empty() {
        let folder = context.workspace.join("spec");
        let specs = disk::specifications(&folder)?.into_iter();
        specs.map(|spec| folder.join(spec)).collect()
    } else {
        args.specs.clone()
    };
    let (mut errors, mut warnings) = (0, 0);
    for spec in &specs {
        let path = context.absolute(spec);
        let config = Config::beside(&path, context)?;
        let overlays = args.overlays.after(config.overlays());
        let Some(overlays) = overlays.read(context)? else {
            return Ok(Status::Failure);
        };
        let beside = Beside::new(&path);
        let (sources, found) = match read(spec, context)? {
            Ok(source) => {
                let sources = Sources::new(source)
                    .with_loader(&beside)
                    .with_overlays(overlays);
                let found = generator::lint(&sources);
                (sources, found)
            }
            Err(not_text) => (not_text.source.into(), not_text.diagnostics),
        };
        let fatal = found.iter().filter(|it| it.severity == Severity::Error);
        errors += fatal.count();
        warnings += found
            .iter()
            .filter(|it| it.severity == Severity::Warning)
            .count();
        tell(args, &sources, &found, context)?;
    }
    let specs = count(specs.len(), "specification");
    let told = format!("{}, {}", count(errors, "error"), count(warnings, "warning"));
    if errors > 0 || (warnings > 0 && args.deny == Some(Denied::Warnings)) {
        report::error(context.stderr, format_args!("{specs}: {told}"))?;
        return Ok(Status::Failure);
    }
    report::status(context.stderr, "Finished", format_args!("{specs}: {told}"))?;
    Ok(Status::Success)
}

/// Reads a specification.
fn read(spec: &Path, context: &Context<'_>) -> anyhow::Result<Result<Source, Box<NotText>>> {
    let shown = context.shown(spec);
    let bytes =
        disk::read(&context.absolute(spec)).with_context(|| format!("cannot read {shown}"))?;
    Ok(Source::from_bytes(shown, bytes))
}

fn tell(
    args: &Args,
    sources: &Sources,
    found: &[Diagnostic],
    context: &mut Context<'_>,
) -> anyhow::Result<()> {
    match args.format {
        Format::Human if found.is_empty() => {}
        Format::Human => {
            let amount = if args.all { Amount::All } else { Amount::Few };
            let text = generator::render(sources, found, context.style, amount);
            writeln!(context.stderr, "{}\n", text.trim_end())?;
        }
        Format::Json => write!(context.stdout, "{}", generator::render_json(sources, found))?,
        Format::Github => write!(
            context.stdout,
            "{}",
            generator::render_github(sources, found)
        )?,
    }
    Ok(())
}
