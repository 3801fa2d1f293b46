//! The names of operations without an `operationId`: what they do with the resource.

use crate::openapi::select::Selected;
use crate::rust::names::Name;

/// A name for each operation within its resource: `list`, `create`, `get`, `update` or `delete` for
/// the paths `/movies` and `/movies/{id}`, and `login` for `POST /accounts/login`.
pub(super) fn names(selected: &[Selected], resources: &[Vec<String>]) -> Vec<Option<Name>> {
    let shared = shared_prefix(selected);
    let name = |(it, resource): (&Selected, &Vec<String>)| {
        let resource = Name::new(resource.last()?);
        Some(Name::new(name(it, &resource, shared, selected)))
    };
    selected.iter().zip(resources).map(name).collect()
}

/// The number of parts at the start of all paths, such as `api` and `v3`.
fn shared_prefix(selected: &[Selected]) -> usize {
    let Some(first) = selected.first() else {
        return 0;
    };
    let first = parts(first.path);
    let is_shared = |at: &usize| {
        let same = |it: &Selected| {
            let parts = parts(it.path);
            parts.len() > at + 1 && parts[*at] == first[*at]
        };
        !first[*at].contains('{') && selected.iter().all(same)
    };
    (0..first.len()).take_while(is_shared).count()
}

fn name(selected: &Selected, resource: &Name, shared: usize, all: &[Selected]) -> String {
    let parts = parts(selected.path);
    let at_resource = parts.iter().position(|part| is_same(part, resource));
    let start = at_resource.map_or(shared.min(parts.len()), |at| at + 1);
    let fixed = parts[start..].iter().filter(|part| !part.contains('{'));
    let fixed: Vec<&str> = fixed.copied().collect();
    let is_item = parts.last().is_some_and(|part| part.contains('{'));
    let has_method = |method: &str| {
        let mut others = all.iter().filter(|it| it.path == selected.path);
        others.any(|it| it.method == method)
    };
    let has_items = || all.iter().any(|it| is_item_of(it.path, selected.path));
    let verb = match selected.method {
        "post" if !fixed.is_empty() && !is_item => "",
        "post" => "create",
        "get" if !is_item && has_items() => "list",
        "put" if has_method("patch") => "replace",
        "put" | "patch" => "update",
        method => method,
    };
    let words = [verb].into_iter().chain(fixed);
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a path is that of an item in the collection of another path: `/movies/{id}`.
fn is_item_of(path: &str, collection: &str) -> bool {
    let item = path.strip_prefix(collection.trim_end_matches('/'));
    item.is_some_and(|item| item.starts_with("/{") && !item[1..].contains('/'))
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

/// Whether an `operationId` only repeats the method and path: `post-payments-id-captures`. Of the name
/// of a parameter it may have only the last word.
pub(super) fn is_method_and_path(id: &str, selected: &Selected) -> bool {
    let id = Name::new(id).snake_string();
    let spelled = |parameter: fn(&str) -> Option<String>| {
        let parts = parts(selected.path).into_iter();
        let parts = parts.filter_map(|part| match part.contains('{') {
            true => parameter(part),
            false => Some(part.to_owned()),
        });
        let words: Vec<String> = [selected.method.to_owned()]
            .into_iter()
            .chain(parts)
            .collect();
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
