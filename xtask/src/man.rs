//! `cargo xtask man`: writes manual pages.

use std::path::PathBuf;

use anyhow::Context as _;
use clap_mangen::Man;

use crate::context::Context;
use crate::disk;
use crate::report::{self, count};
use crate::status::Status;

/// Write manual pages
///
/// Without a folder, this prints the page of the program. Otherwise it writes this page and one for
/// each verb.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  openapi-fragment man ~/.local/share/man/man1
      Then `man openapi-fragment-codegen` shows the page of a verb.

Exit status: 0 written, 1 error, 2 invalid arguments.")]
pub struct Args {
    /// The folder; created if it does not exist
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// Writes or prints the pages of a command.
///
/// # Errors
///
/// Fails if a file or standard output cannot be written to.
pub fn run(
    args: &Args,
    mut command: clap::Command,
    context: &mut Context<'_>,
) -> anyhow::Result<Status> {
    let Some(folder) = &args.folder else {
        Man::new(command).render(context.stdout)?;
        return Ok(Status::Success);
    };
    command = command.disable_help_subcommand(true);
    // Sets the display names: that of a verb begins with that of the program.
    command.build();
    let verbs = command.get_subcommands();
    let verbs: Vec<_> = verbs.filter(|verb| !verb.is_hide_set()).cloned().collect();
    let pages = [command].into_iter().chain(verbs);
    let pages = pages.map(|it| {
        let name = it.get_display_name().unwrap_or(it.get_name()).to_owned();
        (name, Man::new(it))
    });
    let pages: Vec<_> = pages.collect();
    for (name, page) in &pages {
        let mut text = Vec::new();
        page.render(&mut text)?;
        let path = folder.join(format!("{name}.1"));
        let shown = context.display_path(&path);
        disk::replace(&context.absolute(&path), &String::from_utf8(text)?, |_| {
            true
        })
        .with_context(|| format!("cannot write {shown}"))?;
    }
    let pages = count(pages.len(), "page");
    let shown = context.display_path(folder);
    report::status(
        context.stderr,
        "Finished",
        format_args!("{pages} in {shown}"),
    )?;
    Ok(Status::Success)
}
