//! Prints messages in the style of cargo.

use std::fmt::Display;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

const SUCCESS: Style = AnsiColor::Green.on_default().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const INFO: Style = AnsiColor::Cyan.on_default().bold();

/// Prints progress, such as `Finished …`.
pub(crate) fn status(to: &mut dyn Write, verb: &str, what: impl Display) -> io::Result<()> {
    writeln!(to, "{SUCCESS}{verb:>12}{SUCCESS:#} {what}")
}

/// Prints that the run waits for another one.
pub(crate) fn waiting(to: &mut dyn Write, what: impl Display) -> io::Result<()> {
    writeln!(to, "{INFO}{:>12}{INFO:#} {what}", "Blocking")
}

/// Prints an error.
pub(crate) fn error(to: &mut dyn Write, what: impl Display) -> io::Result<()> {
    writeln!(to, "{ERROR}error{ERROR:#}: {what}")
}

/// Prints a warning.
pub(crate) fn warning(to: &mut dyn Write, what: impl Display) -> io::Result<()> {
    writeln!(to, "{WARNING}warning{WARNING:#}: {what}")
}

/// Prints a note.
pub(crate) fn note(to: &mut dyn Write, what: impl Display) -> io::Result<()> {
    writeln!(to, "{SUCCESS}note{SUCCESS:#}: {what}")
}

/// Prints how to fix an error.
pub(crate) fn help(to: &mut dyn Write, what: impl Display) -> io::Result<()> {
    writeln!(to, "{INFO}help{INFO:#}: {what}")
}

/// A count with a noun, in the plural unless the count is 1.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

/// Quotes a word for a shell.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./+@%,=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
