// Written by hand. Codegen copies it into clients.

//! How far a value is from the type that it is read as, by which a union chooses a variant.
//!
//! It is counted in a thread local, to which the readers of nested objects and enums add. A
//! deserializer that counts would do without one, but would make the compiler instantiate each
//! `Deserialize` implementation a second time.

use std::cell::Cell;

/// How a value differs from the type that it is read as. The order is that of preference.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Mismatch {
    /// The number of enum values that the specification does not list.
    ///
    /// A string enum accepts any string, since the API may add values. But a listed value is a
    /// reason to prefer a variant.
    unknown_values: usize,
    /// The number of properties without a field.
    ignored_properties: usize,
}

impl Mismatch {
    pub(crate) const NONE: Self = Self {
        unknown_values: 0,
        ignored_properties: 0,
    };

    /// Adds it to the mismatch of the value that is read now.
    pub(crate) fn add(self) {
        MISMATCH.set(MISMATCH.get().map(|sum| Self {
            unknown_values: sum.unknown_values + self.unknown_values,
            ignored_properties: sum.ignored_properties + self.ignored_properties,
        }));
    }
}

thread_local! {
    /// The mismatch of the value that is read now, so far. `None` outside of unions.
    static MISMATCH: Cell<Option<Mismatch>> = const { Cell::new(None) };
}

/// Whether the value that is read now is a candidate for a union.
pub(crate) fn is_choosing() -> bool {
    MISMATCH.get().is_some()
}

/// Counts an enum value that the specification does not list.
pub fn record_unknown_value() {
    let mismatch = Mismatch {
        unknown_values: 1,
        ..Mismatch::NONE
    };
    mismatch.add();
}

/// Counts a property without a field.
pub(crate) fn record_ignored_property() {
    let mismatch = Mismatch {
        ignored_properties: 1,
        ..Mismatch::NONE
    };
    mismatch.add();
}

/// Reads a value as a candidate for a union, and returns the mismatch.
pub(crate) fn count<T>(read: impl FnOnce() -> T) -> (Option<Mismatch>, T) {
    let before = MISMATCH.replace(Some(Mismatch::NONE));
    let read = read();
    (MISMATCH.replace(before), read)
}
