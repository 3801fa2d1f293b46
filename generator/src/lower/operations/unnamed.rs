//! The names of operations without an `operationId`: what they do with the resource.

use crate::openapi::document::Document;
use crate::openapi::select::Selected;
use crate::rust::names::Name;
use std::collections::HashSet;

/// A name for each operation within its resource: `list`, `create`, `get`, `update` or `delete` for
/// the paths `/movies` and `/movies/{id}`, and `login` for `POST /accounts/login`. It depends on the
/// whole document, not only on the selected operations.
pub(super) fn names(
    selected: &[Selected],
    resources: &[Vec<String>],
    document: &Document,
) -> Vec<Option<Name>> {
    let collections = collections(document);
    let name = |(it, resource): (&Selected, &Vec<String>)| {
        let resource = Name::new(resource.last()?);
        Some(Name::new(name(it, &resource, &collections)))
    };
    selected.iter().zip(resources).map(name).collect()
}

fn name(selected: &Selected, resource: &Name, collections: &HashSet<&str>) -> String {
    let parts = parts(selected.path);
    let at_resource = parts.iter().position(|part| is_same(part, resource));
    let start = at_resource.map_or(base_length(&parts), |at| at + 1);
    let fixed = parts[start..].iter().filter(|part| !part.contains('{'));
    let fixed: Vec<&str> = fixed.copied().collect();
    let is_item = parts.last().is_some_and(|part| part.contains('{'));
    let has_items = || collections.contains(selected.path.trim_end_matches('/'));
    let has_patch = || {
        let mut operations = selected.item.operations.iter();
        operations.any(|(method, _)| method == "patch")
    };
    let verb = match selected.method {
        "post" if !fixed.is_empty() && !is_item => "",
        "post" => "create",
        "get" if !is_item && has_items() => "list",
        "put" if has_patch() => "replace",
        "put" | "patch" => "update",
        method => method,
    };
    let words = [verb].into_iter().chain(fixed);
    words.collect::<Vec<_>>().join(" ")
}

/// The first part of a path that can be a resource: `movies` of `/api/v3/movies/{id}`.
pub(super) fn first_resource(path: &str) -> Option<&str> {
    let parts = parts(path);
    let mut parts = parts[base_length(&parts)..].iter();
    parts.find(|part| !part.contains('{')).copied()
}

/// The number of parts at the start of a path that say nothing about the resource: `api` and versions.
fn base_length(parts: &[&str]) -> usize {
    let is_version = |part: &str| {
        let digits = part.strip_prefix(['v', 'V']);
        digits.is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_base = |part: &&&str| part.eq_ignore_ascii_case("api") || is_version(part);
    let length = parts.iter().take_while(is_base).count();
    let has_more = parts[length..].iter().any(|part| !part.contains('{'));
    if has_more { length } else { 0 }
}

/// The paths that have a path of their items, without a slash at the end: `/movies` with `/movies/{id}`.
fn collections(document: &Document) -> HashSet<&str> {
    let paths = document.paths.keys();
    let collections = paths.filter_map(|path| {
        let (collection, item) = path.rsplit_once('/')?;
        item.starts_with('{').then_some(collection)
    });
    collections.collect()
}

/// The parts of a path, without its query.
fn parts(path: &str) -> Vec<&str> {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// Whether a part of a path is a resource, in the singular or plural.
fn is_same(part: &str, resource: &Name) -> bool {
    let (part, resource) = (Name::new(part).snake_string(), resource.snake_string());
    let singular = |name: &str| name.strip_suffix('s').unwrap_or(name).to_owned();
    part == resource || singular(&part) == singular(&resource)
}

/// Whether most of the `operationId`s of a document only repeat method and path.
pub(super) fn are_repeated(document: &Document) -> bool {
    let operations = document.paths.iter().flat_map(|(path, item)| {
        let operations = item.operations.iter();
        operations.map(move |(method, it)| (it.id.as_deref(), method, path))
    });
    let ids = operations.filter_map(|(id, method, path)| Some((id?, method, path)));
    let repeated = ids.map(|(id, method, path)| is_method_and_path(id, method, path));
    let repeated: Vec<bool> = repeated.collect();
    let count = repeated.iter().filter(|is_repeated| **is_repeated).count();
    count > 1 && count * 2 > repeated.len()
}

/// Whether an `operationId` only repeats the method and path: `post-payments-id-captures`. Of the name
/// of a parameter it may have only the last word.
pub(super) fn is_method_and_path(id: &str, method: &str, path: &str) -> bool {
    let id = Name::new(id).snake_string();
    let spelled = |parameter: fn(&str) -> Option<String>| {
        let parts = parts(path).into_iter();
        let parts = parts.filter_map(|part| {
            if part.contains('{') {
                parameter(part)
            } else {
                Some(part.to_owned())
            }
        });
        let words: Vec<String> = [method.to_owned()].into_iter().chain(parts).collect();
        Name::new(words.join(" ")).snake_string()
    };
    let last_word = |part: &str| {
        let words = Name::new(part).in_words();
        words.rsplit(' ').next().map(str::to_owned)
    };
    let ways: [fn(&str) -> Option<String>; 4] = [
        |_| None,
        |part| Some(part.to_owned()),
        |part| Some(format!("by {part}")),
        last_word,
    ];
    ways.into_iter().any(|way| spelled(way) == id)
}
