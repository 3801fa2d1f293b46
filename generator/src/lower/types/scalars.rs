//! Single values: which types of JSON a schema allows, and what each is in Rust.

use crate::model::{Int, Type};
use crate::openapi::document::Limits;
use crate::schema::Shape;
use serde_json::Value;

/// An integer without a format is as large as its limits, or JSON's numbers, may be; and so is one
/// with a format that its own limits or examples belie.
pub(in crate::lower) fn int(schema: &Shape) -> Int {
    let said = match schema.format {
        Some("int8") => Int::I8,
        Some("int16") => Int::I16,
        Some("int32") => Int::I32,
        Some("uint8") => Int::U8,
        Some("uint16") => Int::U16,
        Some("uint32") => Int::U32,
        Some("uint64" | "uint") => return Int::U64,
        _ => return widest(&schema.limits),
    };
    if is_belied(said, schema) {
        widest(&schema.limits)
    } else {
        said
    }
}

/// Whether the specification itself has integers that a format has no room for.
fn is_belied(int: Int, schema: &Shape) -> bool {
    let limits = [&schema.limits.minimum, &schema.limits.maximum];
    let limits = limits.into_iter().flatten();
    let examples = schema.examples.iter().map(|example| &example.value);
    let values = schema.values.iter().flatten().copied();
    let values = values.chain(schema.default);
    let said = limits.chain(examples).chain(values);
    said.filter_map(integral)
        .any(|said| !int.range().contains(&said))
}

/// The integers of 64 bits, with a sign unless the limits say that they have none and are larger.
fn widest(limits: &Limits) -> Int {
    let is_above = |limit: &Option<Value>, least: i128| {
        let limit = limit.as_ref().and_then(integral);
        limit.is_some_and(|limit| limit >= least)
    };
    if is_above(&limits.minimum, 0) && is_above(&limits.maximum, MORE_THAN_ROUNDED) {
        Int::U64
    } else {
        Int::I64
    }
}

/// What is below is meant for the largest `i64`, written by a program whose numbers are floats.
const MORE_THAN_ROUNDED: i128 = (1 << 63) + 1024;

/// A number without a fraction. One beyond 64 bits is as near as a float comes to it, and one
/// beyond 128 bits is the last of them.
pub(in crate::lower) fn integral(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    number.as_i128().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it ends at the last of them"
        )]
        Some(float as i128)
    })
}

/// A number with the format of an integer is one.
///
/// `float` has the 64 bits of `double`: what APIs send has more digits than 32 bits keep.
pub(in crate::lower) fn number(schema: &Shape) -> Type {
    match schema.format {
        Some(format) if is_of_integers(format) => Type::Integer(int(schema)),
        _ => Type::Float,
    }
}

fn is_of_integers(format: &str) -> bool {
    let bits = format.trim_start_matches('u').strip_prefix("int");
    bits.is_some_and(|bits| ["8", "16", "32", "64"].contains(&bits))
}

pub(in crate::lower) fn text(schema: &Shape) -> Type {
    match schema.format {
        Some("date-time") => Type::Timestamp,
        Some("date") => Type::Date,
        _ => Type::String,
    }
}
