//! Differences that are meant: what a fragment says otherwise than the vendor, and why.

use serde_json::Value;

use super::Change;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::diagnostic::{Diagnostic, Place};
use crate::input::pointer::Pointer;
use crate::input::source::Source;
use crate::input::syntax;

/// The departures that a file lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    departures: Vec<Departure>,
}

#[derive(Clone, Debug, PartialEq)]
struct Departure {
    at: Pointer,
    operation: Option<String>,
    place: String,
    change: Option<String>,
    reason: String,
}

/// Changes, by whether they are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acknowledged {
    /// Those that are not.
    pub open: Vec<Change>,
    /// Those that are, each with the reason.
    pub known: Vec<(Change, String)>,
    /// A problem for each departure that is none any more.
    pub stale: Vec<Diagnostic>,
}

impl Known {
    /// Reads a file with a list of `departures`.
    ///
    /// Each has the `reason`, and says which changes it is about: by their `place`, in which
    /// `*` stands for anything, and by the `operation` and the kind of `change` if it has them.
    ///
    /// # Errors
    ///
    /// Fails with everything that is wrong with the file.
    pub fn read(source: &Source) -> Result<Self, Vec<Diagnostic>> {
        let reading = syntax::read(source)?;
        let report = Report::with(reading.warnings);
        let at = Pointer::root().child("departures");
        let list = reading.value.get("departures").and_then(Value::as_array);
        if list.is_none() {
            let message = "expected a list of `departures`";
            report.add(code::DEPARTURES.at(Place::file(), message));
        }
        let departures = list.into_iter().flatten().enumerate();
        let departures = departures
            .filter_map(|(index, value)| departure(value, at.index(index), &report))
            .collect();
        report.finish()?;
        Ok(Self { departures })
    }

    /// Parts what is meant from what is news.
    #[must_use]
    pub fn acknowledge(&self, changes: Vec<Change>) -> Acknowledged {
        let mut result = Acknowledged::default();
        let mut used = vec![false; self.departures.len()];
        for change in changes {
            let matching = |departure: &&Departure| departure.is_about(&change);
            for (used, departure) in used.iter_mut().zip(&self.departures) {
                *used |= departure.is_about(&change);
            }
            match self.departures.iter().find(matching) {
                Some(departure) => result.known.push((change, departure.reason.clone())),
                None => result.open.push(change),
            }
        }
        let stale = self.departures.iter().zip(used).filter(|(_, used)| !used);
        result.stale = stale.map(|(departure, _)| departure.stale()).collect();
        result
    }
}

impl Departure {
    fn is_about(&self, change: &Change) -> bool {
        self.operation
            .as_ref()
            .is_none_or(|it| *it == change.operation)
            && self.change.as_ref().is_none_or(|it| *it == change.kind)
            && change
                .places
                .iter()
                .any(|place| matches(&self.place, place))
    }

    fn stale(&self) -> Diagnostic {
        let message = "this departure is none any more: nothing there is different";
        code::NO_DEPARTURE
            .at(&self.at.child("place"), message)
            .help("remove it from the list")
    }
}

fn departure(value: &Value, at: Pointer, report: &Report) -> Option<Departure> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let known = ["operation", "place", "change", "reason"];
    for key in value.as_object().into_iter().flat_map(|it| it.keys()) {
        if !known.contains(&key.as_str()) {
            let message = format!("a departure has no `{key}`");
            let help = format!("it has `{}`", known.join("`, `"));
            report.add(
                code::DEPARTURES
                    .at(&at.child(key), message)
                    .on_key()
                    .help(help),
            );
        }
    }
    let needed = |key: &str| {
        let found = text(key).filter(|text| !text.trim().is_empty());
        if found.is_none() {
            let message = format!("a departure needs a text `{key}`");
            report.add(code::DEPARTURES.at(&at, message));
        }
        found
    };
    let (place, reason) = (needed("place"), needed("reason"));
    Some(Departure {
        place: place?,
        reason: reason?,
        operation: text("operation"),
        change: text("change"),
        at,
    })
}

/// Whether a place is meant by a pattern, in which `*` stands for anything.
fn matches(pattern: &str, place: &str) -> bool {
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
