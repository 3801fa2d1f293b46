//! Calls: where they go, and what they take.

use serde_json::Value;

use super::alternatives;
use super::answers;
use super::schemas::Schemas;
use super::view::Part;
use super::{Changes, Class, Spot, Way};
use crate::fragment::operations::{Operation, operations};
use crate::input::pointer::Pointer;

/// The operations of two documents.
pub(super) struct Calls<'v> {
    pub(super) old: &'v Value,
    pub(super) new: &'v Value,
    schemas: Schemas<'v>,
}

/// An operation in both of them.
pub(super) struct Pair<'v> {
    pub(super) old: Part<'v>,
    pub(super) new: Part<'v>,
    pub(super) spot: Spot,
}

impl<'v> Calls<'v> {
    pub(super) fn new(old: &'v Value, new: &'v Value) -> Self {
        Self {
            old,
            new,
            schemas: Schemas::new(old, new),
        }
    }

    /// Compares every operation of the first document with what it is in the second.
    pub(super) fn compare(mut self, to: &mut Changes) {
        let theirs = operations(self.new);
        for ours in operations(self.old) {
            let spot = Spot {
                operation: ours.name(),
                part: String::new(),
                within: String::new(),
                old: ours.at.clone(),
                new: Pointer::root().child("paths"),
            };
            let Some(found) = self.counterpart(&ours, &theirs) else {
                let message = format!("{} is gone", ours.call());
                to.add(&spot, Class::Breaking, "operation-gone", message);
                continue;
            };
            let spot = Spot {
                new: found.at.clone(),
                ..spot
            };
            if shape(found.path) != shape(ours.path) || found.method != ours.method {
                let message = format!("it was {}, and is {}", ours.call(), found.call());
                to.add(&spot, Class::Breaking, "operation-moved", message);
            }
            self.pair(&ours, found, spot, to);
        }
    }

    /// The same operation in the second document: by its call, else by its id.
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

    fn pair(&mut self, ours: &Operation<'v>, theirs: &Operation<'v>, spot: Spot, to: &mut Changes) {
        let pair = Pair {
            old: Part::new(ours.value, ours.at.clone()),
            new: Part::new(theirs.value, theirs.at.clone()),
            spot,
        };
        let is = |part: &Part, flag: &str| part.value.get(flag) == Some(&Value::Bool(true));
        if is(&pair.new, "deprecated") && !is(&pair.old, "deprecated") {
            let message = "the operation is deprecated";
            to.add(&pair.spot, Class::Addition, "operation-deprecated", message);
        }
        for words in ["summary", "description"] {
            let of = |part: &Part<'v>| part.value.get(words);
            to.words(&pair.spot, words, of(&pair.old), of(&pair.new));
        }
        self.server(ours, theirs, &pair, to);
        alternatives::compare(self.old, self.new, &pair, to);
        self.parameters(ours, theirs, &pair, to);
        self.body(&pair, to);
        answers::compare(self.old, self.new, &mut self.schemas, &pair, to);
    }

