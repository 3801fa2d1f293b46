//! Validates values against schemas.
//!
//! Keywords that cannot be checked here accept any value: most formats, and patterns that need a
//! backtracking engine.

mod formats;
mod numbers;
mod violation;

pub(crate) use self::violation::Violation;

use self::violation::display;
use super::scope::Scope;
use crate::diagnostic::pointer::Pointer;
use crate::openapi::document::{Additional, Primitive, Schema};
use regex_lite::Regex;
use serde_json::{Map, Value};

/// The longest chain of schemas that apply to the same value.
const DEPTH: usize = 64;

/// Validates values against the schemas of a document.
pub(crate) struct Validator<'s, 'd> {
    scope: &'s Scope<'d>,
    /// Whether the values are responses, in which `readOnly` properties are required.
    in_response: bool,
    depth: usize,
}

impl<'s, 'd> Validator<'s, 'd> {
    pub(crate) fn new(scope: &'s Scope<'d>) -> Self {
        Self {
            scope,
            in_response: false,
            depth: 0,
        }
    }

    /// A validator for responses.
    pub(super) fn for_responses(scope: &'s Scope<'d>) -> Self {
        Self {
            in_response: true,
            ..Self::new(scope)
        }
    }

    /// Validates the value at the pointer `at`. Returns the first violation.
    pub(crate) fn violation(
        &self,
        value: &Value,
        at: &Pointer,
        schema: &'d Schema,
    ) -> Option<Violation> {
        if self.depth > DEPTH {
            return None;
        }
        let deeper = Self {
            depth: self.depth + 1,
            ..*self
        };
        deeper.check(value, at, schema)
    }

    fn check(&self, value: &Value, at: &Pointer, schema: &'d Schema) -> Option<Violation> {
        if let Some(reference) = &schema.reference {
            let (_, target) = self.scope.graph.resolver.schema(reference)?;
            if schema.nullable && value.is_null() {
                return None;
            }
            return self.violation(value, at, target);
        }
        if schema.nullable && value.is_null() {
            return None;
        }
        let check_all_of = || {
            schema
                .all_of
                .iter()
                .find_map(|it| self.violation(value, at, it))
        };
        check_type(value, at, schema)
            .or_else(|| check_values(value, at, schema))
            .or_else(|| match value {
                Value::String(text) => check_string(text, at, schema),
                Value::Number(number) => numbers::violation(number, at, schema),
                Value::Array(items) => self.check_items(items, at, schema),
                Value::Object(members) => self.check_members(members, at, schema),
                Value::Null | Value::Bool(_) => None,
            })
            .or_else(check_all_of)
            .or_else(|| self.check_union(value, at, &schema.one_of))
            .or_else(|| self.check_union(value, at, &schema.any_of))
    }

    /// At least one branch has to match. That only one branch of a `oneOf` matches is not checked,
    /// since that would be an error in the schema, not in the example.
    fn check_union(
        &self,
        value: &Value,
        at: &Pointer,
        branches: &'d [Schema],
    ) -> Option<Violation> {
        let mut violations = Vec::new();
        for branch in branches {
            violations.push(self.violation(value, at, branch)?);
        }
        // The branch that was probably meant is the one whose violation is nested deepest.
        let deepest = violations
            .into_iter()
            .max_by_key(|it| it.at.tokens().len())?;
        Some(match branches.len() {
            1 => deepest,
            several => Violation {
                reason: format!(
                    "it matches none of {several} branches; the closest: {}",
                    deepest.reason
                ),
                ..deepest
            },
        })
    }

    fn check_items(&self, items: &[Value], at: &Pointer, schema: &'d Schema) -> Option<Violation> {
        let limits = &schema.limits;
        let count = items.len() as u64;
        let counted = check_count(count, limits.min_items, limits.max_items, "item");
        if let Some((is_less, reason)) = counted {
            let keyword = if is_less { "minItems" } else { "maxItems" };
            return Some(Violation::new(
                at,
                schema.at.child(keyword),
                format!("it has {reason}"),
            ));
        }
        if limits.unique_items {
            let twice = (1..items.len()).find(|index| items[..*index].contains(&items[*index]));
            if let Some(index) = twice {
                let keyword = schema.at.child("uniqueItems");
                return Some(Violation::new(
                    &at.index(index),
                    keyword,
                    "it contains an item twice".to_owned(),
                ));
            }
        }
        let mut items = items.iter().enumerate();
        items.find_map(|(index, item)| {
            let each = schema.prefix.get(index).or(schema.items.as_deref())?;
            self.violation(item, &at.index(index), each)
        })
    }

