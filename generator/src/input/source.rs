//! The text of a specification.

use crate::diagnostic::code;
use crate::diagnostic::{Diagnostic, Place};

/// A specification's text and the name it is shown by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What diagnostics call it: a path relative to where the user stands.
    pub name: String,
    /// The text. A byte-order mark may stand in front of it.
    pub text: String,
}

/// Tells the sources of one specification apart.
///
/// The first source is the one that was asked for, the others are those it refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub usize);

/// What [`Source::from_bytes`] makes of bytes that are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotText {
    /// The bytes with `U+FFFD` for each part that is not UTF-8, to render the diagnostics with.
    pub source: Source,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

impl Source {
    /// Takes a text as it is.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// Takes the bytes of a file, which have to be UTF-8.
    ///
    /// # Errors
    ///
    /// Fails if the bytes are not UTF-8. Each line with a byte that is not is reported,
    /// up to a handful of them.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Box<NotText>> {
        let name = name.into();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { name, text }),
            Err(error) => Err(Box::new(not_text(name, error.as_bytes()))),
        }
    }

    /// The text behind the byte-order mark, and where in `text` it starts.
    pub(crate) fn body(&self) -> (&str, usize) {
        let body = self.text.strip_prefix('\u{feff}').unwrap_or(&self.text);
        (body, self.text.len() - body.len())
    }
}

/// A file in another encoding is wrong on nearly every line, and a few of them tell the story.
const SHOWN: usize = 5;

fn not_text(name: String, bytes: &[u8]) -> NotText {
    let mut text = String::with_capacity(bytes.len());
    let mut diagnostics = Vec::new();
    let mut reported_up_to = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if chunk.invalid().is_empty() {
            continue;
        }
        let start = text.len();
        text.push(char::REPLACEMENT_CHARACTER);
        let first_on_its_line = start == 0 || text[reported_up_to..start].contains('\n');
        if diagnostics.len() < SHOWN && (diagnostics.is_empty() || first_on_its_line) {
            diagnostics.push(invalid_bytes(start..text.len(), chunk.invalid()));
            reported_up_to = text.len();
        }
    }
    if let (Some(first), Some(encoding)) = (diagnostics.first_mut(), other_encoding(bytes)) {
        first.help = Some(format!("the file looks like {encoding}; save it as UTF-8"));
        diagnostics.truncate(1);
    }
    NotText {
        source: Source { name, text },
        diagnostics,
    }
}

fn invalid_bytes(range: std::ops::Range<usize>, bytes: &[u8]) -> Diagnostic {
    let bytes: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    code::NOT_UTF8
        .at(Place::text(range), "the text is not UTF-8")
        .label(format!("stands for the bytes {}", bytes.join(" ")))
}

fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::diagnostic::Place;

    #[test]
    fn invalid_bytes_are_reported_once_for_each_line() {
        let bytes = b"a: \xe9\xe9\nb: c\nd: \xe9".to_vec();
        let not_text = Source::from_bytes("spec.yaml", bytes).unwrap_err();
        let places: Vec<_> = not_text
            .diagnostics
            .iter()
            .map(|it| it.place.clone())
            .collect();
        assert_eq!(places, [Place::text(3..6), Place::text(18..21)]);
        assert_eq!(
            not_text.source.text,
            "a: \u{fffd}\u{fffd}\nb: c\nd: \u{fffd}"
        );
    }

    #[test]
    fn another_encoding_is_recognised_by_its_mark() {
        let not_text = Source::from_bytes("spec.yaml", vec![0xff, 0xfe, b'a', 0]).unwrap_err();
        let [only] = &*not_text.diagnostics else {
            panic!("{:?}", not_text.diagnostics)
        };
        assert_eq!(
            only.help.as_deref(),
            Some("the file looks like UTF-16; save it as UTF-8")
        );
    }
}
