//! `allOf`, keyword by keyword: what two schemas come to that both have to hold.

use crate::openapi::document::{Additional, Limits, Primitive, Schema};
use indexmap::IndexMap;
use serde_json::Value;

pub(in crate::lower) fn is_typed(schema: &Schema) -> bool {
    !schema.types.is_empty() || schema.values.is_some()
}

/// `null` has to be valid for both, as far as each has a say in it.
pub(in crate::lower) fn nullable(a: &Schema, b: &Schema) -> bool {
    match (is_typed(a), is_typed(b)) {
        (true, false) => a.nullable,
        (false, true) => b.nullable,
        _ => a.nullable && b.nullable,
    }
}

/// The narrower of `ty` and its like among `others`.
pub(in crate::lower) fn narrower(ty: Primitive, others: &[Primitive]) -> Option<Primitive> {
    match ty {
        Primitive::Number if others.contains(&Primitive::Integer) => Some(Primitive::Integer),
        Primitive::Integer if others.contains(&Primitive::Number) => Some(Primitive::Integer),
        ty => others.contains(&ty).then_some(ty),
    }
}

pub(in crate::lower) fn joined<T: PartialEq>(mut first: Vec<T>, second: Vec<T>) -> Vec<T> {
    for item in second {
        if !first.contains(&item) {
            first.push(item);
        }
    }
    first
}

pub(in crate::lower) fn properties(
    mut first: IndexMap<String, Schema>,
    second: IndexMap<String, Schema>,
) -> IndexMap<String, Schema> {
    for (key, schema) in second {
        let merged = match first.get(&key) {
            Some(known) => both_hold(known.clone(), schema),
            None => schema,
        };
        first.insert(key, merged);
    }
    first
}

/// Closed on one side only is no reason to lose what the other side declares.
pub(in crate::lower) fn additional(
    first: Option<Additional>,
    second: Option<Additional>,
) -> Option<Additional> {
    match (first, second) {
        (Some(Additional::Allowed(false)), Some(other))
        | (Some(other), Some(Additional::Allowed(false))) => Some(other),
        (Some(Additional::Schema(a)), Some(Additional::Schema(b))) => {
            Some(Additional::Schema(Box::new(both_hold(*a, *b))))
        }
        (first, second) => first.or(second),
    }
}

pub(in crate::lower) fn items(
    first: Option<Box<Schema>>,
    second: Option<Box<Schema>>,
) -> Option<Box<Schema>> {
    match (first, second) {
        (Some(a), Some(b)) => Some(Box::new(both_hold(*a, *b))),
        (first, second) => first.or(second),
    }
}

/// A schema that is satisfied by what satisfies both.
pub(in crate::lower) fn both_hold(a: Schema, b: Schema) -> Schema {
    Schema {
        at: b.at.clone(),
        all_of: vec![a, b],
        ..Schema::default()
    }
}

pub(in crate::lower) fn limits(a: Limits, b: Limits) -> Limits {
    Limits {
        min_length: a.min_length.max(b.min_length),
        max_length: least(a.max_length, b.max_length),
        pattern: a.pattern.or(b.pattern),
        minimum: greater(a.minimum, b.minimum),
        exclusive_minimum: greater(a.exclusive_minimum, b.exclusive_minimum),
        maximum: lesser(a.maximum, b.maximum),
        exclusive_maximum: lesser(a.exclusive_maximum, b.exclusive_maximum),
        multiple_of: a.multiple_of.or(b.multiple_of),
        min_items: a.min_items.max(b.min_items),
        max_items: least(a.max_items, b.max_items),
        unique_items: a.unique_items || b.unique_items,
        min_properties: a.min_properties.max(b.min_properties),
        max_properties: least(a.max_properties, b.max_properties),
    }
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The lower bound that implies the other.
fn greater(a: Option<Value>, b: Option<Value>) -> Option<Value> {
    tighter(a, b, |a, b| a >= b)
}

/// The upper bound that implies the other.
fn lesser(a: Option<Value>, b: Option<Value>) -> Option<Value> {
    tighter(a, b, |a, b| a <= b)
}

fn tighter(
    a: Option<Value>,
    b: Option<Value>,
    implies: fn(Option<f64>, Option<f64>) -> bool,
) -> Option<Value> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if implies(a.as_f64(), b.as_f64()) {
            a
        } else {
            b
        }),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::limits;
    use crate::openapi::document::Limits;
    use serde_json::json;

    #[test]
    fn of_two_bounds_the_tighter_holds() {
        let bounds = |minimum: i32, maximum: i32| Limits {
            minimum: Some(json!(minimum)),
            maximum: Some(json!(maximum)),
            ..Limits::default()
        };
        assert_eq!(limits(bounds(1, 9), bounds(3, 5)), bounds(3, 5));
        assert_eq!(limits(bounds(3, 9), bounds(1, 5)), bounds(3, 5));
    }
}
