//! `cargo xtask explain`: explains a diagnostic code.

use clap::builder::PossibleValuesParser;
use generator::{CODES, Code};

use crate::context::Context;
use crate::status::Status;

/// Explain a diagnostic code
///
/// Prints an explanation, a fragment with the problem, and the fixed fragment. Without a code,
/// this lists all codes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Exit status: 0 printed, 1 error, 2 invalid arguments.")]
pub struct Args {
    /// The code, such as `E007`
    #[arg(value_name = "CODE", ignore_case = true, value_parser = ids(), hide_possible_values = true)]
    code: Option<String>,
}

fn ids() -> PossibleValuesParser {
    CODES
        .iter()
        .map(|code| code.id())
        .collect::<Vec<_>>()
        .into()
}

/// Prints the page of a code, or the list of all codes.
///
/// # Errors
///
/// Fails if standard output cannot be written to.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    match args.code.as_deref().and_then(Code::named) {
        Some(code) => write!(context.stdout, "{}", code.page())?,
        None => {
            for code in CODES {
                writeln!(context.stdout, "{code}  {}", code.title())?;
            }
        }
    }
    Ok(Status::Success)
}
