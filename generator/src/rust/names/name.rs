//! [`Name`]: the words of a name, and its casings.

use super::reserved::{KEYWORDS, VARIANTS};
use super::split;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

/// The name of something: as the specification spells it, and as words to be cased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    spelling: String,
    pub(super) words: Vec<String>,
}

impl Name {
    /// A name from its spelling in the specification, not yet unique.
    pub(crate) fn new(spelling: impl Into<String>) -> Self {
        let spelling = spelling.into();
        let words = split::words(&spelling);
        Self { spelling, words }
    }

    /// The name of a part of this: the `source` of a `Message` is a `MessageSource`.
    pub(crate) fn join(&self, part: &str) -> Self {
        let mut words = self.words.clone();
        words.extend(split::words(part));
        Self {
            spelling: format!("{} {part}", self.spelling),
            words,
        }
    }

    /// The spelling of the specification.
    pub(crate) fn spelling(&self) -> &str {
        &self.spelling
    }

    /// The name without the words of `prefix`, if it starts with them and more follows.
    pub(crate) fn without_prefix(&self, prefix: &Name) -> Self {
        match self.words.strip_prefix(prefix.words.as_slice()) {
            Some(rest) if !rest.is_empty() => self.with_words(rest),
            _ => self.clone(),
        }
    }

    /// Removes the words that the names of all variants start or end with, if there are several. At
    /// least one word of each stays, and no name becomes a reserved one, or starts with a digit.
    pub(crate) fn remove_common_words(names: &mut [&mut Name]) {
        let words: Vec<&[String]> = names.iter().map(|name| name.words.as_slice()).collect();
        let Some(shortest) = words
            .iter()
            .map(|it| it.len())
            .min()
            .filter(|_| words.len() > 1)
        else {
            return;
        };
        let is_common = |at: &dyn Fn(&[String]) -> usize| {
            let word = |words: &&[String]| words[at(words)].clone();
            words.iter().all(|it| word(it) == word(&words[0]))
        };
        let mut start = 0;
        while start + 1 < shortest && is_common(&|_| start) {
            start += 1;
        }
        let mut end = 0;
        while start + end + 1 < shortest && is_common(&|words| words.len() - 1 - end) {
            end += 1;
        }
        let short = names.iter().map(|name| {
            let length = name.words.len();
            name.with_words(&name.words[start..length - end])
        });
        let short: Vec<Name> = short.collect();
        let is_allowed = |name: &Name| {
            let starts_with_digit = name.words[0].starts_with(|c: char| c.is_ascii_digit());
            !starts_with_digit && !VARIANTS.contains(&name.pascal_string().as_str())
        };
        if short.iter().all(is_allowed) {
            for (name, short) in names.iter_mut().zip(short) {
                **name = short;
            }
        }
    }

    pub(crate) fn ends_with(&self, word: &str) -> bool {
        self.words.last().is_some_and(|last| last == word)
    }

    /// The name with as many of its first words as fit into `length` bytes of snake case; of the
    /// first word at least a part.
    pub(super) fn truncated(&self, length: usize) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut left = length;
        for word in &self.words {
            if word.len() > left {
                break;
            }
            left = left.saturating_sub(word.len() + 1);
            words.push(word.clone());
        }
        if let ([], [first, ..]) = (words.as_slice(), self.words.as_slice()) {
            let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
            let end = ends.take_while(|end| *end <= length).last();
            words.push(first[..end.unwrap_or_default()].to_owned());
        }
        self.with_words(&words)
    }

    /// The same spelling with other words.
    pub(super) fn with_words(&self, words: &[String]) -> Self {
        Self {
            spelling: self.spelling.clone(),
            words: words.to_vec(),
        }
    }

    /// `image id`, for prose.
    pub(crate) fn in_words(&self) -> String {
        self.words.join(" ")
    }

    /// `image_id`: a field, argument, method or module.
    pub(crate) fn snake(&self) -> Ident {
        ident(&self.snake_string())
    }

    /// `ImageId`: a type or variant.
    pub(crate) fn pascal(&self) -> Ident {
        ident(&self.pascal_string())
    }

    /// `IMAGE_ID`: a constant.
    pub(crate) fn constant(&self) -> Ident {
        ident(&with_letter_first(
            self.in_words().to_shouty_snake_case(),
            'N',
        ))
    }

    /// `image_id` as a string, for a file name.
    pub(crate) fn snake_string(&self) -> String {
        let text = if self.is_ascii() {
            self.words.join("_")
        } else {
            self.in_words().to_snake_case()
        };
        not_a_path(with_letter_first(text, 'n'))
    }

    pub(super) fn pascal_string(&self) -> String {
        let text = if self.is_ascii() {
            let words = self.words.iter().map(String::as_str);
            words.fold(String::new(), push_capitalized)
        } else {
            self.in_words().to_upper_camel_case()
        };
        not_a_path(with_letter_first(text, 'N'))
    }

    /// Whether all letters are ASCII, in which case joining the words is the casing. `heck`, which
    /// looks for words in the text again, took 7 % of the time.
    fn is_ascii(&self) -> bool {
        self.words.iter().all(|word| word.is_ascii())
    }
}

fn push_capitalized(mut text: String, word: &str) -> String {
    let start = text.len();
    text.push_str(word);
    if let Some(first) = text.get_mut(start..=start) {
        first.make_ascii_uppercase();
    }
    text
}

/// The keywords that cannot be raw identifiers get a `_`.
fn not_a_path(text: String) -> String {
    match text.as_str() {
        "self" | "Self" | "super" | "crate" => text + "_",
        _ => text,
    }
}

/// Identifiers do not start with a digit: `1st` becomes `n1st`.
fn with_letter_first(mut text: String, letter: char) -> String {
    if !text.starts_with(unicode_ident::is_xid_start) {
        text.insert(0, letter);
    }
    text
}

/// An identifier: a keyword becomes raw (`r#type`).
fn ident(text: &str) -> Ident {
    if KEYWORDS.contains(&text) {
        Ident::new_raw(text, Span::call_site())
    } else {
        Ident::new(text, Span::call_site())
    }
}
