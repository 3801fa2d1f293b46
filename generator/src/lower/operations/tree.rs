//! The tree of resources: where each call is found, and what it is called there.

use crate::model::{Operation, Resource};
use crate::openapi::select::Selected;
use crate::rust::names::Name;
use std::collections::HashMap;

/// Where a call is found, and its names.
pub(in crate::lower) struct Called {
    /// The names of the resources on the way to it.
    resource: Vec<String>,
    /// What it is called there.
    method: Name,
    /// What it is called in the whole of the client: its types are named after it.
    pub(in crate::lower) whole: Name,
}

/// Says of each operation where it is found, and what it is called.
///
/// It is called by its `operationId`. Where several would be called alike, or have none, each is
/// called by what it does, so that no name depends on which of them comes first.
pub(in crate::lower) fn called(selected: &[Selected]) -> Vec<Called> {
    let deeds = deeds(selected);
    let ids = ids(selected);
    let wholes = ids.iter().map(|id| id.map(Name::new));
    let wholes = alone(wholes.collect(), &deeds, |_| "");
    let resources: Vec<_> = selected
        .iter()
        .map(|selected| resource(*selected))
        .collect();
    let methods = ids.iter().map(|id| id.map(own).map(Name::new));
    let of_resource: Vec<String> = resources.iter().map(|parts| key(parts)).collect();
    let methods = alone(methods.collect(), &deeds, |index| &of_resource[index]);
    let names = methods.into_iter().zip(wholes);
    let called = resources.into_iter().zip(names);
    let called = called.map(|(resource, (method, whole))| Called {
        resource,
        method,
        whole,
    });
    called.collect()
}

/// Names, and in place of those that are missing or are not alone in their scope, what is there
/// instead.
fn alone<'s>(
    names: Vec<Option<Name>>,
    instead: &[Name],
    scope: impl Fn(usize) -> &'s str,
) -> Vec<Name> {
    let mut counts: HashMap<(&str, String), usize> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        let name = name.as_ref().unwrap_or(&instead[index]);
        *counts
            .entry((scope(index), name.snake_string()))
            .or_default() += 1;
    }
    let named = names.into_iter().enumerate();
    let named = named.map(|(index, name)| {
        let is_alone = |it: &Name| counts.get(&(scope(index), it.snake_string())) == Some(&1);
        name.filter(is_alone)
            .unwrap_or_else(|| instead[index].clone())
    });
    named.collect()
}

/// What each operation does, with as much of its path as tells it from the others.
fn deeds(selected: &[Selected]) -> Vec<Name> {
    let deed = |all: bool| {
        let deeds = selected.iter();
        deeds.map(move |it| Name::new(self::deed(it.method, it.path, all)))
    };
    let all: Vec<Name> = deed(true).collect();
    alone(deed(false).map(Some).collect(), &all, |_| "")
}

/// `get pets by id` for `GET /pets/{id}`: the method, the fixed parts of the path, and what
/// picks one where the path ends with it; or `all` that picks, where it stands.
fn deed(method: &str, path: &str, all: bool) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let mut words = vec![method.to_owned()];
    for (index, part) in parts.iter().enumerate() {
        if !part.contains('{') {
            words.push((*part).to_owned());
        } else if all || index + 1 == parts.len() {
            words.push(format!("by {part}"));
        }
    }
    words.join(" ")
}

/// Each `operationId`, without what a framework has put behind the author's own name to keep it
/// apart from others, unless that does keep it apart.
fn ids<'d>(selected: &[Selected<'d>]) -> Vec<Option<&'d str>> {
    let short = |it: &Selected<'d>| id(it).map(|id| without_path(id, it.method, it.path));
    let spelled = |id: &str| Name::new(id).snake_string();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for id in selected.iter().filter_map(short) {
        *counts.entry(spelled(id)).or_default() += 1;
    }
    let is_alone = |id: &&str| counts.get(&spelled(id)) == Some(&1);
    let ids = selected
        .iter()
        .map(|it| short(it).filter(is_alone).or(id(it)));
    ids.collect()
}

/// `read_pet` of `read_pet_pets__id__get`, which `FastAPI` makes of it for `GET /pets/{id}`.
fn without_path<'d>(id: &'d str, method: &str, path: &str) -> &'d str {
    let path = path.replace(|it: char| !it.is_alphanumeric(), "_");
    let behind = format!("{path}_{}", method.to_lowercase());
    let own = id.strip_suffix(&behind).filter(|own| !own.is_empty());
    own.unwrap_or(id)
}

fn id<'d>(selected: &Selected<'d>) -> Option<&'d str> {
    selected.operation.id.as_deref()
}

/// What stands behind the last dot of an `operationId`.
fn own(id: &str) -> &str {
    id.rsplit_once('.').map_or(id, |(_, own)| own)
}

/// What two resources have in common that are one.
fn key(resource: &[String]) -> String {
    let parts = resource.iter().map(|part| Name::new(part).snake_string());
    parts.collect::<Vec<_>>().join(".")
}

/// Puts each operation where it is found.
pub(in crate::lower) fn tree(called: Vec<Called>, operations: Vec<Operation>) -> Resource {
    let mut root = Resource::new(Name::new(""));
    for (called, mut operation) in called.into_iter().zip(operations) {
        operation.name = called.method;
        place(&mut root, &called.resource, operation);
    }
    root
}

/// Where the specification says that an operation is found: `x-resource`, a dotted
/// `operationId`, its first tag, or the first fixed part of its path.
///
/// No call is without a resource, so none can clash with what a client has.
fn resource(selected: Selected) -> Vec<String> {
    let declared = selected.operation.resource.as_deref();
    let declared = declared.or(selected.item.resource.as_deref());
    let dotted = id(&selected).and_then(|id| id.rsplit_once('.'));
    if let Some(resource) = declared.or(dotted.map(|(resource, _)| resource)) {
        let parts = resource.split('.').filter(|part| !part.is_empty());
        return parts.map(str::to_owned).collect();
    }
    let path = selected.path.split('?').next().unwrap_or_default();
    let mut parts = path.split('/');
    let first_fixed = parts.find(|part| !part.is_empty() && !part.starts_with('{'));
    let tag = selected.operation.tags.first().map(String::as_str);
    vec![tag.or(first_fixed).unwrap_or("root").to_owned()]
}

fn place(at: &mut Resource, path: &[String], operation: Operation) {
    let Some((first, rest)) = path.split_first() else {
        at.operations.push(operation);
        return;
    };
    let name = Name::new(first);
    // As `key` has it: `Pet Store` and `pet-store` are one.
    let is_it = |child: &Resource| child.name.snake_string() == name.snake_string();
    let known = at.children.iter().position(is_it);
    let index = known.unwrap_or_else(|| {
        at.children.push(Resource::new(name));
        at.children.len() - 1
    });
    place(&mut at.children[index], rest, operation);
}