    /// A call goes to the first of the servers.
    fn server(
        &self,
        ours: &Operation<'v>,
        theirs: &Operation<'v>,
        pair: &Pair<'v>,
        to: &mut Changes,
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
            let message = format!("the server was {first}, and is {}", is.join(" or "));
            to.add(&pair.spot, Class::Breaking, "server", message);
        }
    }

    fn parameters(
        &mut self,
        ours: &Operation<'v>,
        theirs: &Operation<'v>,
        pair: &Pair<'v>,
        to: &mut Changes,
    ) {
        let mut there = parameters(self.new, theirs);
        for parameter in parameters(self.old, ours) {
            let step = format!("{} {}", parameter.place, parameter.name);
            let Some(index) = there.iter().position(|it| it.key == parameter.key) else {
                let spot = pair.spot.part(&step, &parameter.part.at, &pair.new.at);
                let message = format!("the parameter `{}` is gone", parameter.name);
                to.add(&spot, Class::Breaking, "parameter-gone", message);
                continue;
            };
            let other = there.remove(index);
            let spot = pair.spot.part(&step, &parameter.part.at, &other.part.at);
            self.parameter(&parameter, &other, &spot, to);
        }
        for parameter in there {
            let step = format!("{} {}", parameter.place, parameter.name);
            let spot = pair.spot.part(&step, &pair.old.at, &parameter.part.at);
            let (class, end) = if parameter.is("required") {
                (Class::Breaking, ", which has to be sent")
            } else {
                (Class::Addition, "")
            };
            let message = format!("there is a parameter `{}`{end}", parameter.name);
            to.add(&spot, class, "parameter-added", message);
        }
    }

    fn parameter(
        &mut self,
        old: &Parameter<'v>,
        new: &Parameter<'v>,
        spot: &Spot,
        to: &mut Changes,
    ) {
        match (old.is("required"), new.is("required")) {
            (false, true) => {
                let message = "the parameter has to be sent";
                to.add(spot, Class::Breaking, "parameter-required", message);
            }
            (true, false) => {
                let message = "the parameter may be left out";
                to.add(spot, Class::Addition, "parameter-optional", message);
            }
            _ => {}
        }
        if new.is("deprecated") && !old.is("deprecated") {
            to.add(spot, Class::Addition, "deprecated", "it is deprecated");
        }
        if old.style() != new.style() {
            let (was, is) = (old.style(), new.style());
            let message = format!("it was written in the style {was}, and is in {is}");
            to.add(spot, Class::Breaking, "style", message);
        }
        let described = |parameter: &Parameter<'v>| parameter.part.value.get("description");
        if described(old).is_some() {
            to.words(spot, "description", described(old), described(new));
        }
        let (old, new) = (old.schema(), new.schema());
        if let (Some(old), Some(new)) = (old, new) {
            self.schemas
                .compare(vec![old], vec![new], Way::Sent, spot, to);
        }
    }

    fn body(&mut self, pair: &Pair<'v>, to: &mut Changes) {
        let body = |part: &Part<'v>, document| Some(part.get("requestBody")?.resolved(document));
        let (old, new) = (body(&pair.old, self.old), body(&pair.new, self.new));
        let required = |part: &Part| part.value.get("required") == Some(&Value::Bool(true));
        match (old, new) {
            (Some(old), Some(new)) => {
                let spot = pair.spot.part("request", &old.at, &new.at);
                if required(&new) && !required(&old) {
                    to.add(
                        &spot,
                        Class::Breaking,
                        "body-required",
                        "a body has to be sent",
                    );
                } else if required(&old) && !required(&new) {
                    to.add(
                        &spot,
                        Class::Addition,
                        "body-optional",
                        "the body may be left out",
                    );
                }
                answers::content(&mut self.schemas, &old, &new, Way::Sent, &spot, to);
            }
            (Some(old), None) => {
                let spot = pair.spot.part("request", &old.at, &pair.new.at);
                to.add(&spot, Class::Breaking, "body-gone", "the body is gone");
            }
            (None, Some(new)) => {
                let spot = pair.spot.part("request", &pair.old.at, &new.at);
                let (class, message) = if required(&new) {
                    (Class::Breaking, "a body has to be sent")
                } else {
                    (Class::Addition, "a body can be sent")
                };
                to.add(&spot, class, "body-added", message);
            }
            (None, None) => {}
        }
    }
}

/// A parameter, and what it is known by.
struct Parameter<'v> {
    place: &'v str,
    name: &'v str,
    /// A parameter of the path is known by its place there, since its name does not travel.
    key: (&'v str, String),
    part: Part<'v>,
}

impl<'v> Parameter<'v> {
    fn is(&self, flag: &str) -> bool {
        self.part.value.get(flag) == Some(&Value::Bool(true))
    }

    fn schema(&self) -> Option<Part<'v>> {
        let content = || {
            let content = self.part.get("content")?;
            content.members().next()?.1.get("schema")
        };
        self.part.get("schema").or_else(content)
    }

    /// The style with its variants, also where it is that of the place.
    fn style(&self) -> String {
        let of_place = match self.place {
            "path" | "header" => "simple",
            _ => "form",
        };
        let style = self.part.value.get("style").and_then(Value::as_str);
        let style = style.unwrap_or(of_place);
        let explode = self.part.value.get("explode").and_then(Value::as_bool);
        let explode = explode.unwrap_or(style == "form");
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
    let own = Part::new(operation.value, operation.at.clone());
    let item = document.pointer(&operation.item.to_string());
    let item = item.map(|item| Part::new(item, operation.item.clone()));
    let lists = [Some(own), item].into_iter().flatten();
    let lists = lists.filter_map(|part| part.get("parameters"));
    let mut found: Vec<Parameter> = Vec::new();
    for part in lists.flat_map(|list| list.items()) {
        let part = part.resolved(document);
        let text = |key: &str| part.value.get(key).and_then(Value::as_str);
        let (Some(place), Some(name)) = (text("in"), text("name")) else {
            continue;
        };
        let key = match place {
            "path" => {
                let before = operation.path.split(&format!("{{{name}}}")).next();
                before.map(shape).unwrap_or_default()
            }
            "header" => name.to_lowercase(),
            _ => name.to_owned(),
        };
        let key = (place, key);
        // What stands on the operation replaces what stands on the path.
        if !found.iter().any(|known| known.key == key) {
            found.push(Parameter {
                place,
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
