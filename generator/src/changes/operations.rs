//! Compares operations.

use serde_json::Value;

use super::change::{Changes, Class, Direction, Location};
use super::node::{Node, Pair};
use super::responses;
use super::schemas::Schemas;
use super::security;
use crate::diagnostic::pointer::Pointer;
use crate::fragment::operations::{Operation, operations};
use crate::openapi::document::ParameterLocation;

/// The operations of two documents.
pub(super) struct Operations<'v> {
    pub(super) old: &'v Value,
    pub(super) new: &'v Value,
    schemas: Schemas<'v>,
}

impl<'v> Operations<'v> {
    pub(super) fn new(old: &'v Value, new: &'v Value) -> Self {
        Self {
            old,
            new,
            schemas: Schemas::new(old, new),
        }
    }

    /// Compares every operation of the first document with its counterpart in the second.
    pub(super) fn compare(mut self, changes: &mut Changes) {
        let theirs = operations(self.new);
        for ours in operations(self.old) {
            let location = Location {
                operation: ours.name(),
                part: String::new(),
                path: String::new(),
                old: ours.at.clone(),
                new: Pointer::root().child("paths"),
            };
            let Some(found) = self.counterpart(&ours, &theirs) else {
                let message = format!("{} was removed", ours.call());
                changes.add(&location, Class::Breaking, "operation-removed", message);
                continue;
            };
            let location = Location {
                new: found.at.clone(),
                ..location
            };
            if shape(found.path) != shape(ours.path) || found.method != ours.method {
                let message = format!("moved from {} to {}", ours.call(), found.call());
                changes.add(&location, Class::Breaking, "operation-moved", message);
            }
            self.pair(&ours, found, location, changes);
        }
    }

