//! `dependentSchemas`, `then` and `else`: schemas that may hold or not.
//!
//! Which properties they know may be there, whatever they ask of those that are known already.

use crate::input::pointer::Pointer;
use crate::lower::types::all_of::{Merge, leaves};
use crate::openapi::document::Schema;
use indexmap::IndexMap;

impl Merge<'_> {
    /// Adds the properties to a schema that it may have by a condition.
    pub(in crate::lower) fn add_conditional(&self, merged: &mut Schema, open: &mut Vec<Pointer>) {
        let mut properties: IndexMap<String, Vec<Schema>> = IndexMap::new();
        let mut conditional = std::mem::take(&mut merged.conditional);
        let mut next = 0;
        while let Some(schema) = conditional.get(next).cloned() {
            next += 1;
            let mut found = Vec::new();
            leaves(&schema, &mut found);
            let leaves = found.iter().flat_map(|leaf| self.opened(leaf, open));
            for leaf in leaves.collect::<Vec<_>>() {
                let within = leaf.conditional.into_iter();
                let within = within.filter(|it| !conditional.contains(it));
                conditional.extend(within.collect::<Vec<_>>());
                let news = leaf.properties.into_iter();
                let news =
                    news.filter(|(key, it)| !it.never && !merged.properties.contains_key(key));
                for (key, property) in news {
                    let known = properties.entry(key).or_default();
                    if !known.contains(&property) {
                        known.push(property);
                    }
                }
            }
        }
        let properties = properties
            .into_iter()
            .map(|(key, several)| (key, any_of(several)));
        merged.properties.extend(properties);
    }
}

/// What one of several schemas takes.
fn any_of(mut several: Vec<Schema>) -> Schema {
    if several.len() == 1 {
        return several.remove(0);
    }
    Schema {
        at: several[0].at.clone(),
        any_of: several,
        ..Schema::default()
    }
}
