//! What comes back, and bodies in one format or another.

use serde_json::Value;

use super::calls::Pair;
use super::schemas::Schemas;
use super::view::Part;
use super::{Changes, Class, Spot, Way};

/// Compares the answers, status by status.
pub(super) fn compare<'v>(
    old_document: &'v Value,
    new_document: &'v Value,
    schemas: &mut Schemas<'v>,
    pair: &Pair<'v>,
    to: &mut Changes,
) {
    let responses = |part: &Part<'v>, document: &'v Value| -> Vec<(&'v str, Part<'v>)> {
        let responses = part.get("responses");
        let members = responses.iter().flat_map(Part::members);
        let answers = members.filter(|(status, _)| !status.starts_with("x-"));
        answers
            .map(|(status, part)| (status, part.resolved(document)))
            .collect()
    };
    let old = responses(&pair.old, old_document);
    let new = responses(&pair.new, new_document);
    for (status, answer) in &old {
        let meant = counterparts(status, &old, &new);
        if meant.is_empty() {
            let spot = pair.spot.part(&step(status), &answer.at, &pair.new.at);
            let message = format!("the answer {status} is gone");
            to.add(&spot, Class::Breaking, "answer-gone", message);
        }
        for other in meant {
            let spot = pair.spot.part(&step(status), &answer.at, &other.at);
            let words = |part: &Part<'v>| part.value.get("description");
            to.words(&spot, "description", words(answer), words(other));
            content(schemas, answer, other, Way::Received, &spot, to);
        }
    }
    for (status, answer) in &new {
        let is_covered = old.iter().any(|(known, _)| covers(known, status))
            || (*status != "default" && old.iter().any(|(known, _)| covers(status, known)));
        if !is_covered {
            let spot = pair.spot.part(&step(status), &pair.old.at, &answer.at);
            let message = format!("there is an answer {status}");
            to.add(&spot, Class::Addition, "answer-added", message);
        }
    }
}

fn step(status: &str) -> String {
    format!("response {status}")
}

/// The answers that one of the old ones stands for.
fn counterparts<'a, 'v>(
    status: &str,
    old: &[(&str, Part<'v>)],
    new: &'a [(&'v str, Part<'v>)],
) -> Vec<&'a Part<'v>> {
    let find = |wanted: &str| {
        new.iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(wanted))
    };
    if let Some((_, same)) = find(status) {
        return vec![same];
    }
    let others = new.iter().filter(|(known, _)| {
        covers(status, known)
            && !old
                .iter()
                .any(|(other, _)| other.eq_ignore_ascii_case(known))
    });
    let others: Vec<_> = others.map(|(_, part)| part).collect();
    if !others.is_empty() {
        return others;
    }
    let range = new
        .iter()
        .find(|(known, _)| *known != "default" && covers(known, status));
    let range = range.or_else(|| find("default"));
    range.map(|(_, part)| part).into_iter().collect()
}

/// Whether an answer under this status is also for that one: `4XX` for `404`.
fn covers(status: &str, other: &str) -> bool {
    let is_range = status.len() == 3 && status.to_ascii_uppercase().ends_with("XX");
    status.eq_ignore_ascii_case(other)
        || status == "default"
        || (is_range && other.get(..1) == status.get(..1))
}

/// Compares bodies, format by format.
pub(super) fn content<'v>(
    schemas: &mut Schemas<'v>,
    old: &Part<'v>,
    new: &Part<'v>,
    way: Way,
    spot: &Spot,
    to: &mut Changes,
) {
    let formats = |part: &Part<'v>| -> Vec<(String, Part<'v>)> {
        let content = part.get("content");
        let members = content.iter().flat_map(Part::members);
        members.map(|(name, part)| (essence(name), part)).collect()
    };
    let (ours, mut theirs) = (formats(old), formats(new));
    for (name, body) in &ours {
        let Some(index) = theirs.iter().position(|(known, _)| known == name) else {
            let spot = spot.at(&body.at, &new.at);
            let message = format!("`{name}` is gone");
            to.add(&spot, Class::Breaking, "media-type-gone", message);
            continue;
        };
        let other = theirs.remove(index).1;
        if let (Some(old), Some(new)) = (body.get("schema"), other.get("schema")) {
            let spot = spot.at(&old.at, &new.at);
            schemas.compare(vec![old], vec![new], way, &spot, to);
        }
    }
    for (name, body) in theirs {
        let spot = spot.at(&old.at, &body.at);
        let message = format!("there is `{name}`");
        to.add(&spot, Class::Addition, "media-type-added", message);
    }
}

/// A media type without its parameters.
fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
