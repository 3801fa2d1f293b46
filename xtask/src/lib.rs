//! Generates Rust client crates from OpenAPI specifications, and keeps them up to date.
//!
//! This is the program `openapi-fragment`, and a library for a package `xtask`, which pins the version
//! of the generator with a workspace. `openapi-fragment new --xtask SOURCE` writes such a package; its
//! `main.rs` is
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! fn main() -> ExitCode {
//!     openapi_fragment::main()
//! }
//! ```
//!
//! and `.cargo/config.toml` has `alias.xtask = "run --package xtask --"`. Run that way, help and messages
//! call the program `cargo xtask`.
//!
//! An `xtask` with verbs of its own passes the others on to [`run`]:
//!
//! ```no_run
//! use std::env;
//! use std::process::ExitCode;
//!
//! use openapi_fragment::Context;
//!
//! fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
//!     if env::args().nth(1).as_deref() == Some("release") {
//!         println!("released");
//!         return Ok(ExitCode::SUCCESS);
//!     }
//!     let (mut stdout, mut stderr) = (std::io::stdout(), std::io::stderr());
//!     let mut context = Context::from_env(&mut stdout, &mut stderr)?;
//!     Ok(openapi_fragment::run(env::args_os(), &mut context).into())
//! }
//! ```
//!
//! Each verb is a module with its arguments and a function `run`. [`run`] dispatches to them. Only
//! [`disk`] accesses the file system, and output goes to the streams of the [`Context`], so that
//! tests can call [`run`] like a user.

#[cfg(feature = "development")]
pub mod bench;
#[cfg(feature = "development")]
mod cargo;
#[cfg(feature = "development")]
pub mod ci;
mod client;
pub mod codegen;
mod color;
pub mod completions;
mod context;
#[cfg(feature = "development")]
pub mod corpus;
pub mod diff;
pub mod disk;
pub mod explain;
pub mod fragment;
mod git;
mod input;
pub mod lint;
pub mod man;
pub mod mock;
#[cfg(feature = "development")]
pub mod mutate;
pub mod new;
mod overlays;
mod package;
#[cfg(feature = "development")]
mod process;
mod project;
mod report;
mod selection;
mod status;
pub mod upstream;

use std::env;
use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::context::CARGO_XTASK;
pub use crate::context::Context;
pub use crate::package::PackageName;
pub use crate::status::Status;
use crate::status::WrongCall;

/// The name of the installed program.
const NAME: &str = env!("CARGO_PKG_NAME");

/// Generates client crates, and keeps them consistent with their specifications.
///
/// The project file, `codegen.toml`, lists the clients of a workspace: see `codegen --help`. `new` adds
/// the first one.
#[derive(Debug, Parser)]
#[command(
    name = NAME,
    version,
    max_term_width = 100,
    after_help = "Exit status: 0 success, 1 failure, 2 invalid arguments; each verb documents its own."
)]
struct Call {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    New(new::Args),
    Codegen(codegen::Args),
    Fragment(fragment::Args),
    Upstream(upstream::Args),
    Diff(diff::Args),
    Lint(lint::Args),
    Explain(explain::Args),
    Mock(mock::Args),
    Completions(completions::Args),
    Man(man::Args),
    #[cfg(feature = "development")]
    Bench(bench::Args),
    #[cfg(feature = "development")]
    Ci(ci::Args),
    #[cfg(feature = "development")]
    Corpus(corpus::Args),
    #[cfg(feature = "development")]
    Mutate(mutate::Args),
    #[cfg(feature = "development")]
    #[command(hide = true)]
    CorpusOne(corpus::one::Args),
}

