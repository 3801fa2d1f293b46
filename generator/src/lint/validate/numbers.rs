//! Numbers and their bounds.

use super::Refusal;
use crate::input::pointer::Pointer;
use crate::openapi::document::Schema;
use serde_json::{Number, Value};

/// A bound, its keyword, when it is broken, and how to say so.
type Bound<'s> = (&'s Option<Value>, &'s str, fn(f64, f64) -> bool, &'s str);

pub(super) fn refusal(number: &Number, at: &Pointer, schema: &Schema) -> Option<Refusal> {
    let value = number.as_f64()?;
    let limits = &schema.limits;
    let bounds: [Bound; 4] = [
        (&limits.minimum, "minimum", |a, b| a < b, "less than"),
        (
            &limits.exclusive_minimum,
            "exclusiveMinimum",
            |a, b| a <= b,
            "not more than",
        ),
        (&limits.maximum, "maximum", |a, b| a > b, "more than"),
        (
            &limits.exclusive_maximum,
            "exclusiveMaximum",
            |a, b| a >= b,
            "not less than",
        ),
    ];
    for (bound, keyword, is_broken, words) in bounds {
        let limit = bound.as_ref().and_then(Value::as_f64);
        if let Some(limit) = limit.filter(|limit| is_broken(value, *limit)) {
            let reason = format!("`{number}` is {words} {limit}");
            return Some(Refusal::new(at, schema.at.child(keyword), reason));
        }
    }
    let step = limits
        .multiple_of
        .as_ref()?
        .as_f64()
        .filter(|step| *step > 0.0)?;
    let quotient = value / step;
    // Decimal fractions are not exact in binary.
    let is_multiple = (quotient - quotient.round()).abs() <= quotient.abs().max(1.0) * 1e-9;
    (!is_multiple).then(|| {
        let reason = format!("`{number}` is no multiple of {step}");
        Refusal::new(at, schema.at.child("multipleOf"), reason)
    })
}
