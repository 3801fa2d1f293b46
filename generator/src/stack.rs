//! Room on the stack for what follows the references of a specification.

/// Does a step that may lead to many more of its kind: schemas refer to schemas, and a large
/// specification has chains of thousands. Where the stack is short, the step gets a new piece.
pub(crate) fn deep<T>(step: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(ENOUGH, PIECE, step)
}

/// No step takes as much before it comes to the next one.
const ENOUGH: usize = 256 << 10;

/// Some dozens of steps.
const PIECE: usize = 4 << 20;
