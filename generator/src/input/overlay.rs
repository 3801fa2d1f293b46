//! Overlays: corrections of a specification that one does not own.
//!
//! An overlay (OpenAPI Overlay 1.0 and 1.1) is a list of actions, each of which updates or
//! removes what its `target` finds, or copies something there. Whatever an overlay has put
//! into the specification is shown where the overlay says it, so a value remembers where it
//! comes from.

mod actions;
mod apply;
mod origin;

use serde_json::Value;

use self::actions::Action;
pub(crate) use self::origin::Origin;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::diagnostic::{Diagnostic, Place};
use crate::input::pointer::Pointer;
use crate::input::source::{Source, SourceId};
use crate::input::sources::Sources;
use crate::input::syntax;

/// A specification with its overlays worked in.
#[derive(Clone, Debug)]
pub(crate) struct Overlaid {
    pub(crate) value: Value,
    pub(crate) origin: Origin,
}

impl Overlaid {
    /// A specification as it is written.
    pub(crate) fn new(value: Value) -> Self {
        Self {
            value,
            origin: Origin::at(SourceId::default(), Pointer::root()),
        }
    }

    /// Applies an overlay, action by action, each to what the one before it has made.
    ///
    /// What is wrong with the overlay is reported: an action that is wrong does nothing. One
    /// whose target finds nothing is wrong, too, so that a correction ends when the
    /// specification is mended.
    pub(crate) fn apply(&mut self, overlay: &Source, id: SourceId, report: &Report) {
        let reading = match syntax::read(overlay) {
            Ok(reading) => reading,
            Err(problems) => {
                for problem in problems {
                    report.add(problem.in_source(id));
                }
                return;
            }
        };
        for warning in reading.warnings {
            report.add(warning.in_source(id));
        }
        for action in actions::read(&reading.value, id, report) {
            if let Err(problem) = self.act(&action) {
                report.add((*problem).in_source(id));
            }
        }
    }

    fn act(&mut self, action: &Action<'_>) -> Result<(), Box<Diagnostic>> {
        let found = action.target.query_located(&self.value);
        let mut pointers: Vec<Pointer> = found
            .locations()
            .filter_map(|path| Pointer::parse(&path.to_json_pointer()))
            .collect();
        if pointers.is_empty() {
            let message = "this target finds nothing";
            let help = "is the specification mended? then the action can go";
            return Err(Box::new(
                code::OVERLAY_TARGET
                    .at(&action.at.child("target"), message)
                    .help(help),
            ));
        }
        if action.remove {
            // What comes later goes first, so that the places before it stay the same.
            pointers.sort_by_key(apply::order);
            for pointer in pointers.iter().rev() {
                apply::remove(self, pointer, action)?;
            }
            return Ok(());
        }
        if let Some((path, at)) = &action.copy {
            let (value, origin) = self.single(path, at)?;
            for pointer in &pointers {
                apply::update(self, pointer, &value, &origin, at, true)?;
            }
        }
        if let Some((value, at)) = &action.update {
            let origin = Origin::at(action.source, at.clone());
            for pointer in &pointers {
                apply::update(self, pointer, value, &origin, at, false)?;
            }
        }
        Ok(())
    }

    /// What is to be copied: a single value, and where it comes from.
    fn single(
        &self,
        path: &serde_json_path::JsonPath,
        at: &Pointer,
    ) -> Result<(Value, Origin), Box<Diagnostic>> {
        let found = path.query_located(&self.value);
        let mut nodes = found.iter();
        let (Some(node), None) = (nodes.next(), nodes.next()) else {
            let message = format!(
                "what is copied has to be one value, and this finds {}",
                found.len()
            );
            return Err(Box::new(code::OVERLAY_TARGET.at(at, message)));
        };
        let pointer = Pointer::parse(&node.location().to_json_pointer()).unwrap_or_default();
        Ok((node.node().clone(), self.origin.below(&pointer)))
    }

    /// The same diagnostics with their places where what they are about is written.
    pub(crate) fn relocated(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let places = diagnostics.iter_mut().flat_map(Diagnostic::places);
        places.for_each(|place| self.origin.relocate(place));
        diagnostics
    }
}

/// Applies the overlays of a document of whichever kind, and gives what becomes of it.
///
/// # Errors
///
/// Fails with everything that is wrong with one of the texts.
pub fn apply(sources: &Sources) -> Result<Value, Vec<Diagnostic>> {
    let report = Report::default();
    let overlaid = crate::overlaid(sources, &report)?;
    report.finish()?;
    Ok(overlaid.value)
}

/// The place of a problem that the whole overlay has.
fn whole(message: &str) -> Diagnostic {
    code::OVERLAY.at(Place::file(), message)
}

#[cfg(test)]
mod tests;
