//! Constraints of numbers.

use super::violation::Violation;
use crate::diagnostic::pointer::Pointer;
use crate::openapi::document::Schema;
use serde_json::{Number, Value};

/// A bound, its keyword, whether a number violates it, and a description of the violation.
type Bound<'s> = (Option<&'s Value>, &'s str, fn(f64, f64) -> bool, &'s str);

pub(super) fn violation(number: &Number, at: &Pointer, schema: &Schema) -> Option<Violation> {
    let value = number.as_f64()?;
    let limits = &schema.limits;
    let bounds: [Bound; 4] = [
        (
            limits.minimum.as_deref(),
            "minimum",
            |a, b| a < b,
            "less than",
        ),
        (
            limits.exclusive_minimum.as_deref(),
            "exclusiveMinimum",
            |a, b| a <= b,
            "not greater than",
        ),
        (
            limits.maximum.as_deref(),
            "maximum",
            |a, b| a > b,
            "greater than",
        ),
        (
            limits.exclusive_maximum.as_deref(),
            "exclusiveMaximum",
            |a, b| a >= b,
            "not less than",
        ),
    ];
    for (bound, keyword, is_violated, words) in bounds {
        let limit = bound.and_then(Value::as_f64);
        if let Some(limit) = limit.filter(|limit| is_violated(value, *limit)) {
            let reason = format!("`{number}` is {words} {limit}");
            return Some(Violation::new(at, schema.at.child(keyword), reason));
        }
    }
    let step = limits
        .multiple_of
        .as_ref()?
        .as_f64()
        .filter(|step| *step > 0.0)?;
    let quotient = value / step;
    // Decimal fractions are inexact in binary.
    let is_multiple = (quotient - quotient.round()).abs() <= quotient.abs().max(1.0) * 1e-9;
    (!is_multiple).then(|| {
        let reason = format!("`{number}` is not a multiple of {step}");
        Violation::new(at, schema.at.child("multipleOf"), reason)
    })
}
