//! [`Scope`]: makes names unique.

use super::name::Name;
use std::collections::{HashMap, HashSet};

/// The names that are taken in one place: a module, a struct, a parameter list.
///
/// A name is free if neither its snake case nor its Pascal case is taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
    /// For each name the last number that was appended to it.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which these names are taken from the start.
    pub(super) fn with_taken(taken: &[&str]) -> Self {
        Self {
            taken: taken.iter().map(|name| (*name).to_owned()).collect(),
            numbers: HashMap::new(),
        }
    }

    /// The same scope, in which these names are taken, too.
    pub(super) fn and_taken(&self, taken: &[&str]) -> Self {
        let mut scope = self.clone();
        let taken = taken.iter().map(|name| (*name).to_owned());
        scope.taken.extend(taken);
        scope
    }

    /// Marks a name as taken if its snake case is also its Pascal case, or that of its constant.
    pub(super) fn take_if_caseless(&mut self, name: &Name) {
        let snake = name.snake_string();
        if snake == name.pascal_string() || name.constant() == snake {
            self.take(name);
        }
    }

    /// Claims a name. If it is taken, the first free number is appended.
    pub(super) fn claim(&mut self, name: &Name) -> Name {
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

    /// Claims a name. If it is taken, `word` is appended, and a number only if that is taken too.
    pub(super) fn claim_or_append(&mut self, name: &Name, word: &str) -> Name {
        if self.is_free(name) {
            return self.claim(name);
        }
        let words = name.words.iter().map(String::as_str).chain([word]);
        let words: Vec<String> = words.map(str::to_owned).collect();
        self.claim(&name.with_words(&words))
    }

    /// Whether neither casing of a name is taken.
    pub(super) fn is_free(&self, name: &Name) -> bool {
        let casings = [name.snake_string(), name.pascal_string()];
        casings.iter().all(|casing| !self.taken.contains(casing))
    }

    /// Marks a name as taken, and returns whether it was free.
    pub(super) fn take(&mut self, name: &Name) -> bool {
        let is_free = self.is_free(name);
        self.taken
            .extend([name.snake_string(), name.pascal_string()]);
        is_free
    }
}
