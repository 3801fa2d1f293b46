//! Parses JSON into a tree.

use std::borrow::Cow;
use std::ops::Range;

use super::tree::{Content, DEPTH, Entry, Node};

/// The reason why a text has no tree.
#[derive(Debug)]
pub(super) enum Failure {
    /// The bracket at this byte exceeds the maximum nesting.
    TooDeep(usize),
    /// The text is not JSON; `serde_json` reports the error.
    Malformed,
}

/// Parses a text that is valid JSON. The result for any other text is unspecified.
pub(super) fn tree(text: &str) -> Result<Node<'_>, Failure> {
    let mut scanner = Scanner { text, at: 0 };
    let node = scanner.value(0)?;
    scanner.skip_space();
    if scanner.at == text.len() {
        Ok(node)
    } else {
        Err(Failure::Malformed)
    }
}

/// The numbers, booleans and `null`s in a text that is valid JSON.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut scanner = Scanner { text, at: 0 };
    std::iter::from_fn(move || {
        loop {
            match scanner.peek()? {
                b'"' => scanner.string().ok().map(drop)?,
                b'-' | b'0'..=b'9' | b'a'..=b'z' => return scanner.word().ok(),
                _ => scanner.at += 1,
            }
        }
    })
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn value(&mut self, depth: usize) -> Result<Node<'a>, Failure> {
        self.skip_space();
        let start = self.at;
        let content = match self.peek() {
            Some(b'{' | b'[') if depth == DEPTH => return Err(Failure::TooDeep(start)),
            Some(b'{') => Content::Mapping(self.object(depth + 1)?),
            Some(b'[') => Content::Sequence(self.array(depth + 1)?),
            Some(b'"') => Content::Scalar {
                text: self.string()?,
                plain: false,
            },
            _ => Content::Scalar {
                text: self.word()?.into(),
                plain: true,
            },
        };
        Ok(node(content, start..self.at))
    }

    fn object(&mut self, depth: usize) -> Result<Vec<Entry<'a>>, Failure> {
        let mut entries = Vec::new();
        self.items(b'}', |scanner| {
            scanner.skip_space();
            let start = scanner.at;
            let content = Content::Scalar {
                text: scanner.string()?,
                plain: false,
            };
            let key = node(content, start..scanner.at);
            scanner.skip_space();
            scanner.expect(b':')?;
            let value = scanner.value(depth)?;
            entries.push(Entry { key, value });
            Ok(())
        })?;
        Ok(entries)
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Node<'a>>, Failure> {
        let mut items = Vec::new();
        self.items(b']', |scanner| {
            items.push(scanner.value(depth)?);
            Ok(())
        })?;
        Ok(items)
    }

    /// Reads from an opening bracket to the closing one.
    fn items(
        &mut self,
        closing: u8,
        mut item: impl FnMut(&mut Self) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.at += 1;
        self.skip_space();
        if self.peek() == Some(closing) {
            self.at += 1;
            return Ok(());
        }
        loop {
            item(self)?;
            self.skip_space();
            if self.peek() == Some(closing) {
                self.at += 1;
                return Ok(());
            }
            self.expect(b',')?;
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Failure> {
        let start = self.at;
        self.expect(b'"')?;
        let mut escaped = false;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 2;
                }
                Some(_) => self.at += 1,
                None => return Err(Failure::Malformed),
            }
        }
        self.at += 1;
        // The quotes are ASCII, so neither end can split a character.
        let text = self.text;
        if escaped {
            serde_json::from_str(&text[start..self.at]).map_err(|_| Failure::Malformed)
        } else {
            Ok(Cow::Borrowed(&text[start + 1..self.at - 1]))
        }
    }

    /// Reads a number, a boolean or `null`.
    fn word(&mut self) -> Result<&'a str, Failure> {
        let rest = &self.text[self.at..];
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let length = rest.bytes().take_while(|&byte| is_part(byte)).count();
        if length == 0 {
            return Err(Failure::Malformed);
        }
        self.at += length;
        Ok(&rest[..length])
    }

    fn expect(&mut self, byte: u8) -> Result<(), Failure> {
        if self.peek() != Some(byte) {
            return Err(Failure::Malformed);
        }
        self.at += 1;
        Ok(())
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

fn node(content: Content<'_>, span: Range<usize>) -> Node<'_> {
    Node {
        span,
        anchor: None,
        tag: None,
        content,
    }
}
