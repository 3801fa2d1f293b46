//! `cargo xtask explain`: the page about a code.

use clap::builder::PossibleValuesParser;
use generator::{CODES, Code};

use crate::Status;
use crate::context::Context;

/// Explain the code of a problem
///
/// Prints what the problem is, a fragment that has it, and the same without it. Without
/// a code, all codes are listed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The code as a diagnostic shows it, such as `E007`
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
/// Fails if nothing can be printed.
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
