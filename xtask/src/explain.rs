//! `cargo xtask explain`: explains a diagnostic code.

use generator::{CODES, Code};

use crate::context::{CARGO_XTASK, Context};
use crate::status::{Status, WrongCall};

/// Explain a diagnostic code
///
/// Prints an explanation, a fragment with the problem, and the fixed fragment. Without a code,
/// this lists all codes; with words, those whose titles contain them.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask explain E007
      Explains a code.
  cargo xtask explain reference
      Lists the codes about references.

Exit status: 0 printed, 1 error, 2 invalid arguments, or no such code.")]
pub struct Args {
    /// The code, such as `E007`, or words to search for
    #[arg(value_name = "CODE")]
    words: Vec<String>,
}

/// Prints the page of a code, or a list of codes.
///
/// # Errors
///
/// Fails if there is no such code, or if standard output cannot be written to.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    if let [code] = &*args.words
        && let Some(code) = Code::named(code)
    {
        let page = code.page().replace(CARGO_XTASK, &context.program);
        write!(context.stdout, "{page}")?;
        return Ok(Status::Success);
    }
    let words: Vec<String> = args.words.iter().map(|it| it.to_lowercase()).collect();
    let has_words = |code: &&Code| {
        let title = code.title().to_lowercase();
        words.iter().all(|word| title.contains(word))
    };
    let found: Vec<_> = CODES.iter().filter(has_words).collect();
    if found.is_empty() {
        return Err(WrongCall(unknown(&args.words.join(" "))).into());
    }
    for code in found {
        writeln!(context.stdout, "{code}  {}", code.title())?;
    }
    Ok(Status::Success)
}

/// The message about a code that does not exist, with those that may have been meant.
fn unknown(given: &str) -> String {
    let near = near(given);
    if near.is_empty() {
        return format!("no code and no title of a code contains `{given}`");
    }
    let lines = near
        .iter()
        .map(|code| format!("\n  {code}  {}", code.title()));
    let lines: String = lines.collect();
    format!("there is no code `{given}`; similar codes:{lines}")
}

/// The codes with the same number, or else those that differ by one character. Leading zeros may be
/// missing.
fn near(given: &str) -> Vec<&'static Code> {
    const SHOWN: usize = 6;
    let number = given.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    let letter = given.trim_end_matches(number).to_uppercase();
    let (number, id) = (format!("{number:0>3}"), format!("{letter}{number:0>3}"));
    let same: Vec<_> = CODES
        .iter()
        .filter(|it| it.id().ends_with(&number))
        .collect();
    if !same.is_empty() {
        return same;
    }
    let is_near = |code: &&Code| strsim::damerau_levenshtein(code.id(), &id) <= 1;
    CODES.iter().filter(is_near).take(SHOWN).collect()
}
