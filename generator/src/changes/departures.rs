//! Intended differences between a fragment and the vendor's specification, with their reasons.

use serde_json::Value;

use super::change::Change;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::diagnostic::{Diagnostic, Place};
use crate::input::source::Source;
use crate::input::syntax;

/// The list of intended differences in a `.departures.yaml` file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Departures {
    list: Vec<Departure>,
}

#[derive(Clone, Debug, PartialEq)]
struct Departure {
    at: Pointer,
    operation: Option<String>,
    place: String,
    change: Option<String>,
    reason: String,
}

/// Changes, split by whether a departure matches them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classified {
    /// Changes that no departure matches.
    pub unexpected: Vec<Change>,
    /// Changes that a departure matches, with its reason.
    pub accepted: Vec<(Change, String)>,
    /// A diagnostic for each departure that matches no change.
    pub stale: Vec<Diagnostic>,
}

impl Departures {
    /// Parses a file with a list of `departures`.
    ///
    /// Each has a `reason` and a `place`, a pattern in which `*` matches anything. `operation`
    /// and `change` (the kind) are optional further conditions.
    ///
    /// # Errors
    ///
    /// Returns all errors in the file.
    pub fn read(source: &Source) -> Result<Self, Vec<Diagnostic>> {
        let reading = syntax::read(source)?;
        let report = Report::with(reading.warnings);
        let at = Pointer::root().child("departures");
        let list = reading.value.get("departures").and_then(Value::as_array);
        if list.is_none() {
            let message = "expected a list of `departures`";
            report.add(code::INVALID_DEPARTURES.at(Place::file(), message));
        }
        let entries = list.into_iter().flatten().enumerate();
        let list = entries
            .filter_map(|(index, value)| departure(value, at.index(index), &report))
            .collect();
        report.finish()?;
        Ok(Self { list })
    }

    /// Splits changes into accepted and unexpected ones.
    #[must_use]
    pub fn classify(&self, changes: Vec<Change>) -> Classified {
        let mut result = Classified::default();
        let mut used = vec![false; self.list.len()];
        for change in changes {
            let matching = |departure: &&Departure| departure.matches(&change);
            for (used, departure) in used.iter_mut().zip(&self.list) {
                *used |= departure.matches(&change);
            }
            match self.list.iter().find(matching) {
                Some(departure) => result.accepted.push((change, departure.reason.clone())),
                None => result.unexpected.push(change),
            }
        }
        let stale = self.list.iter().zip(used).filter(|(_, used)| !used);
        result.stale = stale.map(|(departure, _)| departure.stale()).collect();
        result
    }
}

impl Departure {
    fn matches(&self, change: &Change) -> bool {
        self.operation
            .as_ref()
            .is_none_or(|it| *it == change.operation)
            && self.change.as_ref().is_none_or(|it| *it == change.kind)
            && change
                .places
                .iter()
                .any(|place| matches_pattern(&self.place, place))
    }

    fn stale(&self) -> Diagnostic {
        let message = "this departure matches no difference";
        code::STALE_DEPARTURE
            .at(&self.at.child("place"), message)
            .help("remove it from the list")
    }
}

fn departure(value: &Value, at: Pointer, report: &Report) -> Option<Departure> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let keys = ["operation", "place", "change", "reason"];
    for key in value.as_object().into_iter().flat_map(|it| it.keys()) {
        if !keys.contains(&key.as_str()) {
            let message = format!("a departure has no `{key}`");
            let help = format!("the keys are `{}`", keys.join("`, `"));
            report.add(
                code::INVALID_DEPARTURES
                    .at(&at.child(key), message)
                    .on_key()
                    .help(help),
            );
        }
    }
    let required = |key: &str| {
        let found = text(key).filter(|text| !text.trim().is_empty());
        if found.is_none() {
            let message = format!("a departure requires `{key}`, a string");
            report.add(code::INVALID_DEPARTURES.at(&at, message));
        }
        found
    };
    let (place, reason) = (required("place"), required("reason"));
    Some(Departure {
        place: place?,
        reason: reason?,
        operation: text("operation"),
        change: text("change"),
        at,
    })
}

/// Whether a place matches a pattern, in which `*` matches anything.
fn matches_pattern(pattern: &str, place: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == place;
    };
    let Some(mut left) = place.strip_prefix(start) else {
        return false;
    };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return left.ends_with(part);
        }
        match left.find(part) {
            Some(found) => left = &left[found + part.len()..],
            None => return false,
        }
    }
    true
}
