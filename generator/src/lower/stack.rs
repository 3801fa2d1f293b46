//! Stack space for recursion over references.

/// Runs a step that may recurse, on a new segment of the stack if the current one is nearly used
/// up: large specifications have chains of thousands of references.
pub(crate) fn ensure_sufficient_stack<T>(step: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(RED_ZONE, STACK_PER_RECURSION, step)
}

/// Between two references a step recurses through everything nested in one schema. In a debug
/// build 256 KiB overflowed at the deepest nesting that a file can have; 1 MiB was enough.
const RED_ZONE: usize = 2 << 20;

/// Only the pages that are touched use memory.
const STACK_PER_RECURSION: usize = 16 << 20;
