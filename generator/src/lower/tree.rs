//! The tree of resources: where each call is found.

use crate::model::{Operation, Resource};
use crate::name::Name;
use crate::select::Selected;

/// Puts each operation where the specification says: `x-resource`, a dotted
/// `operationId`, its first tag, or the first fixed part of its path.
///
/// No call is without a resource, so none can clash with what a client has.
pub(super) fn tree(selected: &[Selected], operations: Vec<Operation>) -> Resource {
    let mut root = Resource::new(Name::spelled(""));
    for (selected, mut operation) in selected.iter().zip(operations) {
        let resource = resource(*selected);
        let last = resource.last().map(Name::spelled);
        let own = match selected
            .operation
            .id
            .as_deref()
            .and_then(|id| id.rsplit_once('.'))
        {
            Some((_, own)) => Name::spelled(own),
            None => operation.name,
        };
        operation.name = last.map_or(own.clone(), |last| own.without_prefix(&last));
        place(&mut root, &resource, operation);
    }
    root
}

fn resource(selected: Selected) -> Vec<String> {
    let declared = selected
        .operation
        .resource
        .as_deref()
        .or(selected.item.resource.as_deref());
    let dotted = selected
        .operation
        .id
        .as_deref()
        .and_then(|id| id.rsplit_once('.'))
        .map(|(resource, _)| resource);
    if let Some(resource) = declared.or(dotted) {
        return resource
            .split('.')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
    }
    let first_fixed = || {
        selected
            .path
            .split('/')
            .find(|part| !part.is_empty() && !part.starts_with('{'))
    };
    let tag = selected.operation.tags.first().map(String::as_str);
    vec![tag.or_else(first_fixed).unwrap_or("root").to_owned()]
}

fn place(at: &mut Resource, path: &[String], operation: Operation) {
    let Some((first, rest)) = path.split_first() else {
        at.operations.push(operation);
        return;
    };
    let name = Name::spelled(first);
    let known = at.children.iter().position(|child| child.name == name);
    let index = known.unwrap_or_else(|| {
        at.children.push(Resource::new(name));
        at.children.len() - 1
    });
    place(&mut at.children[index], rest, operation);
}
