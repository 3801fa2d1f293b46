//! The verbs of `cargo xtask`.
//!
//! Each verb is a module with its arguments and a function `run`. [`run`] dispatches to them. Only
//! [`disk`] accesses the file system, and output goes to the streams of the [`Context`], so that
//! tests can call [`run`] like a user.

mod cargo;
pub mod ci;
pub mod codegen;
mod config;
mod context;
pub mod corpus;
pub mod diff;
pub mod disk;
pub mod explain;
pub mod fragment;
mod git;
mod input;
pub mod lint;
pub mod mutate;
mod overlays;
mod package;
mod report;
mod selection;
mod status;
pub mod upstream;

use std::ffi::OsString;
use std::io;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand};

pub use crate::context::Context;
pub use crate::package::PackageName;
pub use crate::status::Status;
use crate::status::WrongCall;

/// Generates the client crate, and keeps it consistent with its specification.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    max_term_width = 100,
    disable_help_subcommand = true
)]
struct Call {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Codegen(codegen::Args),
    Fragment(fragment::Args),
    Upstream(upstream::Args),
    Diff(diff::Args),
    Ci(ci::Args),
    Lint(lint::Args),
    Explain(explain::Args),
    Corpus(corpus::Args),
    Mutate(mutate::Args),
    #[command(hide = true)]
    CorpusOne(corpus::one::Args),
}

/// Runs a verb. The first argument is the name of the program, as in [`std::env::args_os`].
///
/// Errors are printed to the standard error of the context.
pub fn run(args: impl IntoIterator<Item = OsString>, context: &mut Context<'_>) -> Status {
    let outcome = match Call::try_parse_from(args) {
        Ok(call) => match call.verb {
            Verb::Codegen(args) => codegen::run(&args, context),
            Verb::Fragment(args) => fragment::run(&args, context),
            Verb::Diff(args) => diff::run(&args, context),
            Verb::Upstream(args) => upstream::run(&args, context),
            Verb::Lint(args) => lint::run(&args, context),
            Verb::Explain(args) => explain::run(&args, context),
            Verb::Ci(args) => ci::run(&args, context),
            Verb::Corpus(args) => corpus::run(&args, context),
            Verb::Mutate(args) => mutate::run(&args, context),
            Verb::CorpusOne(args) => corpus::one::run(&args, context),
        },
        Err(error) => return print_clap_error(&error, context),
    };
    outcome.unwrap_or_else(|error| print_error(&error, context))
}

fn print_error(error: &anyhow::Error, context: &mut Context<'_>) -> Status {
    if let Some(wrong) = error.downcast_ref::<WrongCall>() {
        let error = Call::command().error(ErrorKind::ValueValidation, wrong);
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