    /// The same operation in the second document: by method and path, else by `operationId`.
    fn counterpart<'t>(
        &self,
        ours: &Operation<'v>,
        theirs: &'t [Operation<'v>],
    ) -> Option<&'t Operation<'v>> {
        let full = |document: &Value, path: &str| format!("{}{}", base(document), shape(path));
        let same_method = |it: &&Operation| it.method == ours.method;
        let by_path = theirs
            .iter()
            .filter(same_method)
            .find(|it| shape(it.path) == shape(ours.path));
        let by_address = || {
            let address = full(self.old, ours.path);
            let mut same = theirs.iter().filter(same_method);
            same.find(|it| full(self.new, it.path) == address)
        };
        let by_id = || {
            theirs
                .iter()
                .find(|it| it.id().is_some() && it.id() == ours.id())
        };
        by_path.or_else(by_address).or_else(by_id)
    }

    fn pair(
        &mut self,
        ours: &Operation<'v>,
        theirs: &Operation<'v>,
        location: Location,
        changes: &mut Changes,
    ) {
        let pair = Pair {
            old: Node::new(ours.value, ours.at.clone()),
            new: Node::new(theirs.value, theirs.at.clone()),
            location,
        };
        let is = |part: &Node, flag: &str| part.value.get(flag) == Some(&Value::Bool(true));
        if is(&pair.new, "deprecated") && !is(&pair.old, "deprecated") {
            let message = "the operation became deprecated";
            changes.add(
                &pair.location,
                Class::Addition,
                "operation-deprecated",
                message,
            );
        }
        for words in ["summary", "description"] {
            let of = |part: &Node<'v>| part.value.get(words);
            changes.documentation(&pair.location, words, of(&pair.old), of(&pair.new));
        }
        self.server(ours, theirs, &pair, changes);
        security::compare(self.old, self.new, &pair, changes);
        self.parameters(ours, theirs, &pair, changes);
        self.body(&pair, changes);
        responses::compare(self.old, self.new, &mut self.schemas, &pair, changes);
    }

    /// Compares the first server, which is the one that clients use.
    fn server(
        &self,
        ours: &Operation<'v>,
        theirs: &Operation<'v>,
        pair: &Pair<'v>,
        changes: &mut Changes,
    ) {
        let (Some(was), Some(is)) = (servers(self.old, ours), servers(self.new, theirs)) else {
            return;
        };
        let first = was.first().copied().unwrap_or_default();
        let address = |server: &str, path: &str| format!("{}{path}", server.trim_end_matches('/'));
        let expected = address(first, &shape(ours.path));
        let known = is
            .iter()
            .any(|server| address(server, &shape(theirs.path)) == expected);
        if !known && shape(ours.path) == shape(theirs.path) {
            let message = format!("the server changed from {first} to {}", is.join(" or "));
            changes.add(&pair.location, Class::Breaking, "server", message);
        }
    }

    fn parameters(
        &mut self,
        ours: &Operation<'v>,
        theirs: &Operation<'v>,
        pair: &Pair<'v>,
        changes: &mut Changes,
    ) {
        let mut there = parameters(self.new, theirs);
        for parameter in parameters(self.old, ours) {
            let step = parameter.part_of_operation();
            let Some(index) = there.iter().position(|it| it.key == parameter.key) else {
                let location = pair.location.part(&step, &parameter.part.at, &pair.new.at);
                let message = format!("parameter `{}` was removed", parameter.name);
                changes.add(&location, Class::Breaking, "parameter-removed", message);
                continue;
            };
            let other = there.remove(index);
            let location = pair
                .location
                .part(&step, &parameter.part.at, &other.part.at);
            self.parameter(&parameter, &other, &location, changes);
        }
        for parameter in there {
            let step = parameter.part_of_operation();
            let location = pair.location.part(&step, &pair.old.at, &parameter.part.at);
            let (class, required) = if parameter.is("required") {
                (Class::Breaking, "required ")
            } else {
                (Class::Addition, "")
            };
            let message = format!("{required}parameter `{}` was added", parameter.name);
            changes.add(&location, class, "parameter-added", message);
        }
    }

    fn parameter(
        &mut self,
        old: &Parameter<'v>,
        new: &Parameter<'v>,
        location: &Location,
        changes: &mut Changes,
    ) {
        match (old.is("required"), new.is("required")) {
            (false, true) => {
                let message = "the parameter became required";
                changes.add(location, Class::Breaking, "parameter-required", message);
            }
            (true, false) => {
                let message = "the parameter became optional";
                changes.add(location, Class::Addition, "parameter-optional", message);
            }
            _ => {}
        }
        if new.is("deprecated") && !old.is("deprecated") {
            changes.add(location, Class::Addition, "deprecated", "became deprecated");
        }
        if old.style() != new.style() {
            let (was, is) = (old.style(), new.style());
            let message = format!("the style changed from {was} to {is}");
            changes.add(location, Class::Breaking, "style", message);
        }
        let described = |parameter: &Parameter<'v>| parameter.part.value.get("description");
        if described(old).is_some() {
            changes.documentation(location, "description", described(old), described(new));
        }
        let (old, new) = (old.schema(), new.schema());
        if let (Some(old), Some(new)) = (old, new) {
            self.schemas
                .compare(vec![old], vec![new], Direction::Sent, location, changes);
        }
    }

    fn body(&mut self, pair: &Pair<'v>, changes: &mut Changes) {
        let body = |part: &Node<'v>, document| Some(part.get("requestBody")?.resolved(document));
        let (old, new) = (body(&pair.old, self.old), body(&pair.new, self.new));
        let required = |part: &Node| part.value.get("required") == Some(&Value::Bool(true));
        match (old, new) {
            (Some(old), Some(new)) => {
                let location = pair.location.part("request", &old.at, &new.at);
                if required(&new) && !required(&old) {
                    changes.add(
                        &location,
                        Class::Breaking,
                        "body-required",
                        "the request body became required",
                    );
                } else if required(&old) && !required(&new) {
                    changes.add(
                        &location,
                        Class::Addition,
                        "body-optional",
                        "the request body became optional",
                    );
                }
                responses::content(
                    &mut self.schemas,
                    &old,
                    &new,
                    Direction::Sent,
                    &location,
                    changes,
                );
            }
            (Some(old), None) => {
                let location = pair.location.part("request", &old.at, &pair.new.at);
                changes.add(
                    &location,
                    Class::Breaking,
                    "body-removed",
                    "the request body was removed",
                );
            }
            (None, Some(new)) => {
                let location = pair.location.part("request", &pair.old.at, &new.at);
                let (class, message) = if required(&new) {
                    (Class::Breaking, "a required request body was added")
                } else {
                    (Class::Addition, "an optional request body was added")
                };
                changes.add(&location, class, "body-added", message);
            }
            (None, None) => {}
        }
    }
}

