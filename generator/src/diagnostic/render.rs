//! Diagnostics as a reader sees them.

mod excerpt;
mod machine;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Group, Level, Renderer};

pub use self::machine::{render_github, render_json};

use self::excerpt::{Mark, Text, elements};
use crate::diagnostic::code::Code;
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::sources::Sources;
use std::collections::HashMap;

/// What rendered diagnostics are made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Plain text in ASCII.
    #[default]
    Plain,
    /// A terminal that shows colours and box-drawing characters.
    Coloured,
}

/// How many problems of one kind are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Amount {
    /// The first few, and how many there are besides.
    #[default]
    Few,
    /// All of them.
    All,
}

impl Amount {
    fn of(self, severity: Severity) -> usize {
        match (self, severity) {
            (Self::All, _) => usize::MAX,
            // Each has to be mended; a reader who has mended so many can ask again.
            (Self::Few, Severity::Error) => 20,
            (Self::Few, Severity::Warning) => 3,
        }
    }
}

/// Renders diagnostics like rustc: what is wrong, where it is, the line with the place
/// underlined, the pointer, and what to do about it.
///
/// They come in the order of the text, each followed by an end of line, with an empty line
/// between them. The same diagnostics always give the same text. Control characters in
/// the source and in the messages are shown, not sent to the terminal.
///
/// A place in a source that is not among these is not shown.
#[must_use]
pub fn render(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    style: Style,
    amount: Amount,
) -> String {
    if diagnostics.is_empty() {
        // Spares looking up where everything stands.
        return String::new();
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled().decor_style(DecorStyle::Unicode),
    };
    let texts: Vec<_> = sources.iter().map(Text::new).collect();
    let mut reports = Report::in_order(&texts, diagnostics);
    shorten(&mut reports, amount);
    let shown: Vec<_> = reports
        .iter()
        .map(|report| renderer.render(&[report.group()]) + "\n")
        .collect();
    shown.join("\n")
}

/// Drops what is too much of one kind, and says so at the last that stays.
fn shorten(reports: &mut Vec<Report>, amount: Amount) {
    let mut counts: HashMap<Code, usize> = HashMap::new();
    for report in reports.iter() {
        *counts.entry(report.diagnostic.code).or_default() += 1;
    }
    let mut met: HashMap<Code, usize> = HashMap::new();
    reports.retain_mut(|report| {
        let Diagnostic { code, severity, .. } = report.diagnostic;
        let met = met.entry(*code).or_default();
        *met += 1;
        let most = amount.of(*severity);
        if *met == most {
            report.more = counts[code] - most;
        }
        *met <= most
    });
}

/// A diagnostic whose places are found.
struct Report<'a> {
    diagnostic: &'a Diagnostic,
    marks: Vec<Mark<'a>>,
    /// How many of its kind are not shown.
    more: usize,
}

impl<'a> Report<'a> {
    /// What is to be told, in the order of the text.
    fn in_order(texts: &'a [Text<'a>], diagnostics: &'a [Diagnostic]) -> Vec<Self> {
        let mut reports: Vec<_> = diagnostics.iter().map(|it| Self::new(texts, it)).collect();
        reports.sort_by(|a, b| a.order().cmp(&b.order()));
        reports
    }

    fn new(texts: &'a [Text<'a>], diagnostic: &'a Diagnostic) -> Self {
        let mut marks = vec![Mark::new(
            texts,
            &diagnostic.place,
            diagnostic.label.as_deref(),
            true,
        )];
        let related = diagnostic.related.iter();
        marks.extend(related.map(|(place, text)| Mark::new(texts, place, Some(text), false)));
        Self {
            diagnostic,
            marks,
            more: 0,
        }
    }

    fn order(&self) -> impl Ord + use<'_> {
        let place = &self.diagnostic.place;
        let start = self.marks[0].range.as_ref().map(|range| range.start);
        (
            place.source,
            start,
            self.diagnostic.severity,
            &self.diagnostic.message,
        )
    }

    /// The line and the column that the place begins at, both counted from 1.
    fn start(&self) -> Option<(usize, usize)> {
        self.marks[0].start()
    }

    fn group(&self) -> Group<'_> {
        let level = match self.diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level
            .primary_title(single_line(&self.diagnostic.message))
            .id(self.diagnostic.code.id());
        let pointer = self.diagnostic.place.pointer().map(ToString::to_string);
        let pointer = pointer.filter(|pointer| !pointer.is_empty());
        let pointer = pointer.map(|it| Level::NOTE.with_name("pointer").message(single_line(&it)));
        let help = self
            .diagnostic
            .help
            .as_deref()
            .map(|help| Level::HELP.message(help));
        let more = (self.more > 0)
            .then(|| Level::NOTE.message(format!("and {} more like this", self.more)));
        Group::with_title(title)
            .elements(elements(&self.marks))
            .elements(pointer)
            .elements(help)
            .elements(more)
    }
}

/// The renderer shows other control characters, but breaks the line at these.
fn single_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests;
