//! Finds the pointer that a reference resolves to.

use super::dynamic::has_id;
use super::errors::{self, Missing};
use super::{Values, member};
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::openapi::document::Reference;
use serde_json::Value;

/// How many references a pointer may pass through. Each may be tried from two bases, so the work
/// grows exponentially with this limit.
const HOPS: usize = 8;

impl Values<'_> {
    /// The pointer that a reference resolves to. Reports an error if there is none.
    pub(crate) fn target(&self, reference: &Reference) -> Option<Pointer> {
        let target = self.target_within(reference, HOPS)?;
        self.check_overrides(reference, &target);
        Some(target)
    }

    fn target_within(&self, reference: &Reference, hops: usize) -> Option<Pointer> {
        let (file, fragment) = match reference.target.split_once('#') {
            Some((file, fragment)) => (decoded(file), decoded(fragment)),
            None => (decoded(&reference.target), String::new()),
        };
        if let Some(named) = self.by_id(reference.at.source(), &file) {
            return self.within(reference, &named, &fragment, hops);
        }
        if file.is_empty() {
            let base = match reference.at.last() {
                Some("$recursiveRef") => self.recursive_base(&reference.at),
                _ => self.enclosing(&reference.at, has_id),
            };
            return self.within(reference, &base, &fragment, hops);
        }
        let source = self.open(reference, &file)?;
        let root = Pointer::root().in_source(source);
        self.within(reference, &root, &fragment, hops)
    }

    /// Resolves the fragment of a reference against a base, which is a schema with an `$id` or the root
    /// of a source.
    fn within(
        &self,
        reference: &Reference,
        base: &Pointer,
        fragment: &str,
        hops: usize,
    ) -> Option<Pointer> {
        // Errors in a file that cannot be parsed are reported already.
        self.value_at(&Pointer::root().in_source(base.source()))?;
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let found = self.anchor(base, fragment);
            if found.is_none() {
                self.report.add(errors::missing_anchor(reference, fragment));
            }
            return found;
        }
        let Some(pointer) = Pointer::parse(fragment) else {
            self.report.add(errors::invalid_pointer(reference));
            return None;
        };
        let root = Pointer::root().in_source(base.source());
        // If the base is the root, the second attempt would repeat the first.
        let retry_from_root = |missing| {
            if *base == root {
                Err(missing)
            } else {
                self.walk(&root, &pointer, hops)
            }
        };
        self.walk(base, &pointer, hops)
            .or_else(retry_from_root)
            .map_err(|missing| {
                self.report
                    .add(errors::unresolved(reference, &missing, self));
            })
            .ok()
    }

    /// Follows a pointer, including references to values that contain its next token.
    fn walk(&self, base: &Pointer, pointer: &Pointer, hops: usize) -> Result<Pointer, Missing> {
        // Most pointers pass through no reference.
        if let Some(root) = self.value_at(base)
            && pointer.tokens().try_fold(root, member).is_some()
        {
            return Ok(base.join(pointer));
        }
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
                let target = value.get("$ref").and_then(Value::as_str);
                let reference = target.filter(|_| hops > 0).map(|target| Reference {
                    at: at.child("$ref"),
                    target: target.to_owned(),
                });
                let resolved = reference.and_then(|it| self.target_within(&it, hops - 1));
                at = resolved.ok_or_else(missing)?;
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

    /// The nearest enclosing schema that is a resource, or else the root of the source.
    pub(super) fn enclosing(&self, at: &Pointer, is_resource: impl Fn(&Value) -> bool) -> Pointer {
        let mut value = self.value_at(&Pointer::root().in_source(at.source()));
        let mut length = 0;
        for (depth, token) in at.tokens().enumerate() {
            let Some(parent) = value else { break };
            if is_resource(parent) {
                length = depth;
            }
            value = member(parent, token);
        }
        at.truncated(length)
    }

    /// The schema in the same source with this `$id`, an absolute URI. A relative URI is treated as the
    /// path of a file.
    fn by_id(&self, source: SourceId, id: &str) -> Option<Pointer> {
        if !id.contains(':') {
            return None;
        }
        self.search(&Pointer::root().in_source(source), |_, value| {
            value.get("$id").and_then(Value::as_str) == Some(id)
        })
    }

    /// The schema in the same source with this `$anchor` or `$dynamicAnchor`.
    fn anchor(&self, base: &Pointer, name: &str) -> Option<Pointer> {
        let has_name = |_: &Pointer, value: &Value| {
            let named = |key| value.get(key).and_then(Value::as_str) == Some(name);
            named("$anchor") || named("$dynamicAnchor")
        };
        self.search(base, has_name)
    }

    /// The first value at or below a pointer that satisfies a condition.
    pub(super) fn search(
        &self,
        from: &Pointer,
        is_it: impl Fn(&Pointer, &Value) -> bool,
    ) -> Option<Pointer> {
        let mut open = vec![(from.clone(), self.value_at(from)?)];
        while let Some((at, value)) = open.pop() {
            if is_it(&at, value) {
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

/// Decodes the percent-encoding of a part of a URI.
pub(crate) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), Into::into)
}
