//! Diagnostics as a reader sees them.

mod excerpt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Group, Level, Renderer};

use self::excerpt::{Mark, Text, elements};
use crate::diagnostic::{Diagnostic, Severity};
use crate::sources::Sources;

/// What rendered diagnostics are made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Plain text in ASCII.
    #[default]
    Plain,
    /// A terminal that shows colours and box-drawing characters.
    Coloured,
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
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], style: Style) -> String {
    if diagnostics.is_empty() {
        // Spares looking up where everything stands.
        return String::new();
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled().decor_style(DecorStyle::Unicode),
    };
    let texts: Vec<_> = sources.iter().map(Text::new).collect();
    let mut reports: Vec<_> = diagnostics
        .iter()
        .map(|it| Report::new(&texts, it))
        .collect();
    reports.sort_by(|a, b| a.order().cmp(&b.order()));
    let shown: Vec<_> = reports
        .iter()
        .map(|report| renderer.render(&[report.group()]) + "\n")
        .collect();
    shown.join("\n")
}

/// A diagnostic whose places are found.
struct Report<'a> {
    diagnostic: &'a Diagnostic,
    marks: Vec<Mark<'a>>,
}

impl<'a> Report<'a> {
    fn new(texts: &'a [Text<'a>], diagnostic: &'a Diagnostic) -> Self {
        let mut marks = vec![Mark::new(
            texts,
            &diagnostic.place,
            diagnostic.label.as_deref(),
            true,
        )];
        let related = diagnostic.related.iter();
        marks.extend(related.map(|(place, text)| Mark::new(texts, place, Some(text), false)));
        Self { diagnostic, marks }
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

    fn group(&self) -> Group<'_> {
        let level = match self.diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut title = level.primary_title(single_line(&self.diagnostic.message));
        if let Some(code) = self.diagnostic.code {
            title = title.id(code);
        }
        let pointer = self.diagnostic.place.pointer().map(ToString::to_string);
        let pointer = pointer.filter(|pointer| !pointer.is_empty());
        let pointer = pointer.map(|it| Level::NOTE.with_name("pointer").message(single_line(&it)));
        let help = self
            .diagnostic
            .help
            .as_deref()
            .map(|help| Level::HELP.message(help));
        Group::with_title(title)
            .elements(elements(&self.marks))
            .elements(pointer)
            .elements(help)
    }
}

/// The renderer shows other control characters, but breaks the line at these.
fn single_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests;
