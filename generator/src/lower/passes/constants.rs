//! Required properties with one value only: a struct that is only sent has no field for them.

use super::usage;
use crate::model::{Model, Shape};

/// Removes the fields, and the types that only they have. The usage of types must be marked, and is
/// marked again.
pub(in crate::lower) fn fix(model: &mut Model) {
    for def in &mut model.types {
        let is_only_sent = (def.usage.sent || def.usage.flattened) && !def.usage.received;
        let Shape::Struct { fields, .. } = &mut def.shape else {
            continue;
        };
        for field in fields {
            if let Some(constant) = field.constant.as_ref().filter(|_| is_only_sent) {
                field.is_fixed = true;
                field.ty = constant.ty();
            }
        }
    }
    usage::mark(model);
}
