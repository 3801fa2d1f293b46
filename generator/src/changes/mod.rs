//! Compares the operations of a specification with those of another one.
//!
//! The comparison ignores how a specification is written: references are followed, `allOf` is
//! merged, and the names of components do not matter. Whether a change breaks a client depends on
//! the direction: a property that becomes optional is harmless in a request and breaking in a
//! response.

mod change;
mod departures;
mod merged;
mod node;
mod operations;
mod responses;
mod schemas;
mod security;
mod values;

use std::collections::BTreeMap;

use serde_json::Value;

use self::change::Changes;
pub use self::change::{Change, Class};
pub use self::departures::{Classified, Departures};
use self::operations::Operations;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::pointer::Pointer;
use crate::input::locate;
use crate::input::source::Source;
use crate::input::syntax;

/// Compares two specifications. The changes are in the order of the first one.
///
/// # Errors
///
/// Returns the diagnostics of a specification that cannot be read.
pub fn compare(old: &Source, new: &Source) -> Result<Vec<Change>, Unreadable> {
    let old = syntax::read(old).map_err(Unreadable::Old)?;
    let new = syntax::read(new).map_err(Unreadable::New)?;
    Ok(compare_values(&old.value, &new.value))
}

/// The diagnostics of a specification that cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreadable {
    /// Those of the first specification.
    Old(Vec<Diagnostic>),
    /// Those of the second specification.
    New(Vec<Diagnostic>),
}

/// Like [`compare`], for specifications that are already parsed.
pub(crate) fn compare_values(old: &Value, new: &Value) -> Vec<Change> {
    let mut changes = Changes::default();
    Operations::new(old, new).compare(&mut changes);
    changes.list
}

/// The lines of the values at these pointers, counted from 1.
#[must_use]
pub fn lines<'p>(
    source: &Source,
    pointers: impl IntoIterator<Item = &'p Pointer>,
) -> BTreeMap<Pointer, usize> {
    locate::lines(source, pointers)
}

#[cfg(test)]
mod tests;
