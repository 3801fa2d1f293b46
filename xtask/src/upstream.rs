//! `cargo xtask upstream`: compares a fragment with the vendor's specification.

mod show;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use generator::Sources;
use generator::changes::{self, Class, Classified, Departures, Unreadable};

use self::show::Printer;
use crate::context::Context;
use crate::disk;
use crate::input::{self, Specification};
use crate::overlays::Overlays;
use crate::project;
use crate::status::Status;

/// Compare a fragment with the vendor's specification
///
/// Compares the operations of the fragment, after its overlays, with those of the vendor's
/// specification. References are resolved and `allOf` is merged, so it does not matter how the two are written or what
/// components are called. Each difference is breaking, an addition, or documentation only.
///
/// Intended differences are listed in a file in the same folder, each with its reason. An entry
/// that matches no difference is an error, so it is noticed when the vendor fixes the
/// specification.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask upstream petstore-client --from openapi.json
      Compares the specification of this client in the project file. If that is, for example,
      spec/pets.yaml, spec/pets.departures.yaml lists the intended differences.
  cargo xtask upstream --from openapi.json --spec pets.yaml --fail-on addition
      Also fails if the vendor added something.
  cargo xtask upstream --from openapi.json --format json
      Prints one object for each difference, including intended ones.

Exit status: 0 no difference of the class --fail-on or above, 1 such a difference, a departure
that matches nothing, or an error, 2 invalid arguments.")]
pub struct Args {
    /// The client of the project file [default: the only one]
    #[arg(value_name = "PACKAGE", conflicts_with = "spec")]
    package: Option<String>,

    /// The vendor's specification, YAML or JSON
    #[arg(long, value_name = "FILE")]
    from: PathBuf,

    /// The fragment [default: the specification of the client]
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,

    #[command(flatten)]
    overlays: Overlays,

    /// The list of intended differences [default: the fragment with the extension .departures.yaml]
    #[arg(long, value_name = "FILE")]
    departures: Option<PathBuf>,

    /// The least severe class that is a failure
    #[arg(long, value_name = "CLASS", default_value = "breaking")]
    fail_on: FailOn,

    /// How to print the differences
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// Also print intended differences
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Differences that break calls
    Breaking,
    /// Those, and additions
    Addition,
    /// All differences
    Documentation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: one object per line
    Json,
}

/// Compares, and prints the differences.
///
/// # Errors
///
/// Fails if a file cannot be read, or standard output cannot be written to.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let ours = specification(args, context)?;
    let theirs = Specification::new(args.from.clone());
    let shown = [&ours, &theirs].map(|it| context.display_path(&it.path));
    let Some(old) = read(&ours, &shown[0], context)? else {
        return Ok(Status::Failure);
    };
    let Some(new) = read(&theirs, &shown[1], context)? else {
        return Ok(Status::Failure);
    };
    let changes = match changes::compare(&old, &new) {
        Ok(changes) => changes,
        Err(Unreadable::Old(problems)) => {
            input::print_unusable(&old, &shown[0], &problems, context)?;
            return Ok(Status::Failure);
        }
        Err(Unreadable::New(problems)) => {
            input::print_unusable(&new, &shown[1], &problems, context)?;
            return Ok(Status::Failure);
        }
    };
    let Some(list) = read_departures(args, &ours.path, context)? else {
        return Ok(Status::Failure);
    };
    let result = list.departures.classify(changes);
    let printer = Printer::new(&old, &new, shown, &result);
    match args.format {
        Format::Text => printer.text(&result, args.verbose, context)?,
        Format::Json => printer.json(&result, context)?,
    }
    if let Some(file) = &list.file {
        input::print_diagnostics(file, &result.stale, context)?;
    }
    show::summary(&result, context)?;
    Ok(status(args.fail_on, &result))
}

/// Our specification, with its overlays.
fn specification(args: &Args, context: &Context<'_>) -> anyhow::Result<Specification> {
    let mut ours = match &args.spec {
        Some(spec) => Specification::new(spec.clone()),
        None => project::one(args.package.as_ref(), context)?.specification,
    };
    ours.overlays.extend(args.overlays.files.clone());
    Ok(ours)
}

/// Reads a specification and its overlays. Prints diagnostics and returns `None` if one of them is not
/// UTF-8.
fn read(
    specification: &Specification,
    shown: &str,
    context: &mut Context<'_>,
) -> anyhow::Result<Option<Sources<'static>>> {
    let Some(source) = input::read(&specification.path, context)? else {
        return Ok(None);
    };
    let overlays = specification.overlays(context)?;
    Ok(overlays.map(|overlays| Sources::new(source).with_overlays(overlays).renamed(shown)))
}

/// The list of departures.
#[derive(Default)]
struct DepartureList {
    departures: Departures,
    /// The file, if there is one.
    file: Option<Sources<'static>>,
}

/// Reads the list of departures. Prints diagnostics and returns `None` if it is invalid.
fn read_departures(
    args: &Args,
    spec: &Path,
    context: &mut Context<'_>,
) -> anyhow::Result<Option<DepartureList>> {
    let default = spec.with_extension("departures.yaml");
    let path = match &args.departures {
        Some(path) => path.clone(),
        None if disk::is_file(&context.absolute(&default)) => default,
        None => return Ok(Some(DepartureList::default())),
    };
    let Some(source) = input::read(&path, context)? else {
        return Ok(None);
    };
    let departures = Departures::read(&source);
    let shown = context.display_path(&path);
    let file = Sources::new(source).renamed(&shown);
    match departures {
        Ok(departures) => Ok(Some(DepartureList {
            departures,
            file: Some(file),
        })),
        Err(problems) => {
            input::print_unusable(&file, &shown, &problems, context)?;
            Ok(None)
        }
    }
}

fn status(fail_on: FailOn, result: &Classified) -> Status {
    let least = match fail_on {
        FailOn::Breaking => Class::Breaking,
        FailOn::Addition => Class::Addition,
        FailOn::Documentation => Class::Documentation,
    };
    if result.stale.is_empty() && result.unexpected.iter().all(|change| change.class > least) {
        Status::Success
    } else {
        Status::Failure
    }
}
