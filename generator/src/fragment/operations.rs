//! The operations of a specification, and those of them that a fragment is to have.

use serde_json::{Map, Value};

use super::Wanted;
use crate::code;
use crate::diagnostic::Place;
use crate::pointer::Pointer;
use crate::report::Report;
use crate::resolve::suggestion;

/// The members of a path item that are operations.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// An operation, and where it is written.
#[derive(Clone, Debug)]
pub(crate) struct Operation<'v> {
    pub(crate) path: &'v str,
    /// As it is written: in lower case, or in whatever case `additionalOperations` has it.
    pub(crate) method: &'v str,
    /// The path item that has it: that of the path, or a component which that refers to.
    pub(crate) item: Pointer,
    pub(crate) value: &'v Value,
    pub(crate) at: Pointer,
}

impl<'v> Operation<'v> {
    pub(crate) fn id(&self) -> Option<&'v str> {
        self.value.get("operationId")?.as_str()
    }

    /// `GET /pets`
    pub(crate) fn call(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// How people call it: by its id, if it has one.
    pub(crate) fn name(&self) -> String {
        self.id().map_or_else(|| self.call(), str::to_owned)
    }

    pub(super) fn tags(&self) -> impl Iterator<Item = &'v str> {
        let tags = self.value.get("tags").and_then(Value::as_array);
        tags.into_iter().flatten().filter_map(Value::as_str)
    }
}

/// The operations that are wanted, in the order of the specification.
pub(super) fn find<'v>(
    document: &'v Value,
    wanted: &Wanted,
    report: &Report,
) -> Vec<Operation<'v>> {
    let all = operations(document);
    check(&all, wanted, report);
    let is_wanted = |operation: &Operation| {
        let call = operation.call();
        let named = |name: &String| operation.id() == Some(name) || same_call(name, &call);
        let tagged = |tag: &str| wanted.tags.iter().any(|wanted| wanted == tag);
        wanted.operations.iter().any(named)
            || operation.tags().any(tagged)
            || wanted.paths.iter().any(|path| path == operation.path)
    };
    all.into_iter().filter(is_wanted).collect()
}

/// All operations of a document.
pub(crate) fn operations(document: &Value) -> Vec<Operation<'_>> {
    let mut found = Vec::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        if path.starts_with("x-") {
            continue;
        }
        let at = Pointer::root().child("paths").child(path);
        push(&mut found, path, item, &at);
        if let Some((item, at)) = component(document, item) {
            push(&mut found, path, item, &at);
        }
    }
    found
}

/// The path item among the components that one refers to.
fn component<'v>(document: &'v Value, item: &Value) -> Option<(&'v Value, Pointer)> {
    let target = item.get("$ref")?.as_str()?;
    let at = Pointer::parse(target.strip_prefix('#')?)?;
    at.tokens()
        .take(2)
        .eq(["components", "pathItems"])
        .then_some(())?;
    Some((document.pointer(&at.to_string())?, at))
}

fn push<'v>(found: &mut Vec<Operation<'v>>, path: &'v str, item: &'v Value, at: &Pointer) {
    let additional = item.get("additionalOperations").and_then(Value::as_object);
    let members = item.as_object().into_iter().flatten();
    let own = members
        .filter(|(key, _)| METHODS.contains(&key.as_str()))
        .map(|member| (member, at.clone()));
    let at_additional = at.child("additionalOperations");
    let additional = additional
        .into_iter()
        .flatten()
        .map(|member| (member, at_additional.clone()));
    found.extend(
        own.chain(additional)
            .map(|((method, value), holder)| Operation {
                path,
                method,
                item: at.clone(),
                value,
                at: holder.child(method),
            }),
    );
}

/// Whether this is the call, however its method is written.
fn same_call(name: &str, call: &str) -> bool {
    match (name.split_once(' '), call.split_once(' ')) {
        (Some((method, path)), Some((known, known_path))) => {
            method.eq_ignore_ascii_case(known) && path.trim_start() == known_path
        }
        _ => false,
    }
}

/// Tells of everything wanted that there is not.
fn check(all: &[Operation], wanted: &Wanted, report: &Report) {
    let missing = |what: &str, name: &str, known: Vec<String>| {
        let message = format!("there is no {what} `{name}`");
        let help = suggestion(name, known.iter());
        report.add(code::NOT_THERE.at(Place::file(), message).help(help));
    };
    for name in &wanted.operations {
        let is_known = |operation: &Operation| {
            operation.id() == Some(name) || same_call(name, &operation.call())
        };
        if !all.iter().any(is_known) {
            missing("operation", name, all.iter().map(Operation::name).collect());
        }
    }
    for tag in &wanted.tags {
        let mut known: Vec<String> = Vec::new();
        for tag in all.iter().flat_map(Operation::tags) {
            if !known.iter().any(|known| known == tag) {
                known.push(tag.to_owned());
            }
        }
        if !known.contains(tag) {
            missing("operation with the tag", tag, known);
        }
    }
    for path in &wanted.paths {
        if !all.iter().any(|operation| operation.path == path) {
            missing(
                "operation on the path",
                path,
                all.iter()
                    .map(|operation| operation.path.to_owned())
                    .collect(),
            );
        }
    }
    if *wanted == Wanted::default() {
        let diagnostic = code::NOT_THERE.at(Place::file(), "no operation is asked for");
        report.add(diagnostic);
    }
}

/// Whether a path item has operations, so that they have to be chosen from.
pub(super) fn is_operation(key: &str) -> bool {
    METHODS.contains(&key)
}

/// A mapping without its operations, but with those that are kept.
pub(super) fn item(members: &Map<String, Value>, keep: impl Fn(&str) -> bool) -> Value {
    let mut kept = Map::new();
    for (key, value) in members {
        if key == "additionalOperations" {
            let additional = value.as_object().into_iter().flatten();
            let additional: Map<_, _> = additional
                .filter(|(method, _)| keep(method))
                .map(|(method, value)| (method.clone(), value.clone()))
                .collect();
            if !additional.is_empty() {
                kept.insert(key.clone(), Value::Object(additional));
            }
        } else if !is_operation(key) || keep(key) {
            kept.insert(key.clone(), value.clone());
        }
    }
    Value::Object(kept)
}
