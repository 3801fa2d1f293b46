//! The text of a specification.

use crate::diagnostic::code;
use crate::diagnostic::{Diagnostic, Place};

/// The text of a specification, and its name in messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name in diagnostics: a path relative to the current folder of the user.
    pub name: String,
    /// The text, which may start with a byte-order mark.
    pub text: String,
}

/// The error of [`Source::from_bytes`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotText {
    /// The source with `U+FFFD` for invalid bytes, for rendering the diagnostics.
    pub source: Source,
    /// The diagnostics about the invalid bytes.
    pub diagnostics: Vec<Diagnostic>,
}

impl Source {
    /// Creates a source.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// Creates a source from bytes.
    ///
    /// # Errors
    ///
    /// Fails if the bytes are not UTF-8. The first five lines with invalid bytes are reported.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Box<NotText>> {
        let name = name.into();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { name, text }),
            Err(error) => Err(Box::new(not_text(name, error.as_bytes()))),
        }
    }

    /// The text without the byte-order mark, and its byte offset in `text`.
    pub(crate) fn body(&self) -> (&str, usize) {
        let body = self.text.strip_prefix('\u{feff}').unwrap_or(&self.text);
        (body, self.text.len() - body.len())
    }
}

/// In a file with another encoding nearly every line is invalid; a few lines are enough.
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
        .label(format!("the bytes {}", bytes.join(" ")))
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
    fn another_encoding_is_recognised_by_its_byte_order_mark() {
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
