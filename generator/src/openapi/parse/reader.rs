//! Reads typed values out of a JSON value, and reports errors with their pointers.

use super::schema::is_of_schemas;
use super::versions::{Found, allows_reference, found};
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::{Reference, Version};
use crate::openapi::lookup::{Values, errors};
use indexmap::IndexMap;
use serde_json::{Map, Value};
use std::cell::RefCell;

const MAPPING: &str = "a mapping";

/// The help for a keyword that belongs into a `schema`.
const OF_SCHEMA: &str = "it is a keyword of `schema`";

/// A value and its pointer.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    pub(crate) value: &'a Value,
    pub(crate) at: Pointer,
    pub(crate) values: &'a Values<'a>,
    pub(crate) report: &'a Report,
    /// The version of the document.
    pub(crate) version: Version,
}

impl<'a> Node<'a> {
    /// Reports that the value has the wrong type.
    pub(super) fn wrong(&self, expected: &str) {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "a mapping",
        };
        let message = format!("expected {expected}, found {found}");
        self.report.add(code::WRONG_TYPE.at(&self.at, message));
    }

    /// The value as a string. A number or boolean is converted.
    pub(super) fn text(&self) -> Option<String> {
        match self.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Object(members) if members.contains_key("$ref") => {
                self.followed("a string")?.text()
            }
            _ => {
                self.wrong("a string");
                None
            }
        }
    }

    pub(super) fn flag(&self) -> Option<bool> {
        let flag = self.value.as_bool();
        if flag.is_none() {
            self.wrong("`true` or `false`");
        }
        flag
    }

    fn count(&self) -> Option<u64> {
        let whole = self
            .value
            .as_f64()
            .filter(|n| n.fract() == 0.0 && *n >= 0.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole and not negative; a float stops at the largest integer"
        )]
        let count = self.value.as_u64().or(whole.map(|n| n as u64));
        if count.is_none() {
            self.wrong("a non-negative integer");
        }
        count
    }

    fn number(&self) -> Option<Value> {
        if !self.value.is_number() {
            self.wrong("a number");
            return None;
        }
        Some(self.value.clone())
    }

    /// A value within this one.
    pub(super) fn within(&self, value: &'a Value, at: Pointer) -> Self {
        Node {
            value,
            at,
            ..self.clone()
        }
    }

    /// The items of a list.
    pub(super) fn entries(&self) -> Vec<Node<'a>> {
        let Some(list) = self.followed("a list") else {
            return Vec::new();
        };
        let Value::Array(entries) = list.value else {
            list.wrong("a list");
            return Vec::new();
        };
        let entries = entries.iter().enumerate();
        let nodes = entries.map(|(i, value)| list.within(value, list.at.index(i)));
        nodes.collect()
    }

    /// The members of a mapping whose keys are names. If it is a reference, the members beside the
    /// `$ref` are added to those of the target.
    pub(super) fn members(&self) -> Vec<(&'a str, Node<'a>)> {
        let Some(target) = self.followed(MAPPING) else {
            return Vec::new();
        };
        let mut members = target.own_members();
        if target.at != self.at {
            for (key, node) in self.own_members() {
                if key != "$ref" {
                    members.retain(|(other, _)| *other != key);
                    members.push((key, node));
                }
            }
        }
        members
    }

    fn own_members(&self) -> Vec<(&'a str, Node<'a>)> {
        let Value::Object(members) = self.value else {
            self.wrong(MAPPING);
            return Vec::new();
        };
        let members = members.iter();
        let nodes =
            members.map(|(key, value)| (key.as_str(), self.within(value, self.at.child(key))));
        nodes.collect()
    }

    /// The value as an object with keywords. `what` is its name in messages.
    pub(super) fn object(&self, what: &'static str) -> Option<Object<'a>> {
        self.followed(what)?.object_or_reference(what)
    }

    /// Like [`object`](Self::object), for an object that may have a `$ref`.
    pub(super) fn object_or_reference(&self, what: &'static str) -> Option<Object<'a>> {
        let Value::Object(members) = self.value else {
            self.wrong(&format!("a mapping ({what})"));
            return None;
        };
        Some(Object {
            node: self.clone(),
            members,
            what,
            accessed: RefCell::default(),
        })
    }

    /// The target of a `$ref` that stands where OpenAPI allows none, or else the node itself. Tools
    /// that bundle specifications replace references wherever they stand.
    fn followed(&self, what: &str) -> Option<Self> {
        let mut node = self.clone();
        let mut visited: Vec<Reference> = Vec::new();
        while let Value::Object(members) = node.value
            && let Some(Value::String(target)) = members.get("$ref")
        {
            let at = node.at.child("$ref");
            if let Some(start) = visited.iter().position(|it| it.at == at) {
                let cycle: Vec<&Reference> = visited[start..].iter().collect();
                self.report.add(errors::cycle(&cycle));
                return None;
            }
            if visited.is_empty() && !allows_reference(what, self.version) {
                let more = match members.len() {
                    2.. if what != MAPPING => ", and the keywords beside it are ignored",
                    _ => "",
                };
                let message = format!("OpenAPI allows no `$ref` here: it is followed{more}");
                let diagnostic = code::MISPLACED_REFERENCE.at(&at, message);
                let help = "write its target here, for tools that do not follow it";
                self.report.add(diagnostic.on_key().help(help));
            }
            let target = target.clone();
            let reference = Reference { at, target };
            let at = self.values.target(&reference)?;
            self.values.reach(&at);
            node = self.within(self.values.value_at(&at)?, at);
            visited.push(reference);
        }
        Some(node)
    }
}

/// An object whose keys are keywords.
///
/// It records which keywords are accessed; [`Object::close`] reports the others as unknown.
pub(super) struct Object<'a> {
    node: Node<'a>,
    members: &'a Map<String, Value>,
    what: &'static str,
    accessed: RefCell<Vec<&'static str>>,
}

