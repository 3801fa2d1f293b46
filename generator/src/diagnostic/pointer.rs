//! JSON Pointers: the address of a value in a document.

use foldhash::fast::FixedState;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

/// A JSON Pointer (RFC 6901) into one of the sources of a specification.
///
/// The source is the first one unless [`in_source`](Self::in_source) sets another. The value
/// need not exist.
///
/// Tokens are stored unescaped. [`Display`](fmt::Display) writes the escaped form, in which the
/// root is the empty string.
///
/// A pointer shares the tokens of the pointer that it extends, and knows their hash: the generator
/// makes a pointer for each value of a specification, and looks many of them up.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pointer {
    source: SourceId,
    last: Option<Arc<Step>>,
}

/// The source of a specification that a pointer leads through.
///
/// The first source is the specification itself; the others are its overlays and the files
/// that it refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub usize);

/// The last token of a pointer, and those before it.
struct Step {
    parent: Option<Arc<Step>>,
    token: Box<str>,
    /// The number of tokens.
    depth: usize,
    /// The hash of all tokens.
    hash: u64,
}

impl Step {
    fn new(parent: Option<&Arc<Self>>, token: Box<str>) -> Self {
        let (depth, hash) = parent.map_or((0, 0), |parent| (parent.depth, parent.hash));
        Self {
            parent: parent.cloned(),
            depth: depth + 1,
            hash: FixedState::default().hash_one((hash, &token)),
            token,
        }
    }

    /// This step and those before it, the last first.
    fn to_root(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |step| step.parent.as_deref())
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        if (self.depth, self.hash) != (other.depth, other.hash) {
            return false;
        }
        let mut pairs = self.to_root().zip(other.to_root());
        loop {
            match pairs.next() {
                Some((one, other)) if std::ptr::eq(one, other) => return true,
                Some((one, other)) if one.token != other.token => return false,
                Some(_) => {}
                None => return true,
            }
        }
    }
}

impl Eq for Step {}

/// A `$ref` may have any number of tokens, so that recursion could overflow the stack.
impl Drop for Step {
    fn drop(&mut self) {
        let mut parent = self.parent.take();
        while let Some(mut step) = parent.and_then(Arc::into_inner) {
            parent = step.parent.take();
        }
    }
}

impl Hash for Pointer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.source.hash(state);
        self.last.as_ref().map(|step| step.hash).hash(state);
    }
}

impl Ord for Pointer {
    fn cmp(&self, other: &Self) -> Ordering {
        let sources = self.source.cmp(&other.source);
        sources.then_with(|| self.tokens().cmp(other.tokens()))
    }
}

impl PartialOrd for Pointer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

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
        let mut tokens = text.strip_prefix('/')?.split('/').map(unescape);
        tokens.try_fold(Self::root(), |at, token| Some(at.child(token?)))
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
        let step = Step::new(self.last.as_ref(), token.as_ref().into());
        Self {
            source: self.source,
            last: Some(Arc::new(step)),
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
        let steps = self.last.iter().flat_map(|step| step.to_root());
        let mut tokens: Vec<&str> = Vec::with_capacity(self.len());
        tokens.extend(steps.map(|step| &*step.token));
        tokens.into_iter().rev()
    }

    /// The number of tokens.
    fn len(&self) -> usize {
        self.last.as_ref().map_or(0, |step| step.depth)
    }

    /// The pointer to the object or array that contains the value; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let last = self.last.as_ref()?;
        Some(Self {
            source: self.source,
            last: last.parent.clone(),
        })
    }

    /// This pointer, and those to the values that contain its value, the root last.
    pub(crate) fn ancestors(&self) -> impl Iterator<Item = Self> + use<> {
        std::iter::successors(Some(self.clone()), Self::parent)
    }

    /// The pointer to the value at another pointer, which starts at the value of this one.
    pub(crate) fn join(&self, rest: &Self) -> Self {
        rest.tokens()
            .fold(self.clone(), |at, token| at.child(token))
    }

    /// The pointer to an enclosing value: the first `length` tokens.
    pub(crate) fn truncated(&self, length: usize) -> Self {
        let mut ancestors = self.ancestors();
        let enclosing = ancestors.find(|at| at.len() <= length);
        enclosing.unwrap_or_default()
    }

    /// The name or index of the value in its parent; `None` for the root.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.last.as_ref().map(|step| &*step.token)
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_tuple("Pointer");
        debug.field(&self.source).field(&self.to_string()).finish()
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

fn unescape(token: &str) -> Option<String> {
    if !token.contains('~') {
        return Some(token.to_owned());
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
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::{Pointer, SourceId};
    use std::collections::HashSet;

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

    #[test]
    fn pointers_with_the_same_tokens_are_equal() {
        let pointer = Pointer::root().child("paths").child("/a");
        let parsed = Pointer::parse("/paths/~1a").unwrap();
        assert_eq!(pointer, parsed);
        assert!(HashSet::from([&pointer]).contains(&parsed));
        for other in ["", "/paths", "/paths/~1b", "/info/~1a", "/paths/~1a/get"] {
            let other = Pointer::parse(other).unwrap();
            assert_ne!(pointer, other);
            assert!(!HashSet::from([&pointer]).contains(&other));
        }
        let elsewhere = pointer.clone().in_source(SourceId(1));
        assert_ne!(pointer, elsewhere);
    }

    #[test]
    fn pointers_are_sorted_by_source_and_tokens() {
        let parse = |text: &str| Pointer::parse(text).unwrap();
        let sorted = [
            parse(""),
            parse("/a"),
            parse("/a/c"),
            parse("/b"),
            parse("/a").in_source(SourceId(1)),
        ];
        assert!(sorted.is_sorted());
        assert!(sorted.iter().rev().is_sorted_by(|one, other| one > other));
    }

    #[test]
    fn ancestors_lead_to_the_root() {
        let pointer = Pointer::parse("/a/b").unwrap();
        let ancestors: Vec<_> = pointer.ancestors().map(|at| at.to_string()).collect();
        assert_eq!(ancestors, ["/a/b", "/a", ""]);
    }

    #[test]
    fn a_pointer_of_any_length_is_dropped() {
        let text = "/a".repeat(1_000_000);
        assert_eq!(Pointer::parse(&text).unwrap().tokens().len(), 1_000_000);
    }
}
