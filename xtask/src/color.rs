//! The option `--color`.

use std::ffi::OsString;

use anstream::ColorChoice;
use clap::{Arg, Command};

/// The name of the option.
const OPTION: &str = "color";

/// Adds the option to a command and to its verbs.
pub(crate) fn with_option(command: Command) -> Command {
    let option = Arg::new(OPTION)
        .long(OPTION)
        .value_name("WHEN")
        .value_parser(["auto", "always", "never"])
        .global(true)
        .help("Colour the output: auto (for terminals, unless NO_COLOR is set), always or never")
        .hide_possible_values(true);
    command.arg(option)
}

/// Applies the option to the output streams that are opened from now on.
///
/// They are opened before the arguments are parsed, since errors about these are printed to them. So
/// this ignores all other options and errors.
pub(crate) fn set_choice(command: Command, args: impl IntoIterator<Item = OsString>) {
    let command = command
        .ignore_errors(true)
        .disable_help_flag(true)
        .disable_version_flag(true);
    let matches = command.try_get_matches_from(args).ok();
    let when = matches.as_ref().and_then(|it| it.get_one::<String>(OPTION));
    match when.map(String::as_str) {
        Some("always") => ColorChoice::Always.write_global(),
        Some("never") => ColorChoice::Never.write_global(),
        _ => {}
    }
}