/// Runs the verb on the command line of this process. `--color` and the environment variable `NO_COLOR`
/// control colours, which are omitted where the output is no terminal.
///
/// The exit status is 0 for success, 1 for a failure and 2 for invalid arguments.
#[must_use]
pub fn main() -> ExitCode {
    color::set_choice(command(NAME), env::args_os());
    let mut stdout = anstream::stdout();
    let mut stderr = anstream::stderr();
    match Context::from_env(&mut stdout, &mut stderr) {
        Ok(mut context) => run(env::args_os(), &mut context).into(),
        Err(error) => {
            // If standard error is closed, the exit status has to suffice.
            let _ = report::error(&mut stderr, format_args!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Runs a verb. The first argument is the name of the program, as in [`std::env::args_os`].
///
/// Errors are printed to the standard error of the context.
pub fn run(args: impl IntoIterator<Item = OsString>, context: &mut Context<'_>) -> Status {
    let matches = match command(&context.program).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return print_clap_error(&error, context),
    };
    let outcome = match Call::from_arg_matches(&matches) {
        Ok(call) => run_verb(&call.verb, context),
        Err(error) => return print_clap_error(&error, context),
    };
    let verb = matches.subcommand_name().unwrap_or_default();
    outcome.unwrap_or_else(|error| print_error(&error, verb, context))
}

fn run_verb(verb: &Verb, context: &mut Context<'_>) -> anyhow::Result<Status> {
    match verb {
        Verb::New(args) => new::run(args, context),
        Verb::Codegen(args) => codegen::run(args, context),
        Verb::Fragment(args) => fragment::run(args, context),
        Verb::Diff(args) => diff::run(args, context),
        Verb::Upstream(args) => upstream::run(args, context),
        Verb::Lint(args) => lint::run(args, context),
        Verb::Explain(args) => explain::run(args, context),
        Verb::Mock(args) => mock::run(args, context),
        // Both are for the installed program, whatever runs this one.
        Verb::Completions(args) => completions::run(args, command(NAME), context),
        Verb::Man(args) => man::run(args, command(NAME), context),
        #[cfg(feature = "development")]
        Verb::Bench(args) => bench::run(args, context),
        #[cfg(feature = "development")]
        Verb::Ci(args) => ci::run(args, context),
        #[cfg(feature = "development")]
        Verb::Corpus(args) => corpus::run(args, context),
        #[cfg(feature = "development")]
        Verb::Mutate(args) => mutate::run(args, context),
        #[cfg(feature = "development")]
        Verb::CorpusOne(args) => corpus::one::run(args, context),
    }
}

/// The arguments and the help, whose examples call this program. Each help ends with the exit
/// statuses.
fn command(program: &str) -> clap::Command {
    let command = Call::command().bin_name(program.to_owned());
    color::with_option(command).mut_subcommands(|verb| match verb.get_after_long_help() {
        Some(help) => {
            let help = help.to_string().replace(CARGO_XTASK, program);
            let statuses = help
                .rfind("Exit status:")
                .map(|start| help[start..].to_owned());
            verb.after_help(statuses.unwrap_or_default())
                .after_long_help(help)
        }
        None => verb,
    })
}

fn print_error(error: &anyhow::Error, verb: &str, context: &mut Context<'_>) -> Status {
    if let Some(wrong) = error.downcast_ref::<WrongCall>() {
        let mut command = command(&context.program);
        command.build();
        let error = match command.find_subcommand_mut(verb) {
            Some(command) => command.error(ErrorKind::ValueValidation, wrong),
            None => command.error(ErrorKind::ValueValidation, wrong),
        };
        return print_clap_error(&error, context);
    }
    let io = error.root_cause().downcast_ref::<io::Error>();
    // A reader that closes the pipe wants no more output, and no error message either.
    if io.is_none_or(|error| error.kind() != io::ErrorKind::BrokenPipe) {
        // If standard error is closed, the exit status has to suffice.
        let _ = report::error(context.stderr, format_args!("{error:#}"));
    }
    Status::Failure
}

/// Prints an error of clap, or the help, which clap treats as an error.
fn print_clap_error(error: &clap::Error, context: &mut Context<'_>) -> Status {
    let text = error.render();
    if error.use_stderr() {
        let _ = write!(context.stderr, "{}", text.ansi());
        Status::WrongCall
    } else {
        let _ = write!(context.stdout, "{}", text.ansi());
        Status::Success
    }
}
