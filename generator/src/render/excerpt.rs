//! The lines of a source around the places of a diagnostic.

use std::iter;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Snippet};

use crate::diagnostic::Place;
use crate::diagnostic::pointer::SourceId;
use crate::input::locate::{Locations, locate};
use crate::input::source::Source;

/// Marks at most this many lines apart are shown in one excerpt.
const NEAR: usize = 6;

/// The most bytes of an excerpt. Longer ones (minified JSON) are unreadable and slow to lay out.
const LONG: usize = 10_000;

/// A source with an index of its lines and values.
pub(super) struct Text<'a> {
    source: &'a Source,
    /// The byte offsets of the line starts.
    lines: Vec<usize>,
    locations: Locations<'a>,
}

impl<'a> Text<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let breaks = source.text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = iter::once(0).chain(breaks).collect();
        Self {
            source,
            lines,
            locations: locate(source),
        }
    }

    /// The line of a byte, counted from 0.
    fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|&start| start <= byte) - 1
    }

    /// The column of a byte: the number of its character in the line, counted from 1.
    fn column(&self, line: usize, byte: usize) -> usize {
        self.source.text[self.lines[line]..byte].chars().count() + 1
    }

    /// The bytes from the start of the first line to the end of the last.
    fn between(&self, first: usize, last: usize) -> Range<usize> {
        let end = self
            .lines
            .get(last + 1)
            .copied()
            .unwrap_or(self.source.text.len());
        self.lines[first]..end
    }
}

/// A place of a diagnostic with its byte range and label.
pub(super) struct Mark<'a> {
    source: SourceId,
    text: Option<&'a Text<'a>>,
    pub(super) range: Option<Range<usize>>,
    label: Option<String>,
    primary: bool,
}

impl<'a> Mark<'a> {
    pub(super) fn new(
        texts: &'a [Text<'a>],
        place: &Place,
        label: Option<&str>,
        primary: bool,
    ) -> Self {
        let text = texts.get(place.source.0);
        let range = text.and_then(|text| text.locations.underline(&place.spot));
        Self {
            source: place.source,
            text,
            range,
            label: label.map(single_line),
            primary,
        }
    }

    /// The line and column of its start, both counted from 1.
    pub(super) fn start(&self) -> Option<(usize, usize)> {
        let (text, range) = (self.text?, self.range.as_ref()?);
        let line = text.line(range.start);
        Some((line + 1, text.column(line, range.start)))
    }
}

/// A mark that has a byte range.
struct Spotted<'a> {
    mark: &'a Mark<'a>,
    text: &'a Text<'a>,
    range: &'a Range<usize>,
    line: usize,
}

/// The excerpts of all marks; the one with the primary mark comes first.
pub(super) fn elements<'a>(marks: &'a [Mark<'a>]) -> Vec<Element<'a>> {
    let mut elements = Vec::new();
    let mut spotted = Vec::new();
    for mark in marks {
        match (mark.text, &mark.range) {
            (Some(text), Some(range)) => {
                spotted.push(Spotted {
                    mark,
                    text,
                    range,
                    line: text.line(range.start),
                });
            }
            (Some(text), None) => {
                elements.push(Origin::path(&*text.source.name).into());
                elements.extend(note(mark));
            }
            (None, _) => elements.extend(note(mark)),
        }
    }
    let mut excerpts: Vec<Vec<Spotted<'_>>> = Vec::new();
    spotted.sort_by_key(|it| (it.mark.source, it.range.start));
    for it in spotted {
        match excerpts.last_mut() {
            Some(excerpt) if excerpt.last().is_some_and(|last| near(last, &it)) => excerpt.push(it),
            _ => excerpts.push(vec![it]),
        }
    }
    excerpts.sort_by_key(|excerpt| !excerpt.iter().any(|it| it.mark.primary));
    elements.extend(excerpts.iter().flat_map(|excerpt| show(excerpt)));
    elements
}

/// Replaces line breaks by spaces. The renderer escapes other control characters itself.
pub(super) fn single_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r'], " ")
}

fn near(a: &Spotted<'_>, b: &Spotted<'_>) -> bool {
    a.mark.source == b.mark.source && b.line - a.line <= NEAR
}

fn show<'a>(excerpt: &[Spotted<'a>]) -> Vec<Element<'a>> {
    let [first, ..] = excerpt else {
        return Vec::new();
    };
    let last = excerpt.last().unwrap_or(first);
    let Text { source, .. } = first.text;
    let range = first.text.between(first.line, last.line);
    if range.len() > LONG {
        return excerpt.iter().flat_map(origin).collect();
    }
    let annotations = excerpt.iter().map(|it| {
        let kind = if it.mark.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let span = it.range.start - range.start..it.range.end - range.start;
        kind.span(span).label(it.mark.label.as_deref())
    });
    let snippet = Snippet::source(&source.text[range.clone()])
        .path(&*source.name)
        .line_start(first.line + 1)
        .annotations(annotations);
    vec![snippet.into()]
}

/// The file, line and column of a mark, without an excerpt.
fn origin<'a>(it: &Spotted<'a>) -> Vec<Element<'a>> {
    let origin = Origin::path(&*it.text.source.name)
        .line(it.line + 1)
        .char_column(it.text.column(it.line, it.range.start));
    let mut elements = vec![origin.into()];
    elements.extend(note(it.mark));
    elements
}

fn note<'a>(mark: &'a Mark<'_>) -> Option<Element<'a>> {
    mark.label
        .as_deref()
        .map(|label| Level::NOTE.message(label).into())
}
