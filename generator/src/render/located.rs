//! Diagnostics with their places looked up in the text.

use annotate_snippets::{Group, Level};

use super::excerpt::{Mark, Text, elements, single_line};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Severity;

/// A diagnostic whose places are looked up.
pub(super) struct Located<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    marks: Vec<Mark<'a>>,
    /// How many diagnostics with the same code are not shown.
    pub(super) omitted: usize,
}

impl<'a> Located<'a> {
    /// Locates diagnostics and sorts them by source and position.
    pub(super) fn in_order(texts: &'a [Text<'a>], diagnostics: &'a [Diagnostic]) -> Vec<Self> {
        let mut located: Vec<_> = diagnostics.iter().map(|it| Self::new(texts, it)).collect();
        located.sort_by(|a, b| a.order().cmp(&b.order()));
        located
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
            omitted: 0,
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

    /// The line and column of the place, both counted from 1.
    pub(super) fn start(&self) -> Option<(usize, usize)> {
        self.marks[0].start()
    }

    /// The diagnostic in the form that `annotate_snippets` renders.
    pub(super) fn group(&self) -> Group<'_> {
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
        let omitted = (self.omitted > 0)
            .then(|| Level::NOTE.message(format!("and {} more like this", self.omitted)));
        Group::with_title(title)
            .elements(elements(&self.marks))
            .elements(pointer)
            .elements(help)
            .elements(omitted)
    }
}