/// A parameter, and the key that identifies it.
struct Parameter<'v> {
    location: ParameterLocation,
    name: &'v str,
    /// A path parameter is identified by its position, since its name is not sent.
    key: (ParameterLocation, String),
    part: Node<'v>,
}

impl<'v> Parameter<'v> {
    /// The part of the operation that the parameter is, such as `query name`.
    fn part_of_operation(&self) -> String {
        format!("{} {}", self.location.as_str(), self.name)
    }

    fn is(&self, flag: &str) -> bool {
        self.part.value.get(flag) == Some(&Value::Bool(true))
    }

    fn schema(&self) -> Option<Node<'v>> {
        let content = || {
            let content = self.part.get("content")?;
            content.members().next()?.1.get("schema")
        };
        self.part.get("schema").or_else(content)
    }

    /// A description of the style, with the default for the location filled in.
    fn style(&self) -> String {
        let style = self.part.value.get("style").and_then(Value::as_str);
        let style = style.unwrap_or(self.location.default_style());
        let explode = self.part.value.get("explode").and_then(Value::as_bool);
        let explode = explode.unwrap_or(matches!(style, "form" | "cookie"));
        let reserved = if self.is("allowReserved") {
            ", reserved"
        } else {
            ""
        };
        let media = if self.part.value.get("content").is_some() {
            ", as content"
        } else {
            ""
        };
        let explode = if explode { ", exploded" } else { "" };
        format!("`{style}`{explode}{reserved}{media}")
    }
}

fn parameters<'v>(document: &'v Value, operation: &Operation<'v>) -> Vec<Parameter<'v>> {
    let own = Node::new(operation.value, operation.at.clone());
    let item = document.pointer(&operation.item.to_string());
    let item = item.map(|item| Node::new(item, operation.item.clone()));
    let lists = [Some(own), item].into_iter().flatten();
    let lists = lists.filter_map(|part| part.get("parameters"));
    let mut found: Vec<Parameter> = Vec::new();
    for part in lists.flat_map(|list| list.items()) {
        let part = part.resolved(document);
        let text = |key: &str| part.value.get(key).and_then(Value::as_str);
        let location = text("in").and_then(ParameterLocation::named);
        let (Some(location), Some(name)) = (location, text("name")) else {
            continue;
        };
        let key = match location {
            ParameterLocation::Path => {
                let before = operation.path.split(&format!("{{{name}}}")).next();
                before.map(shape).unwrap_or_default()
            }
            ParameterLocation::Header => name.to_lowercase(),
            ParameterLocation::Query | ParameterLocation::Cookie => name.to_owned(),
            // Its name is not sent.
            ParameterLocation::QueryString => String::new(),
        };
        let key = (location, key);
        // A parameter of the operation replaces that of the path item.
        if !found.iter().any(|known| known.key == key) {
            found.push(Parameter {
                location,
                name,
                key,
                part,
            });
        }
    }
    found
}

fn servers<'v>(document: &'v Value, operation: &Operation<'v>) -> Option<Vec<&'v str>> {
    let item = document.pointer(&operation.item.to_string());
    let owners = [Some(operation.value), item, Some(document)];
    let servers = owners
        .into_iter()
        .flatten()
        .find_map(|it| it.get("servers"))?;
    let urls = servers
        .as_array()?
        .iter()
        .filter_map(|it| it.get("url")?.as_str());
    Some(urls.collect())
}

/// The path of the first server.
fn base(document: &Value) -> &str {
    let url = document.pointer("/servers/0/url").and_then(Value::as_str);
    let url = url.unwrap_or_default().trim_end_matches('/');
    match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => url,
    }
}

/// A path without the names of its parameters.
fn shape(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shape, part| {
        let rest = part.split_once('}').map_or("", |(_, rest)| rest);
        format!("{shape}{{}}{rest}")
    })
}
