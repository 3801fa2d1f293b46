//! The Rust types of numbers and strings.

use crate::model::{Int, Type};
use crate::schema::Shape;
use serde_json::Value;
use std::ops::RangeInclusive;

/// An integer without a format has 64 bits. One whose bounds, examples or values exceed 64 bits, or
/// its format, keeps its digits.
pub(in crate::lower) fn integer(schema: &Shape) -> Type {
    let int = match schema.format {
        Some("int8") => Int::I8,
        Some("int16") => Int::I16,
        Some("int32") => Int::I32,
        Some("uint8") => Int::U8,
        Some("uint16") => Int::U16,
        Some("uint32") => Int::U32,
        Some("uint64" | "uint") => Int::U64,
        Some("int128" | "uint128" | "bigint") => return Type::Decimal,
        _ => Int::I64,
    };
    let may_be = |it: &Int| *it != Int::U64 || int == Int::U64 || excludes_negative(schema);
    let mut wider = [int, Int::I64, Int::U64].into_iter().filter(may_be);
    let fitting = wider.find(|int| has_range(*int, schema));
    fitting.map_or(Type::Decimal, Type::Integer)
}

fn excludes_negative(schema: &Shape) -> bool {
    let limit = |limit: &Option<Box<Value>>| limit.as_deref().and_then(integral);
    limit(&schema.limits.minimum).is_some_and(|least| least >= 0)
        || limit(&schema.limits.exclusive_minimum).is_some_and(|below| below >= -1)
}

/// Whether all bounds, examples and values are in the range of the type.
fn has_range(int: Int, schema: &Shape) -> bool {
    let range = rounded(int);
    let is_in_range = |number: &Value| integral(number).is_none_or(|it| range.contains(&it));
    let (least, most) = (
        &schema.limits.exclusive_minimum,
        &schema.limits.exclusive_maximum,
    );
    let exclusive = [(least, 1), (most, -1)].into_iter();
    let mut exclusive = exclusive.filter_map(|(bound, inward)| {
        let bound = bound.as_deref().and_then(integral)?;
        Some(bound.saturating_add(inward))
    });
    said(schema).all(is_in_range) && exclusive.all(|bound| range.contains(&bound))
}

/// The range, with its ends rounded as by a program that writes floats.
fn rounded(int: Int) -> RangeInclusive<i128> {
    const MOST: i128 = 4096;
    let range = int.range();
    match int {
        Int::I64 => range.start() - MOST..=range.end() + MOST,
        Int::U64 => 0..=range.end() + MOST,
        _ => range,
    }
}

/// The numbers that a schema mentions, except exclusive bounds.
fn said<'s>(schema: &'s Shape) -> impl Iterator<Item = &'s Value> {
    let limits = [&schema.limits.minimum, &schema.limits.maximum];
    let examples = schema.examples.iter().map(|example| &example.value);
    let values = schema.values.iter().flatten().copied();
    let values = values.chain(schema.default);
    let limits = limits.into_iter().filter_map(Option::as_deref);
    limits.chain(examples).chain(values)
}

/// A number without a fraction. Beyond 64 bits it is the nearest float, saturated to 128 bits.
pub(in crate::lower) fn integral(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    number.as_i128().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
        #[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
        Some(float as i128)
    })
}

/// A number with an integer format is an integer. One that an `f64` may round keeps its digits.
///
/// `float` is `f64`: APIs send more digits than 32 bits can represent.
pub(in crate::lower) fn number(schema: &Shape) -> Type {
    match schema.format {
        Some(format) if is_of_integers(format) => integer(schema),
        Some("decimal" | "decimal128") => Type::Decimal,
        Some("float" | "double") => Type::Float,
        _ if said(schema).any(is_rounded) => Type::Decimal,
        _ => Type::Float,
    }
}

/// Whether a number is beyond those that an `f64` keeps to the last digit, but not as large as the
/// limits of floats.
fn is_rounded(number: &Value) -> bool {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let magnitude = number.as_f64().map(f64::abs);
    magnitude.is_some_and(|it| it > EXACT && it < f32::MAX.into())
}

fn is_of_integers(format: &str) -> bool {
    let bits = format.trim_start_matches('u').strip_prefix("int");
    bits.is_some_and(|bits| ["8", "16", "32", "64", "128"].contains(&bits))
}

pub(in crate::lower) fn text(schema: &Shape) -> Type {
    match schema.format {
        Some("date-time") => Type::DateTime,
        Some("date") => Type::Date,
        _ => Type::String,
    }
}
