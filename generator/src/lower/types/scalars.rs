//! The Rust types of numbers and strings.

use crate::model::{Int, Type};
use crate::openapi::document::Limits;
use crate::schema::Shape;
use serde_json::Value;

/// An integer without a format has 64 bits, and so has one whose bounds, examples or values exceed
/// its format.
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

/// Whether the schema has bounds, examples or values outside of the range of the type.
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

/// 64 bits: `u64` if the bounds exclude negative values and exceed `i64`.
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

/// A maximum up to this means `i64::MAX`, rounded by a program that writes floats.
const MORE_THAN_ROUNDED: i128 = (1 << 63) + 1024;

/// A number without a fraction. Beyond 64 bits it is the nearest float, saturated to 128 bits.
pub(in crate::lower) fn integral(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    number.as_i128().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
        #[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
        Some(float as i128)
    })
}

/// A number with an integer format is an integer.
///
/// `float` is `f64`: APIs send more digits than 32 bits can represent.
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
