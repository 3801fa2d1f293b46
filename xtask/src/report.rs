//! How lines on standard error look: like cargo's own.

use std::fmt::Display;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const DOUBTFUL: Style = AnsiColor::Yellow.on_default().bold();
const WAITING: Style = AnsiColor::Cyan.on_default().bold();

/// Prints that something has been done, or is being done.
pub(crate) fn status(to: &mut dyn Write, verb: &str, what: impl Display) -> io::Result<()> {
    writeln!(to, "{GOOD}{verb:>12}{GOOD:#} {what}")
}

/// Prints that something else is being waited for.
pub(crate) fn waiting(to: &mut dyn Write, what: impl Display) -> io::Result<()> {
    writeln!(to, "{WAITING}{:>12}{WAITING:#} {what}", "Blocking")
}

/// Prints why nothing comes of it.
pub(crate) fn error(to: &mut dyn Write, what: impl Display) -> io::Result<()> {
    writeln!(to, "{BAD}error{BAD:#}: {what}")
}

/// Prints what is wrong although something comes of it.
pub(crate) fn warning(to: &mut dyn Write, what: impl Display) -> io::Result<()> {
    writeln!(to, "{DOUBTFUL}warning{DOUBTFUL:#}: {what}")
}

/// Prints what is good to know.
pub(crate) fn note(to: &mut dyn Write, what: impl Display) -> io::Result<()> {
    writeln!(to, "{GOOD}note{GOOD:#}: {what}")
}

/// Prints what to do about it.
pub(crate) fn help(to: &mut dyn Write, what: impl Display) -> io::Result<()> {
    writeln!(to, "{WAITING}help{WAITING:#}: {what}")
}

/// A count with its noun, which takes an `s` for any number but one.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}
