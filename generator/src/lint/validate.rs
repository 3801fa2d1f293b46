//! Whether a schema takes a value.
//!
//! In doubt it does: what cannot be judged here refuses nothing, such as most formats and
//! patterns that only a backtracking engine reads.

mod formats;
mod numbers;

use super::scope::Scope;
use crate::input::pointer::Pointer;
use crate::openapi::document::{Additional, Primitive, Schema};
use regex_lite::Regex;
use serde_json::{Map, Value};

/// As deep do schemas lead to others without a step into the value.
const DEPTH: usize = 64;

/// Why a value is refused.
pub(super) struct Refusal {
    /// The value, or the part of it, that is.
    pub(super) at: Pointer,
    /// The keyword that refuses it.
    pub(super) by: Option<Pointer>,
    /// What is wrong with it.
    pub(super) reason: String,
}

impl Refusal {
    fn new(at: &Pointer, by: Pointer, reason: String) -> Self {
        Self {
            at: at.clone(),
            by: Some(by),
            reason,
        }
    }
}

/// Judges values by the schemas of a document.
pub(super) struct Validator<'s, 'd> {
    scope: &'s Scope<'d>,
    /// Whether the values come back, so that what is `readOnly` has to be there.
    comes_back: bool,
    depth: usize,
}

impl<'s, 'd> Validator<'s, 'd> {
    pub(super) fn new(scope: &'s Scope<'d>) -> Self {
        Self {
            scope,
            comes_back: false,
            depth: 0,
        }
    }

    /// The same for values that come back.
    pub(super) fn of_answers(scope: &'s Scope<'d>) -> Self {
        Self {
            comes_back: true,
            ..Self::new(scope)
        }
    }

    /// Why the schema refuses the value that stands at `at`, if it does.
    pub(super) fn refusal(
        &self,
        value: &Value,
        at: &Pointer,
        schema: &'d Schema,
    ) -> Option<Refusal> {
        if self.depth > DEPTH {
            return None;
        }
        let deeper = Self {
            depth: self.depth + 1,
            ..*self
        };
        deeper.by_parts(value, at, schema)
    }

    fn by_parts(&self, value: &Value, at: &Pointer, schema: &'d Schema) -> Option<Refusal> {
        if let Some(reference) = &schema.reference {
            let (_, target) = self.scope.graph.resolver.schema(reference)?;
            if schema.nullable && value.is_null() {
                return None;
            }
            return self.refusal(value, at, target);
        }
        if schema.nullable && value.is_null() {
            return None;
        }
        let of_all = || {
            schema
                .all_of
                .iter()
                .find_map(|it| self.refusal(value, at, it))
        };
        by_type(value, at, schema)
            .or_else(|| by_values(value, at, schema))
            .or_else(|| match value {
                Value::String(text) => by_text(text, at, schema),
                Value::Number(number) => numbers::refusal(number, at, schema),
                Value::Array(items) => self.by_items(items, at, schema),
                Value::Object(members) => self.by_members(members, at, schema),
                Value::Null | Value::Bool(_) => None,
            })
            .or_else(of_all)
            .or_else(|| self.by_union(value, at, &schema.one_of))
            .or_else(|| self.by_union(value, at, &schema.any_of))
    }

    /// At least one branch has to take the value. Whether exactly one does is not judged: that
    /// would be a fault of the union, and not of the example.
    fn by_union(&self, value: &Value, at: &Pointer, branches: &'d [Schema]) -> Option<Refusal> {
        let mut refusals = Vec::new();
        for branch in branches {
            refusals.push(self.refusal(value, at, branch)?);
        }
        // The branch that was meant is the one that takes most of it.
        let deepest = refusals
            .into_iter()
            .max_by_key(|refusal| refusal.at.tokens().len())?;
        Some(match branches.len() {
            1 => deepest,
            several => Refusal {
                reason: format!(
                    "none of {several} branches takes it, one since {}",
                    deepest.reason
                ),
                ..deepest
            },
        })
    }

    fn by_items(&self, items: &[Value], at: &Pointer, schema: &'d Schema) -> Option<Refusal> {
        let limits = &schema.limits;
        let count = items.len() as u64;
        let counted = by_count(count, limits.min_items, limits.max_items, "item");
        if let Some((is_less, reason)) = counted {
            let keyword = if is_less { "minItems" } else { "maxItems" };
            return Some(Refusal::new(
                at,
                schema.at.child(keyword),
                format!("it has {reason}"),
            ));
        }
        if limits.unique_items {
            let twice = (1..items.len()).find(|index| items[..*index].contains(&items[*index]));
            if let Some(index) = twice {
                let by = schema.at.child("uniqueItems");
                return Some(Refusal::new(
                    &at.index(index),
                    by,
                    "an item comes twice".to_owned(),
                ));
            }
        }
        let mut items = items.iter().enumerate();
        items.find_map(|(index, item)| {
            let each = schema.prefix.get(index).or(schema.items.as_deref())?;
            self.refusal(item, &at.index(index), each)
        })
    }

