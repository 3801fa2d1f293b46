//! Room on the stack for what follows the references of a specification.

/// Does a step that may lead to many more of its kind: schemas refer to schemas, and a large
/// specification has chains of thousands. Where the stack is short, the step gets a new piece.
pub(crate) fn deep<T>(step: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(ENOUGH, PIECE, step)
}

/// A step goes through all that is written within one schema, as deep as a text may nest, before
/// it comes to the next reference. In a debug build a quarter of a mebibyte was too little for
/// that, and one was enough.
const ENOUGH: usize = 2 << 20;

/// What a piece has is only taken as far as it is used.
const PIECE: usize = 16 << 20;
