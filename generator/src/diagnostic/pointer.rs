//! JSON Pointers: the address of a value in a document.

use std::fmt;
use std::sync::Arc;

/// A JSON Pointer (RFC 6901) into one of the sources of a specification.
///
/// The source is the first one unless [`in_source`](Self::in_source) sets another. The value
/// need not exist.
///
/// Tokens are stored unescaped. [`Display`](fmt::Display) writes the escaped form, in which the
/// root is the empty string. Extending a pointer clones references to its tokens, not the tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer {
    source: SourceId,
    tokens: Vec<Arc<str>>,
}

/// The source of a specification that a pointer leads through.
///
/// The first source is the specification itself; the others are its overlays and the files
/// that it refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub usize);

impl Pointer {
    /// The pointer to the whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Parses the escaped form, such as `/paths/~1images/get`.
    ///
    /// Returns `None` if the text is neither empty nor starts with a slash, or if it has a `~`
    /// that is not followed by `0` or `1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::root());
        }
        let tokens = text.strip_prefix('/')?.split('/').map(unescape);
        let tokens = tokens.collect::<Option<_>>()?;
        Some(Self {
            source: SourceId::default(),
            tokens,
        })
    }

    /// The same pointer in another source.
    #[must_use]
    pub fn in_source(mut self, source: SourceId) -> Self {
        self.source = source;
        self
    }

    /// The source that the pointer leads through.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// The pointer to the member `token` of this object.
    #[must_use]
    pub fn child(&self, token: impl AsRef<str>) -> Self {
        let mut tokens = Vec::with_capacity(self.tokens.len() + 1);
        tokens.extend(self.tokens.iter().cloned());
        tokens.push(Arc::from(token.as_ref()));
        Self {
            source: self.source,
            tokens,
        }
    }

    /// The pointer to the item `index` of this array.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.child(index.to_string())
    }

    /// The unescaped tokens, starting at the root.
    #[must_use]
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.tokens.iter().map(|token| &**token)
    }

    /// The pointer to the object or array that contains the value; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, parents) = self.tokens.split_last()?;
        Some(Self {
            source: self.source,
            tokens: parents.to_vec(),
        })
    }

    /// The pointer to the value at another pointer, which starts at the value of this one.
    pub(crate) fn join(&self, rest: &Self) -> Self {
        Self {
            source: self.source,
            tokens: [self.tokens.as_slice(), &rest.tokens].concat(),
        }
    }

    /// The pointer to an enclosing value: the first `length` tokens.
    pub(crate) fn truncated(&self, length: usize) -> Self {
        Self {
            source: self.source,
            tokens: self.tokens.iter().take(length).cloned().collect(),
        }
    }

    /// The name or index of the value in its parent; `None` for the root.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.tokens.last().map(|token| &**token)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        for token in self.tokens() {
            f.write_char('/')?;
            for character in token.chars() {
                match character {
                    '~' => f.write_str("~0")?,
                    '/' => f.write_str("~1")?,
                    other => f.write_char(other)?,
                }
            }
        }
        Ok(())
    }
}

fn unescape(token: &str) -> Option<Arc<str>> {
    if !token.contains('~') {
        return Some(token.into());
    }
    let mut plain = String::with_capacity(token.len());
    let mut characters = token.chars();
    while let Some(character) = characters.next() {
        plain.push(match character {
            '~' => match characters.next()? {
                '0' => '~',
                '1' => '/',
                _ => return None,
            },
            other => other,
        });
    }
    Some(plain.into())
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn slashes_and_tildes_in_a_token_are_escaped_in_the_text() {
        let pointer = Pointer::root().child("paths").child("/a~b").index(0);
        assert_eq!(pointer.to_string(), "/paths/~1a~0b/0");
        assert_eq!(Pointer::parse("/paths/~1a~0b/0"), Some(pointer));
    }

    #[test]
    fn the_root_is_the_empty_string_and_an_empty_token_is_not_the_root() {
        assert_eq!(Pointer::parse(""), Some(Pointer::root()));
        assert_eq!(Pointer::parse("/"), Some(Pointer::root().child("")));
        assert_eq!(Pointer::root().to_string(), "");
    }

    #[test]
    fn escapes_are_decoded_once() {
        let pointer = Pointer::parse("/~01").unwrap();
        assert_eq!(pointer.last(), Some("~1"));
    }

    #[test]
    fn an_invalid_pointer_is_rejected() {
        assert_eq!(Pointer::parse("paths"), None);
        assert_eq!(Pointer::parse("/~2"), None);
        assert_eq!(Pointer::parse("/a~"), None);
    }

    #[test]
    fn the_parent_of_a_child_is_the_original_pointer() {
        let paths = Pointer::root().child("paths");
        assert_eq!(paths.child("/a").parent(), Some(paths.clone()));
        assert_eq!(paths.last(), Some("paths"));
        assert_eq!(Pointer::root().parent(), None);
    }
}
