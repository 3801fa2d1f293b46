//! Diagnostics: errors and warnings about a specification.
//!
//! Each stage adds diagnostics to a [`Report`](report::Report) and continues, so that one run
//! reports all problems. This module depends on no other.

pub(crate) mod code;
pub(crate) mod pointer;
pub(crate) mod report;

use std::ops::Range;

use crate::diagnostic::code::{Code, Severity};
use crate::diagnostic::pointer::{Pointer, SourceId};

/// An error or a warning about a specification.
///
/// Places are JSON Pointers. Line and column are looked up only when a diagnostic is rendered, so
/// that parsing need not record them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The severity, which may differ from that of the code.
    pub severity: Severity,
    /// The kind of problem.
    pub code: Code,
    /// The message: one line, starting in lower case, without a full stop.
    pub message: String,
    /// The place of the problem.
    pub place: Place,
    /// The label of the underlined text.
    pub label: Option<String>,
    /// Other places that are involved, with their labels.
    pub related: Vec<(Place, String)>,
    /// How to fix the problem.
    pub help: Option<String>,
}

impl Code {
    /// A diagnostic with this code.
    pub(crate) fn at(self, at: impl Into<Place>, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: self.severity(),
            code: self,
            message: message.into(),
            place: at.into(),
            label: None,
            related: Vec::new(),
            help: None,
        }
    }
}

impl Diagnostic {
    /// Underlines the key of the value instead of the value.
    #[must_use]
    pub fn on_key(mut self) -> Self {
        self.place = self.place.on_key();
        self
    }

    /// Labels the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says how to fix the problem.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that is involved, with a label.
    #[must_use]
    pub fn related(mut self, at: impl Into<Place>, text: impl Into<String>) -> Self {
        self.related.push((at.into(), text.into()));
        self
    }

    /// The same diagnostic in another source.
    pub(crate) fn in_source(mut self, source: SourceId) -> Self {
        for place in self.places() {
            *place = place.clone().in_source(source);
        }
        self
    }

    /// Moves all byte ranges by `start`.
    pub(crate) fn shift(&mut self, start: usize) {
        for place in self.places() {
            if let Spot::Text { range, .. } = &mut place.spot {
                *range = range.start + start..range.end + start;
            }
        }
    }

    pub(crate) fn places(&mut self) -> impl Iterator<Item = &mut Place> {
        let related = self.related.iter_mut().map(|(place, _)| place);
        related.chain([&mut self.place])
    }

    /// Whether it is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A place in one of the sources of a specification.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The source that the place is in.
    pub source: SourceId,
    /// The place within that source.
    pub spot: Spot,
}

/// A place within a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A value, or its nearest ancestor if it does not exist.
    Value(Pointer),
    /// The key of a value. For a value without a key (the root, or an item of an array) it is the
    /// value itself.
    Key(Pointer),
    /// A byte range, for problems without a pointer, such as syntax errors and duplicate keys.
    Text {
        /// The bytes to underline.
        range: Range<usize>,
        /// The value that contains them, if known.
        pointer: Option<Pointer>,
    },
    /// The whole source.
    File,
}

impl Place {
    /// The value at a pointer.
    #[must_use]
    pub fn value(pointer: &Pointer) -> Self {
        Spot::Value(pointer.clone()).into()
    }

    /// The key of the value at a pointer.
    #[must_use]
    pub fn key(pointer: &Pointer) -> Self {
        Spot::Key(pointer.clone()).into()
    }

    /// A byte range in the first source.
    #[must_use]
    pub fn text(range: Range<usize>) -> Self {
        Spot::Text {
            range,
            pointer: None,
        }
        .into()
    }

    /// The whole first source.
    #[must_use]
    pub fn file() -> Self {
        Spot::File.into()
    }

    /// The same place in another source.
    #[must_use]
    pub fn in_source(mut self, source: SourceId) -> Self {
        self.source = source;
        if let Spot::Value(pointer)
        | Spot::Key(pointer)
        | Spot::Text {
            pointer: Some(pointer),
            ..
        } = &mut self.spot
        {
            *pointer = pointer.clone().in_source(source);
        }
        self
    }

    /// Sets the value that contains a byte range. Other places do not change.
    #[must_use]
    pub fn within(mut self, value: &Pointer) -> Self {
        if let Spot::Text { pointer, .. } = &mut self.spot {
            *pointer = Some(value.clone());
        }
        self
    }

    /// The pointer of the place, if known.
    #[must_use]
    pub fn pointer(&self) -> Option<&Pointer> {
        match &self.spot {
            Spot::Value(pointer) | Spot::Key(pointer) => Some(pointer),
            Spot::Text { pointer, .. } => pointer.as_ref(),
            Spot::File => None,
        }
    }

    fn on_key(mut self) -> Self {
        if let Spot::Value(pointer) = self.spot {
            self.spot = Spot::Key(pointer);
        }
        self
    }
}

impl From<Spot> for Place {
    fn from(spot: Spot) -> Self {
        let source = match &spot {
            Spot::Value(pointer) | Spot::Key(pointer) => pointer.source(),
            Spot::Text { .. } | Spot::File => SourceId::default(),
        };
        Self { source, spot }
    }
}

impl From<&Pointer> for Place {
    fn from(pointer: &Pointer) -> Self {
        Self::value(pointer)
    }
}
