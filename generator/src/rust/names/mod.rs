//! Names: from the spelling of a specification to a Rust identifier.
//!
//! A name is *claimed* from a [`Scope`], which keeps it apart from the names
//! claimed there before, and *cased* by its use: the same name is a method, a
//! type and a constant. This is the only module that turns text into
//! identifiers.

mod assign;
mod calls;
#[cfg(test)]
mod tests;
mod within;
mod words;

pub(crate) use self::assign::assign;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use std::collections::{HashMap, HashSet};

/// What something is called, first by the specification, then in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    spelled: String,
    words: Vec<String>,
}

impl Name {
    /// A name as the specification spells it, not yet kept apart from others.
    pub(crate) fn new(spelled: impl Into<String>) -> Self {
        let spelled = spelled.into();
        let words = words::split(&spelled);
        Self { spelled, words }
    }

    /// The name of a part, by where it stands: the `source` of a `Message` is a `MessageSource`.
    pub(crate) fn join(&self, part: &str) -> Self {
        let mut words = self.words.clone();
        words.extend(words::split(part));
        Self {
            spelled: format!("{} {part}", self.spelled),
            words,
        }
    }

    /// How the specification spells it.
    pub(crate) fn spelling(&self) -> &str {
        &self.spelled
    }

    /// The name without the words of `prefix`, if it begins with them and more follows.
    pub(crate) fn without_prefix(&self, prefix: &Name) -> Self {
        match self.words.strip_prefix(prefix.words.as_slice()) {
            Some(rest) if !rest.is_empty() => self.with_words(rest),
            _ => self.clone(),
        }
    }

    /// Some of its words, as a name.
    fn with_words(&self, words: &[String]) -> Self {
        Self {
            spelled: self.spelled.clone(),
            words: words.to_vec(),
        }
    }

    /// The name in words, for prose.
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
        ident(&not_a_digit(self.joined().to_shouty_snake_case(), 'N'))
    }

    /// `image_id`, as text: the name of a file, say.
    pub(crate) fn snake_string(&self) -> String {
        not_a_digit(self.joined().to_snake_case(), 'n')
    }

    fn pascal_string(&self) -> String {
        not_a_digit(self.joined().to_upper_camel_case(), 'N')
    }

    fn joined(&self) -> String {
        self.words.join(" ")
    }
}

/// Identifiers do not begin with a digit: `1st` becomes `n1st`.
fn not_a_digit(mut text: String, letter: char) -> String {
    if !text.starts_with(unicode_ident::is_xid_start) {
        text.insert(0, letter);
    }
    text
}

/// An identifier, raw where it is a keyword (`r#type`), with a `_` behind
/// where it cannot be raw (`self_`).
fn ident(text: &str) -> Ident {
    if matches!(text, "self" | "Self" | "super" | "crate") {
        return Ident::new(&format!("{text}_"), Span::call_site());
    }
    // `gen` is a keyword since edition 2024, which the parser does not know of.
    match syn::parse_str::<Ident>(text) {
        Ok(ident) if text != "gen" => ident,
        _ => Ident::new_raw(text, Span::call_site()),
    }
}

/// The names that are taken in one place: a module, a struct, a parameter list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    taken: HashSet<String>,
    /// The last number behind each name: those before it are taken.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(crate) fn with_taken(taken: &[&str]) -> Self {
        Self {
            taken: taken.iter().map(|name| (*name).to_owned()).collect(),
            numbers: HashMap::new(),
        }
    }

    /// The scope with one more name taken.
    pub(crate) fn claimed(mut self, name: &Name) -> Self {
        self.take(name);
        self
    }

    /// Claims a name: itself where it is free, else with the first free number behind.
    ///
    /// A name is free when neither of its casings is taken.
    pub(crate) fn claim(&mut self, name: &Name) -> Name {
        if self.take(name) {
            return name.clone();
        }
        let base = name.snake_string();
        let mut number = self.numbers.get(&base).copied().unwrap_or(1);
        loop {
            number += 1;
            let mut claimed = name.clone();
            claimed.words.push(number.to_string());
            if self.take(&claimed) {
                self.numbers.insert(base, number);
                return claimed;
            }
        }
    }

    /// Claims a name: itself where it is free, else with a word behind.
    fn claim_or(&mut self, name: &Name, word: &str) -> Name {
        if self.is_free(name) {
            return self.claim(name);
        }
        let words = name.words.iter().map(String::as_str).chain([word]);
        let words: Vec<String> = words.map(str::to_owned).collect();
        self.claim(&name.with_words(&words))
    }

    /// Whether neither casing of a name is taken.
    fn is_free(&self, name: &Name) -> bool {
        let casings = [name.snake_string(), name.pascal_string()];
        casings.iter().all(|casing| !self.taken.contains(casing))
    }

    fn take(&mut self, name: &Name) -> bool {
        let is_free = self.is_free(name);
        self.taken
            .extend([name.snake_string(), name.pascal_string()]);
        is_free
    }
}
