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
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::report::Report;
use crate::input::locate;
use crate::input::overlay::{self, Overlaid};
use crate::input::source::Source;
use crate::input::sources::Sources;

/// Compares two specifications, after their overlays. The changes are in the order of the first one.
///
/// # Errors
///
/// Returns the diagnostics of a specification, or of its overlays, that cannot be read.
pub fn compare(old: &Sources, new: &Sources) -> Result<Vec<Change>, Unreadable> {
    let old = overlaid(old).map_err(Unreadable::Old)?;
    let new = overlaid(new).map_err(Unreadable::New)?;
    let mut changes = compare_values(&old.value, &new.value);
    for change in &mut changes {
        change.old = old.origin.pointer_of(&change.old);
        change.new = new.origin.pointer_of(&change.new);
    }
    Ok(changes)
}

fn overlaid(sources: &Sources) -> Result<Overlaid, Vec<Diagnostic>> {
    let report = Report::default();
    let overlaid = overlay::overlaid(sources, &report)?;
    report.finish()?;
    Ok(overlaid)
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

/// The names of the sources that contain the values at these pointers, and the lines there, counted
/// from 1.
#[must_use]
pub fn lines<'s>(
    sources: &'s Sources,
    pointers: &[&Pointer],
) -> BTreeMap<Pointer, (&'s str, usize)> {
    let of_source = |(index, source): (usize, &'s Source)| {
        let pointers = pointers.iter().copied();
        let in_source = pointers.filter(|it| it.source() == SourceId(index));
        let lines = locate::lines(source, in_source);
        let name = &*source.name;
        lines
            .into_iter()
            .map(move |(pointer, line)| (pointer, (name, line)))
    };
    sources.iter().enumerate().flat_map(of_source).collect()
}

#[cfg(test)]
mod tests;
