//! Formats a plan as a unified diff.

use std::fmt::Write as _;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use similar::TextDiff;

use super::plan::{Action, Plan};

const HEAD: Style = Style::new().bold();
const HUNK: Style = AnsiColor::Cyan.on_default();
const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();

/// A minimal diff of dissimilar files can take minutes; after this time an approximation is used.
const TIMEOUT: Duration = Duration::from_secs(1);

/// The changes of a plan as a unified diff in colour.
///
/// Paths start with `prefix`. Without colours, `git apply` accepts it.
#[must_use]
pub fn unified(plan: &Plan, prefix: &str) -> String {
    let mut text = String::new();
    for change in plan.changes() {
        let path = format!("{prefix}{}", change.path);
        let (old_name, new_name) = (format!("a/{path}"), format!("b/{path}"));
        match &change.action {
            Action::Keep => {}
            Action::Create { new } => file(&mut text, ["/dev/null", &new_name], ["", new]),
            Action::Replace { old, new, .. } => {
                file(&mut text, [&old_name, &new_name], [old, new]);
            }
            Action::Delete { old } => file(&mut text, [&old_name, "/dev/null"], [old, ""]),
        }
    }
    text
}

fn file(to: &mut String, [old_name, new_name]: [&str; 2], [old, new]: [&str; 2]) {
    let diff = TextDiff::configure().timeout(TIMEOUT).diff_lines(old, new);
    paint(to, HEAD, &name_line("---", old_name));
    paint(to, HEAD, &name_line("+++", new_name));
    for hunk in diff.unified_diff().iter_hunks() {
        for line in hunk.to_string().lines() {
            match line.as_bytes().first() {
                Some(b'@') => paint(to, HUNK, line),
                Some(b'-') => paint(to, OLD, line),
                Some(b'+') => paint(to, NEW, line),
                _ => paint(to, Style::new(), line),
            }
        }
    }
}

/// Like in `diff` and `git`, a tab ends a name that contains spaces.
fn name_line(mark: &str, name: &str) -> String {
    let end = if name.contains(' ') { "\t" } else { "" };
    format!("{mark} {name}{end}")
}

fn paint(to: &mut String, style: Style, line: &str) {
    writeln!(to, "{style}{line}{style:#}").expect("a String takes all that is written to it");
}
