//! Names the type of response headers that operations of a resource share after the resource.
//!
//! Headers such as those of a rate limit are declared by each operation. Their type is not named after
//! the first of these operations.

use crate::model::{Model, Origin, Resource, TypeId};
use std::collections::{BTreeMap, HashSet};

/// Renames the only inline type of headers that several operations of a top-level resource have:
/// `ChannelsHeaders`.
pub(in crate::lower) fn rename(model: &mut Model) {
    let taken = model.types.iter().map(|def| def.name.snake_string());
    let taken: HashSet<String> = taken.collect();
    let names = model.root.children.iter().filter_map(|resource| {
        let mut counts = BTreeMap::new();
        count(resource, &mut counts);
        let is_own = |id: &TypeId| {
            let def = model.type_def(*id);
            def.origin == Origin::Inline && def.resources.len() == 1
        };
        let shared = counts.into_iter().filter(|(_, count)| *count > 1);
        let shared: Vec<TypeId> = shared.map(|(id, _)| id).filter(is_own).collect();
        let name = resource.name.join("headers");
        match shared.as_slice() {
            [only] if !taken.contains(&name.snake_string()) => Some((*only, name)),
            _ => None,
        }
    });
    for (id, name) in names.collect::<Vec<_>>() {
        model.types[id.0].name = name;
    }
}

/// Counts the operations that have each type of headers.
fn count(resource: &Resource, counts: &mut BTreeMap<TypeId, usize>) {
    let types = resource.operations.iter();
    let types = types.filter_map(|operation| operation.headers_type.as_ref()?.type_id());
    for id in types {
        *counts.entry(id).or_default() += 1;
    }
    for child in &resource.children {
        count(child, counts);
    }
}
