//! Overlays: corrections to a specification that somebody else maintains.
//!
//! An overlay (OpenAPI Overlay 1.0 and 1.1) is a list of actions. Each updates or removes the
//! values that its `target` selects, or copies a value to them. A diagnostic about a value that an
//! overlay added is shown in the overlay, so each value has an [`Origin`].

mod actions;
mod origin;
mod overlaid;

use serde_json::Value;

use self::actions::Action;
pub(crate) use self::origin::Origin;
pub(crate) use self::overlaid::Overlaid;
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::report::Report;
use crate::diagnostic::{Diagnostic, code};
use crate::input::source::Source;
use crate::input::sources::Sources;
use crate::input::syntax::{self, Reading};

/// Applies the overlays to the first source, which may be any kind of document.
///
/// # Errors
///
/// Returns all diagnostics if the source or an overlay has an error.
pub fn apply(sources: &Sources) -> Result<Value, Vec<Diagnostic>> {
    let report = Report::default();
    let overlaid = overlaid(sources, &report)?;
    report.finish()?;
    Ok(overlaid.value)
}

/// The value of the first source, with all overlays applied.
pub(crate) fn overlaid(sources: &Sources, report: &Report) -> Result<Overlaid, Vec<Diagnostic>> {
    let reading = syntax::read(sources.first())?;
    reading.warnings.into_iter().for_each(|it| report.add(it));
    sources.add_numbers(reading.numbers);
    let mut overlaid = Overlaid::new(reading.value);
    for (id, overlay) in sources.overlays() {
        if let Some(reading) = read(overlay, id, report) {
            overlaid.apply(&reading.value, id, report);
            sources.add_numbers(reading.numbers);
        }
    }
    Ok(overlaid)
}

/// Reads an overlay. Reports what is wrong with its text.
fn read(overlay: &Source, id: SourceId, report: &Report) -> Option<Reading> {
    let add = |found: Vec<Diagnostic>| {
        let found = found.into_iter();
        found.for_each(|it| report.add(it.in_source(id)));
    };
    match syntax::read(overlay) {
        Ok(mut reading) => {
            add(std::mem::take(&mut reading.warnings));
            Some(reading)
        }
        Err(problems) => {
            add(problems);
            None
        }
    }
}

impl Overlaid {
    /// Applies the actions of one overlay in order.
    ///
    /// An invalid action is reported and skipped. A target that selects nothing is an error, too:
    /// an overlay that is no longer needed is noticed that way.
    fn apply(&mut self, overlay: &Value, id: SourceId, report: &Report) {
        for action in actions::read(overlay, id, report) {
            if let Err(problem) = self.apply_action(&action) {
                report.add((*problem).in_source(id));
            }
        }
    }

    fn apply_action(&mut self, action: &Action<'_>) -> Result<(), Box<Diagnostic>> {
        let selected = action.target.query_located(&self.value);
        let mut pointers: Vec<Pointer> = selected
            .locations()
            .filter_map(|path| Pointer::parse(&path.to_json_pointer()))
            .collect();
        if pointers.is_empty() {
            let message = "this target selects nothing";
            let help = "remove the action if the specification has been fixed";
            return Err(Box::new(
                code::OVERLAY_TARGET
                    .at(&action.at.child("target"), message)
                    .help(help),
            ));
        }
        if action.remove {
            // From the last to the first, so that the remaining array indices stay valid.
            pointers.sort_by_key(array_order);
            for pointer in pointers.iter().rev() {
                self.remove(pointer, action)?;
            }
            return Ok(());
        }
        if let Some((path, at)) = &action.copy {
            let (value, origin) = self.single(path, at)?;
            for pointer in &pointers {
                self.update(pointer, &value, &origin, at, true)?;
            }
        }
        if let Some((value, at)) = &action.update {
            let origin = Origin::at(action.source, at.clone());
            for pointer in &pointers {
                self.update(pointer, value, &origin, at, false)?;
            }
        }
        Ok(())
    }

    /// The value that a `copy` selects, and its origin.
    fn single(
        &self,
        path: &serde_json_path::JsonPath,
        at: &Pointer,
    ) -> Result<(Value, Origin), Box<Diagnostic>> {
        let selected = path.query_located(&self.value);
        let mut nodes = selected.iter();
        let (Some(node), None) = (nodes.next(), nodes.next()) else {
            let message = format!(
                "`copy` must select one value, but selects {}",
                selected.len()
            );
            return Err(Box::new(code::OVERLAY_TARGET.at(at, message)));
        };
        let pointer = Pointer::parse(&node.location().to_json_pointer()).unwrap_or_default();
        Ok((node.node().clone(), self.origin.descendant(&pointer)))
    }
}

/// A sort key that puts array items in the order of their indices.
fn array_order(pointer: &Pointer) -> Vec<(usize, String)> {
    let tokens = pointer.tokens();
    tokens
        .map(|token| (token.parse().unwrap_or_default(), token.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests;
