//! Compares responses, and the contents of bodies.

use serde_json::Value;

use super::change::{Changes, Class, Direction, Location};
use super::node::{Node, Pair};
use super::schemas::Schemas;

/// Compares the responses, status by status.
pub(super) fn compare<'v>(
    old_document: &'v Value,
    new_document: &'v Value,
    schemas: &mut Schemas<'v>,
    pair: &Pair<'v>,
    changes: &mut Changes,
) {
    let responses = |part: &Node<'v>, document: &'v Value| -> Vec<(&'v str, Node<'v>)> {
        let responses = part.get("responses");
        let members = responses.iter().flat_map(Node::members);
        let responses = members.filter(|(status, _)| !status.starts_with("x-"));
        responses
            .map(|(status, part)| (status, part.resolved(document)))
            .collect()
    };
    let old = responses(&pair.old, old_document);
    let new = responses(&pair.new, new_document);
    for (status, response) in &old {
        let matching = counterparts(status, &old, &new);
        if matching.is_empty() {
            let location = pair
                .location
                .part(&step(status), &response.at, &pair.new.at);
            let message = format!("response {status} was removed");
            changes.add(&location, Class::Breaking, "response-removed", message);
        }
        for other in matching {
            let location = pair.location.part(&step(status), &response.at, &other.at);
            let description = |part: &Node<'v>| part.value.get("description");
            changes.documentation(
                &location,
                "description",
                description(response),
                description(other),
            );
            content(
                schemas,
                response,
                other,
                Direction::Received,
                &location,
                changes,
            );
        }
    }
    for (status, response) in &new {
        let is_covered = old.iter().any(|(known, _)| covers(known, status))
            || (*status != "default" && old.iter().any(|(known, _)| covers(status, known)));
        if !is_covered {
            let location = pair
                .location
                .part(&step(status), &pair.old.at, &response.at);
            let message = format!("response {status} was added");
            changes.add(&location, Class::Addition, "response-added", message);
        }
    }
}

fn step(status: &str) -> String {
    format!("response {status}")
}

/// The new responses that correspond to an old one.
fn counterparts<'a, 'v>(
    status: &str,
    old: &[(&str, Node<'v>)],
    new: &'a [(&'v str, Node<'v>)],
) -> Vec<&'a Node<'v>> {
    let find = |status: &str| {
        new.iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(status))
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

/// Whether a response for `status` also applies to `other`, as `4XX` does to `404`.
fn covers(status: &str, other: &str) -> bool {
    let is_range = status.len() == 3 && status.to_ascii_uppercase().ends_with("XX");
    status.eq_ignore_ascii_case(other)
        || status == "default"
        || (is_range && other.get(..1) == status.get(..1))
}

/// Compares contents, media type by media type.
pub(super) fn content<'v>(
    schemas: &mut Schemas<'v>,
    old: &Node<'v>,
    new: &Node<'v>,
    direction: Direction,
    location: &Location,
    changes: &mut Changes,
) {
    let formats = |part: &Node<'v>| -> Vec<(String, Node<'v>)> {
        let content = part.get("content");
        let members = content.iter().flat_map(Node::members);
        members.map(|(name, part)| (essence(name), part)).collect()
    };
    let (ours, mut theirs) = (formats(old), formats(new));
    for (name, body) in &ours {
        let Some(index) = theirs.iter().position(|(known, _)| known == name) else {
            let location = location.at(&body.at, &new.at);
            let message = format!("media type `{name}` was removed");
            changes.add(&location, Class::Breaking, "media-type-removed", message);
            continue;
        };
        let other = theirs.remove(index).1;
        if let (Some(old), Some(new)) = (body.get("schema"), other.get("schema")) {
            let location = location.at(&old.at, &new.at);
            schemas.compare(vec![old], vec![new], direction, &location, changes);
        }
    }
    for (name, body) in theirs {
        let location = location.at(&old.at, &body.at);
        let message = format!("media type `{name}` was added");
        changes.add(&location, Class::Addition, "media-type-added", message);
    }
}

/// A media type without its parameters.
fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
