//! Edits many images, such as making a hundred thousand of them private.
//!
//!     cargo run -p cloudflare-images --example bulk_edit -- --help
//!     cargo run -p cloudflare-images --example bulk_edit -- --demo
//!
//! A journal has one line for each image, so that a run that was interrupted or killed can be
//! resumed, and edits nothing twice.

mod arguments;
mod demo;
mod edits;
mod ids;
mod journal;

use std::error::Error;
use std::process::ExitCode;

use cloudflare_images::{Client, ClientBuilder, RateLimit};

use crate::arguments::{Arguments, USAGE};
use crate::edits::End;
use crate::journal::{Journal, Totals};

/// The period of the API's rate limit.
const PERIOD: std::time::Duration = std::time::Duration::from_secs(300);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = match Arguments::parse(lexopt::Parser::from_env()) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("error: {error}\nhelp: run it with --help");
            return ExitCode::from(2);
        }
    };
    match run(&arguments).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<ExitCode, Box<dyn Error>> {
    let (ids, client) = if arguments.demo {
        (demo::ids(), demo::builder()?)
    } else {
        let path = arguments
            .ids
            .as_deref()
            .ok_or("a file with ids is required")?;
        let ids = ids::read(path, arguments.column.as_deref())?;
        (ids, Client::builder().from_env())
    };
    let client = limited(client, arguments).build()?;

    let mut journal = Journal::open(&arguments.journal)?;
    journal.forget(&arguments.again)?;
    let total = ids.len();
    let open: Vec<String> = ids.into_iter().filter(|id| !journal.has(id)).collect();
    if open.len() < total {
        eprintln!("The journal has {} of {total} images.", total - open.len());
    }
    let end = edits::run(&client, arguments, &mut journal, open).await?;
    let totals = journal.totals();
    print_summary(arguments, totals);
    Ok(match end {
        End::Interrupted => {
            eprintln!("Interrupted. Run the same command again to go on.");
            ExitCode::from(130)
        }
        End::Refused(error) => {
            eprintln!("error: the API accepts no further calls: {error}");
            ExitCode::FAILURE
        }
        End::Complete if totals.unknown > 0 => ExitCode::from(3),
        End::Complete if totals.failed > 0 => ExitCode::FAILURE,
        End::Complete => ExitCode::SUCCESS,
    })
}

/// Keeps to the rate limit of the API. Retries count, too.
fn limited(builder: ClientBuilder, arguments: &Arguments) -> ClientBuilder {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the rate is positive, and a conversion to an integer saturates"
    )]
    let requests = (arguments.rate * PERIOD.as_secs_f64()).ceil() as usize;
    builder
        .max_concurrent_requests(arguments.concurrency)
        .rate_limit(RateLimit::new(requests, PERIOD))
}

fn print_summary(arguments: &Arguments, totals: Totals) {
    let journal = arguments.journal.display();
    println!(
        "{} edited, {} failed, {} unknown: {journal}",
        totals.edited, totals.failed, totals.unknown
    );
    if totals.failed > 0 {
        println!("The API has not applied those that failed. To try them again: --again failed");
    }
    if totals.unknown > 0 {
        println!(
            "Those that are unknown may have been applied: look at some of them before you repeat \
             them with --again unknown"
        );
    }
}
