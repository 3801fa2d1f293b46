// Written by hand, unlike `src/api`.

//! What a struct is made of: the values that are given, and for the rest nothing.

/// What is not given for a field.
pub(crate) struct Unsaid;

/// What becomes the value of a field: a value of its type, or that none is given, where it may be
/// absent.
pub(crate) trait Becomes<T> {
    fn becomes(self) -> T;
}

impl<T> Becomes<T> for T {
    fn becomes(self) -> T {
        self
    }
}

impl<T> Becomes<Option<T>> for Unsaid {
    fn becomes(self) -> Option<T> {
        None
    }
}
