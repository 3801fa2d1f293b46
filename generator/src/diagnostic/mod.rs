//! Diagnostics: how problems are coded, placed, collected and rendered.
//!
//! Each stage adds what is wrong to a `report` and goes on. `code` has a page about each kind of
//! problem, and `render` shows a diagnostic with an excerpt of the text.

pub(crate) mod code;
pub(crate) mod render;
pub(crate) mod report;

use std::ops::Range;

use crate::diagnostic::code::Code;
use crate::input::pointer::Pointer;
use crate::input::source::SourceId;

/// How much a [`Diagnostic`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// No correct code can be written.
    Error,
    /// Code can be written, though perhaps not the code that was meant.
    Warning,
}

/// One thing that is wrong with a specification.
///
/// A diagnostic names places by JSON Pointer. Where they stand in the text is
/// looked up only when the diagnostic is rendered, so a specification that is in
/// order never pays for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Whether code can still be written.
    pub severity: Severity,
    /// The kind of problem, by which it is explained and allowed.
    pub code: Code,
    /// What is wrong: a single line, lower case at the start, without a full stop.
    pub message: String,
    /// Where it is wrong.
    pub place: Place,
    /// What stands beside the underlined text.
    pub label: Option<String>,
    /// Other places that belong to the problem, with what stands beside each.
    pub related: Vec<(Place, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem of the kind that the code names, and as severe as it says.
    pub(crate) fn new(code: Code, place: Place, message: String) -> Self {
        Self {
            severity: code.severity(),
            code,
            message,
            place,
            label: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// Underlines the key of the value instead of the value.
    #[must_use]
    pub fn on_key(mut self) -> Self {
        self.place = self.place.on_key();
        self
    }

    /// Says something beside the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Shows another place that belongs to the problem, and says something beside it.
    #[must_use]
    pub fn related(mut self, at: impl Into<Place>, text: impl Into<String>) -> Self {
        self.related.push((at.into(), text.into()));
        self
    }

    /// The same problem, found in another source.
    pub(crate) fn in_source(mut self, source: SourceId) -> Self {
        for place in self.places() {
            *place = place.clone().in_source(source);
        }
        self
    }

    /// Moves every range of bytes by `start`.
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

    /// Whether no code can be written.
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
    /// The value that the pointer leads to, or else its nearest ancestor that exists.
    Value(Pointer),
    /// The key of the value that the pointer leads to. A value without a key (the
    /// root, or an item of an array) stands for itself.
    Key(Pointer),
    /// A range of bytes, for what has no pointer of its own, such as a slip of
    /// syntax or a second key of the same name.
    Text {
        /// The bytes to underline.
        range: Range<usize>,
        /// The value that they are part of, if that is known.
        pointer: Option<Pointer>,
    },
    /// The whole of the source.
    File,
}

impl Place {
    /// The value that a pointer leads to.
    #[must_use]
    pub fn value(pointer: &Pointer) -> Self {
        Spot::Value(pointer.clone()).into()
    }

    /// The key of the value that a pointer leads to.
    #[must_use]
    pub fn key(pointer: &Pointer) -> Self {
        Spot::Key(pointer.clone()).into()
    }

    /// A range of bytes of the first source.
    #[must_use]
    pub fn text(range: Range<usize>) -> Self {
        Spot::Text {
            range,
            pointer: None,
        }
        .into()
    }

    /// The whole of the first source.
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

    /// Says which value a range of bytes is part of. Any other place is left as it is.
    #[must_use]
    pub fn within(mut self, value: &Pointer) -> Self {
        if let Spot::Text { pointer, .. } = &mut self.spot {
            *pointer = Some(value.clone());
        }
        self
    }

    /// The pointer that the place is known by.
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
