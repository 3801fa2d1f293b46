//! `cargo xtask upstream`: what the vendor has changed in our corner of an API.

mod show;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use generator::Source;
use generator::changes::{self, Acknowledged, Class, Known, Unreadable};

use self::show::Show;
use crate::Status;
use crate::codegen::OUR_SPEC;
use crate::context::Context;
use crate::disk;
use crate::input;

/// Say what the vendor has changed in our corner of the API
///
/// Compares the operations of our fragment with what they are in the vendor's whole
/// specification: by what they mean, not by how they are written or what the components
/// are called. Each difference is breaking for the wire, worth adding, or words only.
///
/// What our fragment says otherwise on purpose is listed in a file beside it, each with
/// its reason. A line of that list which nothing matches any more is a failure, so that
/// a departure expires when the vendor mends the specification.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask upstream --from cloudflare.json
      Compares spec/cloudflare-images.yaml; the departures that are meant are those of
      spec/cloudflare-images.departures.yaml.
  cargo xtask upstream --from openapi.json --spec pets.yaml --fail-on addition
      Fails also if there is something worth adding.
  cargo xtask upstream --from openapi.json --format json
      Prints one object for each difference, known ones included.

Exit status: 0 nothing of the class of --fail-on or above, 1 something, or a departure
that is none any more, or a problem, 2 a wrong call.")]
pub struct Args {
    /// The vendor's specification, YAML or JSON
    #[arg(long, value_name = "FILE")]
    from: PathBuf,

    /// Our fragment [default: spec/cloudflare-images.yaml]
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,

    /// The departures that are meant [default: beside the fragment, ending in .departures.yaml]
    #[arg(long, value_name = "FILE")]
    departures: Option<PathBuf>,

    /// The least that is a failure
    #[arg(long, value_name = "CLASS", default_value = "breaking")]
    fail_on: FailOn,

    /// How to print the differences
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// Print also the departures that are meant
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// What breaks calls
    Breaking,
    /// That, and what is worth adding
    Addition,
    /// Everything
    Words,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: one object on each line
    Json,
}

/// Compares, and prints the differences.
///
/// # Errors
///
/// Fails if a file cannot be read or standard output not be written to.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let spec = args
        .spec
        .clone()
        .unwrap_or_else(|| context.workspace.join(OUR_SPEC));
    let Some(ours) = input::read(&spec, context)? else {
        return Ok(Status::Failure);
    };
    let Some(theirs) = input::read(&args.from, context)? else {
        return Ok(Status::Failure);
    };
    let changes = match changes::compare(&ours, &theirs) {
        Ok(changes) => changes,
        Err(Unreadable::Old(problems)) => {
            input::unreadable(&ours, &spec, &problems, context)?;
            return Ok(Status::Failure);
        }
        Err(Unreadable::New(problems)) => {
            input::unreadable(&theirs, &args.from, &problems, context)?;
            return Ok(Status::Failure);
        }
    };
    let Some(listed) = departures(args, &spec, context)? else {
        return Ok(Status::Failure);
    };
    let result = listed.known.acknowledge(changes);
    let show = Show::new(&ours, &theirs, [&spec, &args.from], &result, context);
    match args.format {
        Format::Text => show.text(&result, args.verbose, context)?,
        Format::Json => show.json(&result, context)?,
    }
    if let Some((source, path)) = &listed.file {
        input::tell(source, path, &result.stale, context)?;
    }
    show::summary(&result, context)?;
    Ok(status(args.fail_on, &result))
}

/// The departures that are meant.
#[derive(Default)]
struct Departures {
    known: Known,
    /// The file that lists them, if there is one.
    file: Option<(Source, PathBuf)>,
}

/// Reads the list of departures; gives `None` if it is wrong.
fn departures(
    args: &Args,
    spec: &Path,
    context: &mut Context<'_>,
) -> anyhow::Result<Option<Departures>> {
    let beside = spec.with_extension("departures.yaml");
    let path = match &args.departures {
        Some(path) => path.clone(),
        None if disk::is_file(&context.absolute(&beside)) => beside,
        None => return Ok(Some(Departures::default())),
    };
    let Some(source) = input::read(&path, context)? else {
        return Ok(None);
    };
    match Known::read(&source) {
        Ok(known) => Ok(Some(Departures {
            known,
            file: Some((source, path)),
        })),
        Err(problems) => {
            input::unreadable(&source, &path, &problems, context)?;
            Ok(None)
        }
    }
}

fn status(fail_on: FailOn, result: &Acknowledged) -> Status {
    let least = match fail_on {
        FailOn::Breaking => Class::Breaking,
        FailOn::Addition => Class::Addition,
        FailOn::Words => Class::Words,
    };
    if result.stale.is_empty() && result.open.iter().all(|change| change.class > least) {
        Status::Success
    } else {
        Status::Failure
    }
}