impl<'a> Object<'a> {
    /// The keys, for an object whose keys are names.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'a String> {
        self.members.keys()
    }

    /// The value of a keyword.
    pub(super) fn get(&self, keyword: &'static str) -> Option<Node<'a>> {
        let value = self.raw(keyword)?;
        Some(self.node.within(value, self.node.at.child(keyword)))
    }

    /// The value of a keyword, without its pointer. An object has few members, and comparing them
    /// all takes less time than hashing the keyword.
    fn raw(&self, keyword: &'static str) -> Option<&'a Value> {
        self.accessed.borrow_mut().push(keyword);
        let mut members = self.members.iter();
        let (_, value) = members.find(|(key, _)| *key == keyword)?;
        Some(value)
    }

    pub(super) fn has(&self, keyword: &'static str) -> bool {
        self.raw(keyword).is_some()
    }

    /// The value of a required keyword. Reports an error if it is missing.
    pub(super) fn need(&self, keyword: &'static str) -> Option<Node<'a>> {
        let found = self.get(keyword);
        if found.is_none() {
            let message = format!("{} requires `{keyword}`", self.what);
            let diagnostic = code::MISSING_KEYWORD.at(&self.node.at, message);
            self.node.report.add(diagnostic);
        }
        found
    }

    pub(super) fn text(&self, keyword: &'static str) -> Option<String> {
        self.get(keyword)?.text()
    }

    /// A required string. Reports an error and returns an empty string if it is missing.
    pub(super) fn required_text(&self, keyword: &'static str) -> String {
        let text = self.need(keyword).and_then(|node| node.text());
        text.unwrap_or_default()
    }

    pub(super) fn flag(&self, keyword: &'static str) -> bool {
        self.get(keyword)
            .and_then(|node| node.flag())
            .unwrap_or(false)
    }

    pub(super) fn count(&self, keyword: &'static str) -> Option<u64> {
        self.get(keyword)?.count()
    }

    pub(super) fn number(&self, keyword: &'static str) -> Option<Value> {
        self.get(keyword)?.number()
    }

    pub(super) fn value(&self, keyword: &'static str) -> Option<Value> {
        self.raw(keyword).cloned()
    }

    pub(super) fn texts(&self, keyword: &'static str) -> Vec<String> {
        self.list(keyword, Node::text)
            .into_iter()
            .flatten()
            .collect()
    }

    pub(super) fn list<T>(&self, keyword: &'static str, read: impl Fn(&Node<'a>) -> T) -> Vec<T> {
        let entries = self.get(keyword).map(|node| node.entries());
        entries.unwrap_or_default().iter().map(read).collect()
    }

    /// A mapping whose keys are names.
    pub(super) fn map<T>(
        &self,
        keyword: &'static str,
        read: impl Fn(&Node<'a>) -> Option<T>,
    ) -> IndexMap<String, T> {
        let members = self.get(keyword).map(|node| node.members());
        let members = members.unwrap_or_default();
        let mut map = IndexMap::with_capacity(members.len());
        let read = |(key, node): (&str, Node<'a>)| Some((key.to_owned(), read(&node)?));
        map.extend(members.into_iter().filter_map(read));
        map
    }

    /// Marks keywords as known that the generator does not use.
    pub(super) fn skip(&self, keywords: &[&'static str]) {
        self.accessed.borrow_mut().extend(keywords);
    }

    /// Reports every keyword that was not accessed.
    ///
    /// A misspelled keyword is an error, since ignoring it would change the generated code. An
    /// unknown keyword is a warning.
    pub(super) fn close(self) {
        self.close_with_optional(&[]);
    }

    /// Like [`close`](Self::close), but a misspelling of an `optional` keyword, which affects only
    /// the documentation, is a warning.
    pub(super) fn close_with_optional(self, optional: &[&str]) {
        let accessed = self.accessed.into_inner();
        let Node {
            at,
            report,
            version,
            ..
        } = self.node;
        let has_schema = accessed.contains(&"schema");
        let is_misplaced = |key: &str| has_schema && is_of_schemas(key);
        let is_here = |known: &&'static str| found(self.what, known, version) == Found::Here;
        for key in self.members.keys().filter(|key| !key.starts_with("x-")) {
            let at = || at.child(key);
            if accessed.contains(&key.as_str()) {
                if let Found::Elsewhere(help) = found(self.what, key, version) {
                    let version = version.as_str();
                    let message =
                        format!("{} has no keyword `{key}` in OpenAPI {version}", self.what);
                    let diagnostic = code::OTHER_VERSION.at(&at(), message).help(help);
                    report.add(diagnostic.on_key());
                }
                continue;
            }
            let here = accessed.iter().filter(|known| is_here(known)).copied();
            let diagnostic = match nearest(key, here) {
                Some(known) => {
                    let code = if optional.contains(&known) {
                        code::MISSPELLED_CONSTRAINT
                    } else {
                        code::MISSPELLED
                    };
                    code.at(&at(), format!("{} has no keyword `{key}`", self.what))
                        .help(if is_misplaced(key) {
                            OF_SCHEMA.to_owned()
                        } else {
                            format!("did you mean `{known}`?")
                        })
                }
                None => code::UNKNOWN_KEYWORD
                    .at(
                        &at(),
                        format!("{} has no keyword `{key}`: it is ignored", self.what),
                    )
                    .help(if is_misplaced(key) {
                        OF_SCHEMA
                    } else {
                        "the names of extensions start with `x-`"
                    }),
            };
            report.add(diagnostic.on_key());
        }
    }
}

/// The keyword that `word` is a misspelling of.
fn nearest(word: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let word = word.to_lowercase();
    let distance = |keyword: &str| strsim::damerau_levenshtein(&word, &keyword.to_lowercase());
    let near = known.filter(|keyword| match keyword.len() {
        // Too many words have an edit distance of one to a short keyword.
        ..=3 => is_mistyped(&word, keyword),
        length => distance(keyword) <= length / 5 + 1,
    });
    near.min_by_key(|keyword| distance(keyword))
}

/// Whether a word has the letters of a three-letter keyword in another order, or doubles one.
fn is_mistyped(word: &str, keyword: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let mut single: Vec<char> = word.chars().collect();
    single.dedup();
    keyword.len() == 3
        && (sorted(word) == sorted(keyword) || single.iter().copied().eq(keyword.chars()))
}
