//! The verbs of this workspace: what `cargo xtask` does.
//!
//! Each verb is a module with its arguments and one function, and [`run`] is the
//! door to all of them. The library touches the disk only in [`disk`], and prints
//! only to the streams of its [`Context`], so a test can be the user.

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
pub mod upstream;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use crate::context::Context;
pub use crate::package::PackageName;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All was done, or nothing was to be done.
    Success,
    /// Something is wrong with the input, the output or the disk.
    Failure,
    /// The call itself is wrong.
    WrongCall,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Success => Self::SUCCESS,
            Status::Failure => Self::FAILURE,
            Status::WrongCall => Self::from(2),
        }
    }
}

/// Keeps the client crate true to its specification.
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

/// Does what the arguments ask for. The first of them is the program's name, as in [`std::env::args_os`].
///
/// What is wrong is told on the context's standard error.
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
        Err(error) => Err(error.into()),
    };
    outcome.unwrap_or_else(|error| tell(&error, context))
}

fn tell(error: &anyhow::Error, context: &mut Context<'_>) -> Status {
    let io = error.root_cause().downcast_ref::<io::Error>();
    if io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        // Whoever reads the output has seen enough.
        return Status::Failure;
    }
    // Where even standard error is closed, the exit status is all that is left to tell.
    let Some(call) = error.downcast_ref::<clap::Error>() else {
        let _ = report::error(context.stderr, format_args!("{error:#}"));
        return Status::Failure;
    };
    let text = call.render();
    if call.use_stderr() {
        let _ = write!(context.stderr, "{}", text.ansi());
        Status::WrongCall
    } else {
        let _ = write!(context.stdout, "{}", text.ansi());
        Status::Success
    }
}
