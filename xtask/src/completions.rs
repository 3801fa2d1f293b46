//! `cargo xtask completions`: prints completions for a shell.

use clap_complete::Shell;

use crate::context::Context;
use crate::status::Status;

/// Print completions for a shell
///
/// They are for the installed program: cargo completes nothing behind `cargo xtask`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  openapi-fragment completions bash > ~/.local/share/bash-completion/completions/openapi-fragment
  openapi-fragment completions zsh > ~/.zfunc/_openapi-fragment
  openapi-fragment completions fish > ~/.config/fish/completions/openapi-fragment.fish

Exit status: 0 printed, 1 error, 2 invalid arguments.")]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the completions of a command.
///
/// # Errors
///
/// Fails if standard output cannot be written to.
pub fn run(
    args: &Args,
    mut command: clap::Command,
    context: &mut Context<'_>,
) -> anyhow::Result<Status> {
    // Clap panics if it cannot write.
    let mut text = Vec::new();
    let name = command.get_name().to_owned();
    clap_complete::generate(args.shell, &mut command, name, &mut text);
    context.stdout.write_all(&text)?;
    Ok(Status::Success)
}
