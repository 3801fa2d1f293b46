//! Renders diagnostics for programs, one per line.

use super::excerpt::Text;
use super::located::Located;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Severity;
use crate::input::sources::Sources;
use serde_json::json;

/// Renders diagnostics as JSON, one object per line, sorted by position. The members are
/// `severity`, `code`, `message`, `file`, `line`, `column`, `pointer` and `help`.
///
/// Lines and columns are counted from 1, columns in characters. Unknown members are `null`.
#[must_use]
pub fn render_json(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    lines(sources, diagnostics, |located, file| {
        let diagnostic = located.diagnostic;
        let (line, column) = located.start().unzip();
        let object = json!({
            "severity": severity_name(diagnostic.severity),
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

/// Renders diagnostics as GitHub workflow commands, which annotate the lines of a pull request.
#[must_use]
pub fn render_github(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    lines(sources, diagnostics, |located, file| {
        let diagnostic = located.diagnostic;
        let at = located
            .start()
            .map(|(line, column)| format!(",line={line},col={column}"));
        let help = diagnostic
            .help
            .as_ref()
            .map(|help| format!("\nhelp: {help}"));
        let text = format!("{}{}", diagnostic.message, help.unwrap_or_default());
        format!(
            "::{} file={}{},title={}::{}",
            severity_name(diagnostic.severity),
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
    line: impl Fn(&Located, &str) -> String,
) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let texts: Vec<_> = sources.iter().map(Text::new).collect();
    let located = Located::in_order(&texts, diagnostics);
    let lines = located.iter().map(|it| {
        let source = sources.get(it.diagnostic.place.source);
        let file = source.map_or("", |source| &source.name);
        line(it, file) + "\n"
    });
    lines.collect()
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Escapes the message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
