//! The component schemas that extend others by `allOf`.

use crate::openapi::document::{Document, Schema};
use std::collections::HashMap;

/// For each component schema, the component schemas that have it in their `allOf`.
pub(super) type Extensions = HashMap<String, Vec<String>>;

pub(super) const SCHEMAS: &str = "#/components/schemas/";

/// Collects the extensions of all component schemas.
pub(super) fn extensions(document: &Document) -> Extensions {
    let mut extensions = Extensions::new();
    for (name, schema) in &document.components.schemas {
        let mut bases = Vec::new();
        collect(schema, &mut bases);
        for base in bases {
            let known = extensions.entry(base.to_owned()).or_default();
            if !known.contains(name) {
                known.push(name.clone());
            }
        }
    }
    extensions
}

fn collect<'s>(schema: &'s Schema, bases: &mut Vec<&'s str>) {
    for member in &schema.all_of {
        let reference = member.reference.as_ref();
        bases.extend(reference.and_then(|it| it.target.strip_prefix(SCHEMAS)));
        collect(member, bases);
    }
}
