//! Where a reference leads.

use super::part::is_section;
use super::{Part, Resolver, wrong};
use crate::input::pointer::Pointer;
use crate::input::source::SourceId;
use crate::openapi::document::Reference;
use serde_json::Value;

/// A pointer leads on through as many references on its way. Each may be tried from two places.
const HOPS: usize = 8;

impl Resolver<'_> {
    /// Where the thing stands that a reference means; nothing, and told, where there is none.
    pub(super) fn find<T: Part>(&self, reference: &Reference) -> Option<Pointer> {
        let at = self.target(reference, HOPS)?;
        let tokens: Vec<&str> = at.tokens().collect();
        if let ["components", section, _] = tokens.as_slice()
            && *section != T::SECTION
            && is_section(section)
        {
            self.report
                .add(wrong::another_kind(reference, section, T::WHAT));
            return None;
        }
        Some(at)
    }

    fn target(&self, reference: &Reference, hops: usize) -> Option<Pointer> {
        let (file, fragment) = match reference.target.split_once('#') {
            Some((file, fragment)) => (decoded(file), decoded(fragment)),
            None => (decoded(&reference.target), String::new()),
        };
        if let Some(named) = self.by_id(reference.at.source(), &file) {
            return self.within(reference, &named, &fragment, hops);
        }
        if file.is_empty() {
            return self.within(reference, &self.base(&reference.at), &fragment, hops);
        }
        let source = self.open(reference, &file)?;
        let root = Pointer::root().in_source(source);
        self.within(reference, &root, &fragment, hops)
    }

    /// What a fragment means, from the schema or the document that it belongs to.
    fn within(
        &self,
        reference: &Reference,
        base: &Pointer,
        fragment: &str,
        hops: usize,
    ) -> Option<Pointer> {
        // What is wrong with a file that cannot be read is told already.
        self.value_at(&Pointer::root().in_source(base.source()))?;
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let found = self.anchor(base, fragment);
            if found.is_none() {
                self.report.add(wrong::no_anchor(reference, fragment));
            }
            return found;
        }
        let Some(pointer) = Pointer::parse(fragment) else {
            self.report.add(wrong::no_pointer(reference));
            return None;
        };
        let root = Pointer::root().in_source(base.source());
        // Twice the same way, in a circle, would double the work with each hop.
        let again = |missing| {
            if *base == root {
                Err(missing)
            } else {
                self.walk(&root, &pointer, hops)
            }
        };
        self.walk(base, &pointer, hops)
            .or_else(again)
            .map_err(|missing| self.report.add(wrong::nothing(reference, &missing, self)))
            .ok()
    }

    /// Goes where a pointer leads, through references on the way.
    fn walk(&self, base: &Pointer, pointer: &Pointer, hops: usize) -> Result<Pointer, Missing> {
        let mut at = base.clone();
        let mut tokens = pointer.tokens();
        while let Some(token) = tokens.next() {
            let missing = || Missing {
                within: at.clone(),
                token: token.to_owned(),
                is_last: tokens.len() == 0,
            };
            let value = self.value_at(&at).ok_or_else(missing)?;
            if member(value, token).is_none() {
                let behind = value.get("$ref").and_then(Value::as_str);
                let reference = behind.filter(|_| hops > 0).map(|target| Reference {
                    at: at.child("$ref"),
                    target: target.to_owned(),
                });
                let behind = reference.and_then(|it| self.target(&it, hops - 1));
                at = behind.ok_or_else(missing)?;
                let value = self.value_at(&at);
                if value.and_then(|value| member(value, token)).is_none() {
                    return Err(Missing {
                        within: at,
                        token: token.to_owned(),
                        is_last: tokens.len() == 0,
                    });
                }
            }
            at = at.child(token);
        }
        Ok(at)
    }

    /// The nearest schema around a place that has an `$id`, or else the whole source.
    fn base(&self, at: &Pointer) -> Pointer {
        let parents = std::iter::successors(at.parent(), Pointer::parent);
        let has_id = |at: &Pointer| {
            let id = self.value_at(at).and_then(|value| value.get("$id"));
            id.is_some_and(Value::is_string)
        };
        let root = Pointer::root().in_source(at.source());
        parents.into_iter().find(has_id).unwrap_or(root)
    }

    /// The schema in the same source that has this `$id`, which is a URI. A relative one is
    /// taken for the path of a file, as which it is meant.
    fn by_id(&self, source: SourceId, id: &str) -> Option<Pointer> {
        if !id.contains(':') {
            return None;
        }
        self.search(&Pointer::root().in_source(source), |value| {
            value.get("$id").and_then(Value::as_str) == Some(id)
        })
    }

    /// The schema in the same source that has this `$anchor`.
    fn anchor(&self, base: &Pointer, name: &str) -> Option<Pointer> {
        let has_name = |value: &Value| {
            let named = |key| value.get(key).and_then(Value::as_str) == Some(name);
            named("$anchor") || named("$dynamicAnchor")
        };
        self.search(base, has_name)
    }

    fn search(&self, from: &Pointer, is_it: impl Fn(&Value) -> bool) -> Option<Pointer> {
        let mut open = vec![(from.clone(), self.value_at(from)?)];
        while let Some((at, value)) = open.pop() {
            if is_it(value) {
                return Some(at);
            }
            match value {
                Value::Object(members) => {
                    let members = members.iter().rev();
                    open.extend(members.map(|(key, value)| (at.child(key), value)));
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate().rev();
                    open.extend(items.map(|(index, value)| (at.index(index), value)));
                }
                _ => {}
            }
        }
        None
    }
}

/// Where a pointer leads nowhere.
pub(super) struct Missing {
    /// As far as there is something.
    pub(super) within: Pointer,
    /// What is not in it.
    pub(super) token: String,
    /// Whether the pointer ends there.
    pub(super) is_last: bool,
}

/// The member of a mapping, or the item of a list.
pub(super) fn member<'v>(value: &'v Value, token: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

/// The text behind the percent-encoding of a part of a URI.
pub(crate) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), Into::into)
}
