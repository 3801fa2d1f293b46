//! Types that are too long to be read where they are used, and so get a name.

use crate::model::Type;

/// What clippy takes for complex.
const LIMIT: usize = 250;

/// How deep a type may stand where it is used: in the presence of a field, or in the
/// result of a call.
const DEPTH: usize = 3;

/// What such a place adds by itself.
const PLACE: usize = 30;

/// Whether a type would be called very complex where it is used.
pub(in crate::lower) fn is_complex(ty: &Type) -> bool {
    PLACE + complexity(ty, DEPTH) > LIMIT
}

/// As clippy counts: each name that is written counts for more the deeper it stands.
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
