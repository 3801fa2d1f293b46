//! Diagnostics for programs: one line each.

use super::Report;
use super::excerpt::Text;
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::sources::Sources;
use serde_json::json;

/// Renders diagnostics as JSON, one object a line, in the order of the text: `severity`,
/// `code`, `message`, `file`, `line`, `column`, `pointer` and `help`.
///
/// Lines and columns count from 1, columns in characters. What is not known is `null`.
#[must_use]
pub fn render_json(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    lines(sources, diagnostics, |report, file| {
        let diagnostic = report.diagnostic;
        let (line, column) = report.start().unzip();
        let object = json!({
            "severity": word(diagnostic.severity),
            "code": diagnostic.code.id(),
            "message": diagnostic.message,
            "file": file,
            "line": line,
            "column": column,
            "pointer": diagnostic.place.pointer().map(ToString::to_string),
            "help": diagnostic.help,
        });
        object.to_string()
    })
}

/// Renders diagnostics as the commands by which GitHub shows them beside the lines of a change.
#[must_use]
pub fn render_github(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    lines(sources, diagnostics, |report, file| {
        let diagnostic = report.diagnostic;
        let at = report
            .start()
            .map(|(line, column)| format!(",line={line},col={column}"));
        let help = diagnostic
            .help
            .as_ref()
            .map(|help| format!("\nhelp: {help}"));
        let text = format!("{}{}", diagnostic.message, help.unwrap_or_default());
        format!(
            "::{} file={}{},title={}::{}",
            word(diagnostic.severity),
            property(file),
            at.unwrap_or_default(),
            property(&format!("{}: {}", diagnostic.code, diagnostic.code.title())),
            data(&text)
        )
    })
}

fn lines(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    line: impl Fn(&Report, &str) -> String,
) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let texts: Vec<_> = sources.iter().map(Text::new).collect();
    let reports = Report::in_order(&texts, diagnostics);
    let lines = reports.iter().map(|report| {
        let source = sources.get(report.diagnostic.place.source);
        let file = source.map_or("", |source| &source.name);
        line(report, file) + "\n"
    });
    lines.collect()
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// What stands behind the last colons of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What stands behind an equals sign of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