    fn check_members(
        &self,
        members: &Map<String, Value>,
        at: &Pointer,
        schema: &'d Schema,
    ) -> Option<Violation> {
        let limits = &schema.limits;
        let count = members.len() as u64;
        let counted = check_count(
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
            return Some(Violation::new(
                at,
                schema.at.child(keyword),
                format!("it has {reason}"),
            ));
        }
        let mut required = schema.required.iter().enumerate();
        let missing = required
            .find(|(_, name)| !members.contains_key(*name) && !self.is_one_way(schema, name));
        if let Some((index, name)) = missing {
            let keyword = schema.at.child("required").index(index);
            return Some(Violation::new(at, keyword, format!("`{name}` is missing")));
        }
        members.iter().find_map(|(name, member)| {
            let at = at.child(name);
            match (schema.properties.get(name), &schema.additional) {
                (Some(property), _) => self.violation(member, &at, property),
                (None, Some(Additional::Allowed(false))) if schema.patterns.is_empty() => {
                    let keyword = schema.at.child("additionalProperties");
                    Some(Violation::new(
                        &at,
                        keyword,
                        format!("`{name}` is not declared"),
                    ))
                }
                (None, Some(Additional::Schema(any)))
                    if schema.patterns.is_empty() && !schema.is_unevaluated =>
                {
                    self.violation(member, &at, any)
                }
                (None, _) => None,
            }
        })
    }

    /// Whether a required property may be missing because it is `readOnly` or `writeOnly`. Except in
    /// responses, the direction of a value is unknown.
    fn is_one_way(&self, schema: &'d Schema, name: &str) -> bool {
        let Some(property) = schema.properties.get(name) else {
            return false;
        };
        let usage = self.scope.graph.usage(self.scope.graph.node(property));
        usage.write_only || (usage.read_only && !self.in_response)
    }
}

fn check_type(value: &Value, at: &Pointer, schema: &Schema) -> Option<Violation> {
    if schema.never {
        return Some(Violation::new(
            at,
            schema.at.clone(),
            "no value satisfies it".to_owned(),
        ));
    }
    let fits = schema.types.is_empty() || schema.types.iter().any(|ty| is_type(value, *ty));
    if fits {
        return None;
    }
    let types: Vec<String> = schema
        .types
        .iter()
        .map(|ty| format!("`{}`", type_name(*ty)))
        .collect();
    let reason = format!(
        "{} is not of the type {}",
        display(value),
        types.join(" or ")
    );
    Some(Violation::new(at, schema.at.child("type"), reason))
}

fn check_values(value: &Value, at: &Pointer, schema: &Schema) -> Option<Violation> {
    let values = schema.values.as_ref()?;
    if values.iter().any(|listed| is_same(listed, value)) {
        return None;
    }
    let reason = format!("{} is not one of the listed values", display(value));
    Some(Violation::new(at, schema.at.child("enum"), reason))
}

/// Whether two values are equal, where `1` equals `1.0`.
fn is_same(a: &Value, b: &Value) -> bool {
    a == b
        || a.as_f64()
            .zip(b.as_f64())
            .is_some_and(|(a, b)| a.total_cmp(&b).is_eq())
}

fn check_string(text: &str, at: &Pointer, schema: &Schema) -> Option<Violation> {
    let limits = &schema.limits;
    let length = text.chars().count() as u64;
    let shown = display(&Value::String(text.to_owned()));
    if let Some((is_less, reason)) =
        check_count(length, limits.min_length, limits.max_length, "character")
    {
        let keyword = if is_less { "minLength" } else { "maxLength" };
        return Some(Violation::new(
            at,
            schema.at.child(keyword),
            format!("{shown} has {reason}"),
        ));
    }
    if let Some(violation) = formats::violation(text, at, schema) {
        return Some(violation);
    }
    let pattern = limits.pattern.as_ref()?;
    // JavaScript patterns that this engine does not support are not checked.
    let regex = Regex::new(pattern).ok()?;
    if regex.is_match(text) {
        return None;
    }
    let reason = format!("{shown} does not match `{pattern}`");
    Some(Violation::new(at, schema.at.child("pattern"), reason))
}

/// Whether a count is too small (or else too large), and the reason; `None` if it is in range.
fn check_count(
    count: u64,
    min: Option<u64>,
    max: Option<u64>,
    noun: &str,
) -> Option<(bool, String)> {
    let counted = match (count, noun) {
        (1, noun) => format!("1 {noun}"),
        (count, "property") => format!("{count} properties"),
        (count, noun) => format!("{count} {noun}s"),
    };
    match (min, max) {
        (Some(min), _) if count < min => {
            Some((true, format!("{counted}, but the minimum is {min}")))
        }
        (_, Some(max)) if count > max => {
            Some((false, format!("{counted}, but the maximum is {max}")))
        }
        _ => None,
    }
}

fn is_type(value: &Value, ty: Primitive) -> bool {
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

fn type_name(ty: Primitive) -> &'static str {
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
