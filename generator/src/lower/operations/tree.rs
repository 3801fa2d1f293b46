//! The tree of resources, and the names of the operations.

use crate::lower::operations::shared_prefix::SharedPrefix;
use crate::lower::operations::unnamed;
use crate::model::{Operation, Resource};
use crate::openapi::document::Document;
use crate::openapi::select::Selected;
use crate::rust::names::Name;
use indexmap::IndexMap;
use std::collections::{BTreeSet, HashMap, VecDeque};

/// The resource of an operation, and its names.
#[derive(Clone)]
pub(in crate::lower) struct OperationPath {
    /// The names of the resources that lead to it.
    resource: Vec<String>,
    /// The name of the method, which is unique within the resource.
    method: Name,
    /// The name that prefixes the types of the operation, which is unique within the client.
    pub(in crate::lower) type_prefix: Name,
}

impl OperationPath {
    /// The path of the same operation with another representation of the body.
    pub(in crate::lower) fn with_suffix(&self, suffix: Option<&Name>) -> Self {
        Self {
            method: match suffix {
                Some(suffix) => self.method.join(suffix.spelling()),
                None => self.method.clone(),
            },
            ..self.clone()
        }
    }
}

/// The resource and the names of each operation.
///
/// An operation is named after its `operationId`, or as an extension says. Operations without one are
/// named after what they do with the resource. Operations with the same name are named after their
/// methods and paths, so that no name depends on the order of operations.
pub(in crate::lower) fn operation_paths(
    selected: &[Selected],
    document: &Document,
) -> Vec<OperationPath> {
    let fallbacks = method_and_path_names(selected);
    let prefix = shared_prefix(document);
    let resources = selected.iter().map(|it| match declared_resource(it) {
        Some(declared) => parts(declared),
        None => prefix.removed_from(resource(it)),
    });
    let resources: Vec<Vec<String>> = resources.collect();
    let scopes: Vec<String> = resources.iter().map(|parts| resource_key(parts)).collect();
    let are_ignored = unnamed::are_repeated(document);
    let ids_in_resource = ids(selected, are_ignored, |index| &scopes[index]);
    let ids = ids(selected, are_ignored, |_| "");
    let unnamed = unnamed::names(selected, &resources, document);
    let declared = selected.iter().zip(&ids_in_resource).zip(&unnamed);
    let methods = declared.map(|((selected, id), unnamed)| {
        let declared = selected.operation.method_name.as_deref();
        let id = id.map(after_last_dot);
        declared.or(id).map(Name::new).or(unnamed.clone())
    });
    let methods: Vec<Option<Name>> = methods.collect();
    let type_prefixes = ids.iter().zip(&methods).zip(&resources);
    let type_prefixes = type_prefixes.map(|((id, method), resource)| match id {
        Some(id) => Some(Name::new(*id)),
        None => Some(Name::new(resource.join(" ")).join(method.as_ref()?.spelling())),
    });
    let type_prefixes = unique_or_fallback(type_prefixes.collect(), &fallbacks, |_| "");
    let methods = unique_or_fallback(methods, &fallbacks, |index| &scopes[index]);
    let names = methods.into_iter().zip(type_prefixes);
    let paths = resources.into_iter().zip(names);
    let paths = paths.map(|(resource, (method, type_prefix))| OperationPath {
        resource,
        method,
        type_prefix,
    });
    paths.collect()
}

/// Replaces names that are missing, or not unique in their scope, by their fallbacks.
fn unique_or_fallback<'s>(
    names: Vec<Option<Name>>,
    fallbacks: &[Name],
    scope: impl Fn(usize) -> &'s str,
) -> Vec<Name> {
    let mut counts: HashMap<(&str, String), usize> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        let name = name.as_ref().unwrap_or(&fallbacks[index]);
        *counts
            .entry((scope(index), name.snake_string()))
            .or_default() += 1;
    }
    let names = names.into_iter().enumerate();
    let unique = names.map(|(index, name)| {
        let is_unique = |it: &Name| counts.get(&(scope(index), it.snake_string())) == Some(&1);
        name.filter(is_unique)
            .unwrap_or_else(|| fallbacks[index].clone())
    });
    unique.collect()
}

/// A name from the method and path of each operation, with all parameters if it is not unique
/// otherwise.
fn method_and_path_names(selected: &[Selected]) -> Vec<Name> {
    let names = |all_parameters: bool| {
        let name = move |it: &Selected| method_and_path_name(it.method, it.path, all_parameters);
        selected.iter().map(move |it| Name::new(name(it)))
    };
    let long: Vec<Name> = names(true).collect();
    unique_or_fallback(names(false).map(Some).collect(), &long, |_| "")
}

/// `get pets by id` for `GET /pets/{id}`: the method, the fixed parts of the path, and its last
/// part or all parts that are parameters.
fn method_and_path_name(method: &str, path: &str, all_parameters: bool) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let mut words = vec![method.to_owned()];
    for (index, part) in parts.iter().enumerate() {
        if !part.contains('{') {
            words.push((*part).to_owned());
        } else if all_parameters || index + 1 == parts.len() {
            words.push(format!("by {part}"));
        }
    }
    words.join(" ")
}

