//! The constraints of a schema, for documentation and validation.

use crate::lower::types::fields::named_integers;
use crate::lower::types::scalars::{integer, integral};
use crate::lower::types::{Types, formats};
use crate::model::{Constraint, Type};
use crate::openapi::document::Primitive;
use crate::schema::{NodeId, Shape};
use serde_json::Value;

impl Types<'_> {
    /// The constraints of a schema.
    pub(in crate::lower) fn constraints(&self, node: NodeId) -> Vec<Constraint> {
        constraints(self.graph.shape(node), |value| self.json_text(value))
    }
}

/// The constraints that apply to the types of a schema: `maxLength` does not apply to a list.
fn constraints(schema: &Shape, written: impl Fn(&Value) -> String) -> Vec<Constraint> {
    let limits = &schema.limits;
    let types = schema.primitives();
    let is = |ty: Primitive| types.is_empty() || types.contains(&ty);
    let is_number = is(Primitive::Number) || is(Primitive::Integer);
    let number = |limit: Option<&Value>| limit.filter(|_| is_number).map(&written);
    let (minimum, maximum) = unsaid_range(schema, &types);
    let count = |limit: Option<u64>, ty| limit.filter(|_| is(ty));
    // No text and no list is shorter than nothing.
    let least = |limit, ty| count(limit, ty).filter(|least| *least > 0);
    let found = [
        least(limits.min_length, Primitive::String).map(Constraint::MinLength),
        count(limits.max_length, Primitive::String).map(Constraint::MaxLength),
        limits
            .pattern
            .clone()
            .filter(|_| is(Primitive::String))
            .map(Constraint::Pattern),
        number(minimum).map(Constraint::Minimum),
        number(limits.exclusive_minimum.as_deref()).map(Constraint::ExclusiveMinimum),
        number(maximum).map(Constraint::Maximum),
        number(limits.exclusive_maximum.as_deref()).map(Constraint::ExclusiveMaximum),
        number(limits.multiple_of.as_deref()).map(Constraint::MultipleOf),
        least(limits.min_items, Primitive::Array).map(Constraint::MinItems),
        count(limits.max_items, Primitive::Array).map(Constraint::MaxItems),
        (limits.unique_items && is(Primitive::Array)).then_some(Constraint::UniqueItems),
        least(limits.min_properties, Primitive::Object).map(Constraint::MinProperties),
        count(limits.max_properties, Primitive::Object).map(Constraint::MaxProperties),
        format(schema).map(Constraint::Format),
        only_values(schema, &written).map(Constraint::Enum),
    ];
    found.into_iter().flatten().collect()
}

/// The bounds of the range that the Rust type does not imply: every `u8` is at most 255.
fn unsaid_range<'a>(
    schema: &'a Shape,
    types: &[Primitive],
) -> (Option<&'a Value>, Option<&'a Value>) {
    let limits = &schema.limits;
    let (minimum, maximum) = (limits.minimum.as_deref(), limits.maximum.as_deref());
    if !types.contains(&Primitive::Integer) || types.contains(&Primitive::Number) {
        return (minimum, maximum);
    }
    let Type::Integer(int) = integer(schema) else {
        return (minimum, maximum);
    };
    let said = int.range();
    (
        minimum.filter(|least| integral(least).is_none_or(|least| least > *said.start())),
        maximum.filter(|most| integral(most).is_none_or(|most| most < *said.end())),
    )
}

/// The format, unless the Rust type implies it.
fn format(schema: &Shape) -> Option<String> {
    let format = schema.format.filter(|format| !formats::is_said(format));
    format.map(str::to_owned)
}

/// The values of an `enum` that is not a Rust enum. `[true, false]` does not constrain a boolean.
fn only_values(schema: &Shape, written: impl Fn(&Value) -> String) -> Option<Vec<String>> {
    let values = schema
        .values
        .as_ref()
        .filter(|_| named_integers(schema).is_none())?;
    if [true, false]
        .iter()
        .all(|flag| values.contains(&&Value::Bool(*flag)))
    {
        return None;
    }
    let are_texts = values
        .iter()
        .all(|value| value.is_string() || value.is_null());
    (!are_texts).then(|| values.iter().map(|value| written(value)).collect())
}
