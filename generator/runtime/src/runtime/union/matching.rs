// Written by hand. Codegen copies it into clients.

//! The choice of a variant.
//!
//! A value that fits several variants is read as each of them, and the variant that ignores least
//! of it wins. What a variant ignores is counted in a thread local, to which the readers of nested
//! objects and enums add. A deserializer that counts would do without one, but would make the
//! compiler instantiate each `Deserialize` implementation a second time.

use std::cell::Cell;

use serde::de::{DeserializeOwned, Error};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{parse, read};

/// How a value differs from the type that it is read as. The order is that of preference.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Mismatch {
    /// The number of enum values that the specification does not list.
    ///
    /// A string enum accepts any string, since the API may add values. But a listed value is a
    /// reason to prefer a variant.
    unknown_values: usize,
    /// The number of properties without a field.
    ignored_properties: usize,
}

impl Mismatch {
    const NONE: Self = Self {
        unknown_values: 0,
        ignored_properties: 0,
    };
}

thread_local! {
    /// The mismatch of the value that is read now, so far. `None` outside of unions.
    static MISMATCH: Cell<Option<Mismatch>> = const { Cell::new(None) };
}

fn add(mismatch: Mismatch) {
    MISMATCH.set(MISMATCH.get().map(|sum| Mismatch {
        unknown_values: sum.unknown_values + mismatch.unknown_values,
        ignored_properties: sum.ignored_properties + mismatch.ignored_properties,
    }));
}

/// Whether the value that is read now is a candidate for a union.
pub(crate) fn is_choosing() -> bool {
    MISMATCH.get().is_some()
}

/// Counts an enum value that the specification does not list.
pub fn record_unknown_value() {
    add(Mismatch {
        unknown_values: 1,
        ..Mismatch::NONE
    });
}

/// Counts a property without a field.
pub(crate) fn record_ignored_property() {
    add(Mismatch {
        ignored_properties: 1,
        ..Mismatch::NONE
    });
}

/// Reads a value as a type, and returns the mismatch between them.
fn read_counting<T: DeserializeOwned>(value: &RawValue) -> Option<(Mismatch, T)> {
    let before = MISMATCH.replace(Some(Mismatch::NONE));
    let read = parse(value);
    let mismatch = MISMATCH.replace(before);
    Some((mismatch?, read.ok()?))
}

/// The candidate with the least mismatch, and of several the first.
#[derive(Debug)]
pub struct BestMatch<'v, U> {
    value: &'v RawValue,
    /// Whether the value has a tag that no variant has.
    has_unknown_tag: bool,
    best: Option<(Mismatch, U)>,
}

impl<'v, U> BestMatch<'v, U> {
    /// No candidate yet for this value.
    #[must_use]
    pub fn of(value: &'v RawValue) -> Self {
        Self {
            value,
            has_unknown_tag: false,
            best: None,
        }
    }

    /// No candidate yet for this value, which has a tag that no variant has.
    #[must_use]
    pub fn of_unknown(value: &'v RawValue) -> Self {
        Self {
            has_unknown_tag: true,
            ..Self::of(value)
        }
    }

    /// Tries a variant, unless an earlier one has no mismatch.
    pub fn consider<T: DeserializeOwned>(&mut self, variant: fn(T) -> U) -> &mut Self {
        if matches!(self.best, Some((Mismatch::NONE, _))) {
            return self;
        }
        if let Some((mismatch, read)) = read_counting::<T>(self.value)
            && self
                .best
                .as_ref()
                .is_none_or(|(least, _)| mismatch < *least)
        {
            self.best = Some((mismatch, variant(read)));
        }
        self
    }

    /// Tries a variant whose tag may be absent. `tagged_union` calls this method and
    /// [`default`](Self::default) by the marks of its variants.
    pub fn absent<T: DeserializeOwned>(&mut self, variant: fn(T) -> U) -> &mut Self {
        if self.has_unknown_tag {
            return self;
        }
        self.consider(variant)
    }

    /// Tries the variant of values without a listed tag.
    pub fn default<T: DeserializeOwned>(&mut self, variant: fn(T) -> U) -> &mut Self {
        self.consider(variant)
    }

    /// The value of an untagged union.
    ///
    /// # Errors
    ///
    /// If the value fits no variant.
    pub fn or_no_match<E: Error>(&mut self, name: &str) -> Result<U, E> {
        let no_match = || E::custom(format_args!("the value has no form that {name} can take"));
        self.found().ok_or_else(no_match)
    }

    /// The value of a tagged union.
    ///
    /// # Errors
    ///
    /// If the value fits no variant without its tag: the tag is missing.
    pub fn or_missing_tag<E: Error>(&mut self, tag: &'static str) -> Result<U, E> {
        self.found().ok_or_else(|| E::missing_field(tag))
    }

    /// The value of a tagged union with a tag that no variant has.
    ///
    /// # Errors
    ///
    /// If the value is not JSON.
    pub fn or_other<E: Error>(&mut self, other: fn(Value) -> U) -> Result<U, E> {
        match self.found() {
            Some(found) => Ok(found),
            None => read(self.value).map(other),
        }
    }

    fn found(&mut self) -> Option<U> {
        let (mismatch, found) = self.best.take()?;
        add(mismatch);
        Some(found)
    }
}
