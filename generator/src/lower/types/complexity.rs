//! Types that are too complex to write inline, which get a type alias.

use crate::model::Type;

/// The threshold of `clippy::type_complexity`.
const LIMIT: usize = 250;

/// The nesting around a type where it is used, such as `Option` of a field or `Result` of a call.
const DEPTH: usize = 3;

/// The complexity of that surrounding type.
const PLACE: usize = 30;

/// Whether clippy would report the type as very complex where it is used.
pub(in crate::lower) fn is_complex(ty: &Type) -> bool {
    PLACE + complexity(ty, DEPTH) > LIMIT
}

/// Clippy's measure: each name in a type counts ten times its depth.
fn complexity(ty: &Type, depth: usize) -> usize {
    let own = 10 * depth;
    own + match ty {
        Type::List(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            complexity(inner, depth + 1)
        }
        // The keys are texts.
        Type::Map(inner) => 10 * (depth + 1) + complexity(inner, depth + 1),
        _ => 0,
    }
}