    fn by_members(
        &self,
        members: &Map<String, Value>,
        at: &Pointer,
        schema: &'d Schema,
    ) -> Option<Refusal> {
        let limits = &schema.limits;
        let count = members.len() as u64;
        let counted = by_count(
            count,
            limits.min_properties,
            limits.max_properties,
            "property",
        );
        if let Some((is_less, reason)) = counted {
            let keyword = if is_less {
                "minProperties"
            } else {
                "maxProperties"
            };
            return Some(Refusal::new(
                at,
                schema.at.child(keyword),
                format!("it has {reason}"),
            ));
        }
        let mut required = schema.required.iter().enumerate();
        let missing = required
            .find(|(_, name)| !members.contains_key(*name) && !self.is_one_way(schema, name));
        if let Some((index, name)) = missing {
            let by = schema.at.child("required").index(index);
            return Some(Refusal::new(at, by, format!("it lacks `{name}`")));
        }
        members.iter().find_map(|(name, member)| {
            let at = at.child(name);
            match (schema.properties.get(name), &schema.additional) {
                (Some(property), _) => self.refusal(member, &at, property),
                (None, Some(Additional::Allowed(false))) if schema.patterns.is_empty() => {
                    let by = schema.at.child("additionalProperties");
                    Some(Refusal::new(&at, by, format!("`{name}` is not declared")))
                }
                (None, Some(Additional::Schema(any)))
                    if schema.patterns.is_empty() && !schema.is_unevaluated =>
                {
                    self.refusal(member, &at, any)
                }
                (None, _) => None,
            }
        })
    }

    /// Whether a property may be absent since it only travels the other way, which of most values
    /// cannot be told.
    fn is_one_way(&self, schema: &'d Schema, name: &str) -> bool {
        let Some(property) = schema.properties.get(name) else {
            return false;
        };
        let usage = self.scope.graph.usage(self.scope.graph.node(property));
        usage.write_only || (usage.read_only && !self.comes_back)
    }
}

fn by_type(value: &Value, at: &Pointer, schema: &Schema) -> Option<Refusal> {
    if schema.never {
        return Some(Refusal::new(
            at,
            schema.at.clone(),
            "nothing satisfies it".to_owned(),
        ));
    }
    let fits = schema.types.is_empty() || schema.types.iter().any(|ty| is_of(value, *ty));
    if fits {
        return None;
    }
    let types: Vec<String> = schema
        .types
        .iter()
        .map(|ty| format!("`{}`", word(*ty)))
        .collect();
    let reason = format!("{} is not of the type {}", shown(value), types.join(" or "));
    Some(Refusal::new(at, schema.at.child("type"), reason))
}

fn by_values(value: &Value, at: &Pointer, schema: &Schema) -> Option<Refusal> {
    let values = schema.values.as_ref()?;
    if values.iter().any(|listed| is_same(listed, value)) {
        return None;
    }
    let reason = format!("{} is none of the values that are listed", shown(value));
    Some(Refusal::new(at, schema.at.child("enum"), reason))
}

/// `1` and `1.0` are one number.
fn is_same(a: &Value, b: &Value) -> bool {
    a == b
        || a.as_f64()
            .zip(b.as_f64())
            .is_some_and(|(a, b)| a.total_cmp(&b).is_eq())
}

fn by_text(text: &str, at: &Pointer, schema: &Schema) -> Option<Refusal> {
    let limits = &schema.limits;
    let length = text.chars().count() as u64;
    let shown = shown(&Value::String(text.to_owned()));
    if let Some((is_less, reason)) =
        by_count(length, limits.min_length, limits.max_length, "character")
    {
        let keyword = if is_less { "minLength" } else { "maxLength" };
        return Some(Refusal::new(
            at,
            schema.at.child(keyword),
            format!("{shown} has {reason}"),
        ));
    }
    if let Some(refusal) = formats::refusal(text, at, schema) {
        return Some(refusal);
    }
    let pattern = limits.pattern.as_ref()?;
    // Patterns of JavaScript that this engine does not know are not judged.
    let regex = Regex::new(pattern).ok()?;
    if regex.is_match(text) {
        return None;
    }
    let reason = format!("{shown} does not match `{pattern}`");
    Some(Refusal::new(at, schema.at.child("pattern"), reason))
}

/// Whether a count is too small, and how to say so; nothing if it is right.
fn by_count(count: u64, min: Option<u64>, max: Option<u64>, noun: &str) -> Option<(bool, String)> {
    let counted = match (count, noun) {
        (1, noun) => format!("1 {noun}"),
        (count, "property") => format!("{count} properties"),
        (count, noun) => format!("{count} {noun}s"),
    };
    match (min, max) {
        (Some(min), _) if count < min => {
            Some((true, format!("{counted}, and at least {min} are asked for")))
        }
        (_, Some(max)) if count > max => {
            Some((false, format!("{counted}, and at most {max} are allowed")))
        }
        _ => None,
    }
}

fn is_of(value: &Value, ty: Primitive) -> bool {
    match ty {
        Primitive::Null => value.is_null(),
        Primitive::Boolean => value.is_boolean(),
        Primitive::Integer => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Primitive::Number => value.is_number(),
        Primitive::String => value.is_string(),
        Primitive::Array => value.is_array(),
        Primitive::Object => value.is_object(),
    }
}

fn word(ty: Primitive) -> &'static str {
    match ty {
        Primitive::Null => "null",
        Primitive::Boolean => "boolean",
        Primitive::Integer => "integer",
        Primitive::Number => "number",
        Primitive::String => "string",
        Primitive::Array => "array",
        Primitive::Object => "object",
    }
}

/// A value in a sentence.
fn shown(value: &Value) -> String {
    const LONG: usize = 40;
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a mapping".to_owned(),
        single => {
            let text = single
                .as_str()
                .map_or_else(|| single.to_string(), str::to_owned);
            let text = text.replace(char::is_control, " ");
            let kind = if single.is_string() { "the text " } else { "" };
            match text.char_indices().nth(LONG) {
                Some((end, _)) => format!("{kind}`{}…`", &text[..end]),
                None => format!("{kind}`{text}`"),
            }
        }
    }
}