/// The `operationId` of each operation, without the suffix that a framework has added, unless the
/// rest is not unique in its scope. If `are_ignored`, those that only repeat method and path are
/// ignored.
fn ids<'d, 's>(
    selected: &[Selected<'d>],
    are_ignored: bool,
    scope: impl Fn(usize) -> &'s str,
) -> Vec<Option<&'d str>> {
    let short = |it: &Selected<'d>| id(it).map(|id| without_suffix(id, it.method, it.path));
    let spelled = |index: usize, id: &str| (scope(index), Name::new(id).snake_string());
    let mut counts: HashMap<(&str, String), usize> = HashMap::new();
    for (index, it) in selected.iter().enumerate() {
        if let Some(id) = short(it) {
            *counts.entry(spelled(index, id)).or_default() += 1;
        }
    }
    let is_ignored = |id: &str, it: &Selected| unnamed::is_method_and_path(id, it.method, it.path);
    let ids = selected.iter().enumerate().map(|(index, it)| {
        let is_unique = |id: &&str| counts.get(&spelled(index, id)) == Some(&1);
        let id = short(it).filter(is_unique).or(id(it));
        id.filter(|id| !are_ignored || !is_ignored(id, it))
    });
    ids.collect()
}

/// `read_pet` for `read_pet_pets__id__get`, which `FastAPI` generates for `GET /pets/{id}`.
fn without_suffix<'d>(id: &'d str, method: &str, path: &str) -> &'d str {
    let path = path.replace(|it: char| !it.is_alphanumeric(), "_");
    let suffix = format!("{path}_{}", method.to_lowercase());
    let name = id.strip_suffix(&suffix);
    name.filter(|name| !name.is_empty()).unwrap_or(id)
}

fn id<'d>(selected: &Selected<'d>) -> Option<&'d str> {
    selected.operation.id.as_deref()
}

/// The part of an `operationId` after its last dot.
fn after_last_dot(id: &str) -> &str {
    id.rsplit_once('.').map_or(id, |(_, name)| name)
}

/// A key that is equal for two spellings of the same resource.
fn resource_key(resource: &[String]) -> String {
    let parts = resource.iter().map(|part| Name::new(part).snake_string());
    parts.collect::<Vec<_>>().join(".")
}

/// Builds the tree of resources.
pub(in crate::lower) fn tree(paths: Vec<OperationPath>, operations: Vec<Operation>) -> Resource {
    let operations = paths.into_iter().zip(operations);
    let operations = operations.map(|(path, mut operation)| {
        operation.name = path.method;
        (path.resource.into(), operation)
    });
    subtree(Name::new(""), operations.collect())
}

/// A resource with these operations, each with the rest of its path.
fn subtree(name: Name, operations: Vec<(VecDeque<String>, Operation)>) -> Resource {
    let mut resource = Resource::new(name);
    // Like `resource_key`: `Pet Store` and `pet-store` are the same.
    let mut children: IndexMap<String, (Name, Vec<_>)> = IndexMap::new();
    for (mut path, operation) in operations {
        let Some(first) = path.pop_front() else {
            resource.operations.push(operation);
            continue;
        };
        let name = Name::new(first);
        let key = name.snake_string();
        let child = children.entry(key).or_insert_with(|| (name, Vec::new()));
        child.1.push((path, operation));
    }
    let children = children.into_values();
    resource.children = children
        .map(|(name, operations)| subtree(name, operations))
        .collect();
    resource
}

/// The words that all resources of the document share, of those that no extension names.
pub(in crate::lower) fn shared_prefix(document: &Document) -> SharedPrefix {
    let operations = document.paths.iter().flat_map(|(path, item)| {
        let operations = item.operations.iter();
        operations.map(move |(method, operation)| Selected {
            path,
            method,
            item,
            operation,
        })
    });
    let undeclared = operations.filter(|it| declared_resource(it).is_none());
    let resources: BTreeSet<Vec<String>> = undeclared.map(|it| resource(&it)).collect();
    SharedPrefix::of(&resources)
}

/// The resource of an operation: from a dotted `operationId`, its first tag, or the first fixed part
/// of its path but `api` and a version.
///
/// Each operation has a resource, so its method cannot conflict with a method of the client.
fn resource(selected: &Selected) -> Vec<String> {
    let dotted = id(selected).and_then(|id| id.rsplit_once('.'));
    let dotted = dotted.map(|(resource, _)| parts(resource));
    if let Some(parts) = dotted.filter(|parts| !parts.is_empty()) {
        return parts;
    }
    let first_fixed = unnamed::first_resource(selected.path);
    let tag = selected.operation.tags.first().map(String::as_str);
    vec![tag.or(first_fixed).unwrap_or("root").to_owned()]
}

/// The resource that an extension names.
fn declared_resource<'d>(selected: &Selected<'d>) -> Option<&'d str> {
    let declared = selected.operation.resource.as_deref();
    declared.or(selected.item.resource.as_deref())
}

/// The parts of a dotted name.
fn parts(resource: &str) -> Vec<String> {
    let parts = resource.split('.').filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}
