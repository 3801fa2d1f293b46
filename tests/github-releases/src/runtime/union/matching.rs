// Written by `cargo xtask codegen`, the same for every API.

//! The choice of a variant.
//!
//! A value that fits several variants is read as each of them, and the variant that ignores least
//! of it wins.

use serde::de::{DeserializeOwned, Error};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{parse, read};
use crate::runtime::mismatch::{self, Mismatch};

/// Reads a value as a type, and returns the mismatch between them.
fn read_counting<T: DeserializeOwned>(value: &RawValue) -> Option<(Mismatch, T)> {
    let (mismatch, read) = mismatch::count(|| parse(value));
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
        mismatch.add();
        Some(found)
    }
}
