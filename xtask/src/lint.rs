//! `cargo xtask lint`: checks specifications.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::ValueEnum;
use generator::{Amount, Diagnostic, NotText, Severity, Source, Sources};

use crate::context::Context;
use crate::disk;
use crate::input::Specification;
use crate::overlays::Overlays;
use crate::project;
use crate::report::{self, count};
use crate::status::Status;

/// Check specifications
///
/// Without arguments, this checks the specifications of the project file. It reports errors and
/// warnings, also in parts that no operation uses. The verb `explain` explains their codes.
///
/// `x-allow` allows a warning, with a reason. The overlays and other settings of a specification in
/// the project file apply.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask lint
      Checks the specifications of the project file.
  cargo xtask lint --deny warnings
      Also fails if there are warnings. For CI.
  cargo xtask lint --format json petstore.yaml | jq -r .code | sort | uniq -c
      Counts the problems by code.

Exit status: 0 nothing fatal, 1 something fatal, 2 invalid arguments.")]
pub struct Args {
    /// Specifications, YAML or JSON [default: those of the project file]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,

    #[command(flatten)]
    overlays: Overlays,

    /// The folder that references may lead into [default: that of each specification]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,

    /// The output format: human goes to standard error, the others to standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    format: Format,

    /// What else is fatal
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Denied>,

    /// Show all problems, not only the first few with each code
    #[arg(long)]
    all: bool,
}

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Excerpts with the place underlined, and help.
    Human,
    /// One object per line.
    Json,
    /// GitHub workflow commands, which annotate the lines of a pull request.
    Github,
}

/// What else can be fatal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Denied {
    /// All warnings.
    Warnings,
}

/// Checks specifications.
///
/// # Errors
///
/// Fails if a file cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let specifications = specifications(args, context)?;
    let (mut errors, mut warnings) = (0, 0);
    for specification in &specifications {
        let Some(overlays) = specification.overlays(context)? else {
            return Ok(Status::Failure);
        };
        let loader = specification.loader(context)?;
        let (sources, found) = match read(&specification.path, context)? {
            Ok(source) => {
                let sources = Sources::new(source)
                    .with_path(&loader.spec)
                    .with_loader(&loader)
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
        print(args, &sources, &found, context)?;
    }
    let specs = count(specifications.len(), "specification");
    let counts = format!("{}, {}", count(errors, "error"), count(warnings, "warning"));
    if errors > 0 || (warnings > 0 && args.deny == Some(Denied::Warnings)) {
        report::error(context.stderr, format_args!("{specs}: {counts}"))?;
        return Ok(Status::Failure);
    }
    report::status(
        context.stderr,
        "Finished",
        format_args!("{specs}: {counts}"),
    )?;
    Ok(Status::Success)
}

/// The specifications to check, with their settings in the project file.
fn specifications(args: &Args, context: &Context<'_>) -> anyhow::Result<Vec<Specification>> {
    let mut of_project: Vec<Specification> = Vec::new();
    if args.specs.is_empty() || context.project.is_some() {
        for client in project::clients(context)? {
            // Clients of the same specification differ in their operations, which do not matter.
            if !of_project.contains(&client.specification) {
                of_project.push(client.specification);
            }
        }
    }
    let mut specifications = Vec::new();
    for path in &args.specs {
        let absolute = context.absolute(path);
        let same = of_project.iter().filter(|it| it.path == absolute);
        let found = specifications.len();
        specifications.extend(same.cloned());
        if specifications.len() == found {
            project::check_folder_of(path, context)?;
            specifications.push(Specification::new(path.clone()));
        }
    }
    if args.specs.is_empty() {
        specifications = of_project;
    }
    for specification in &mut specifications {
        specification.overlays.extend(args.overlays.files.clone());
        if args.root.is_some() {
            specification.root.clone_from(&args.root);
        }
    }
    Ok(specifications)
}

/// Reads a specification.
fn read(spec: &Path, context: &Context<'_>) -> anyhow::Result<Result<Source, Box<NotText>>> {
    let shown = context.display_path(spec);
    let bytes =
        disk::read(&context.absolute(spec)).with_context(|| format!("cannot read {shown}"))?;
    Ok(Source::from_bytes(shown, bytes))
}

fn print(
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
