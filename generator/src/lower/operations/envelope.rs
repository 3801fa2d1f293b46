//! Lowers the envelope that `x-envelope` declares.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::lower::types::Types;
use crate::model::{EntryList, Envelope, Type};
use crate::openapi::document::{self, Document, Reference, Schema};
use crate::openapi::resolve::Resolver;
use crate::rust::names::Name;

pub(in crate::lower) fn envelope<'d>(
    document: &'d Document,
    types: &mut Types<'d>,
    report: &Report,
) -> Option<Envelope> {
    let schemas = document.components.schemas.iter();
    let mut declared = schemas.filter_map(|(name, schema)| {
        let envelope = schema.envelope.as_deref()?;
        Some((name, schema, envelope))
    });
    let (name, schema, first) = declared.next()?;
    for (_, _, other) in declared {
        let diagnostic = code::ENVELOPE
            .at(&other.at, "a document can have only one `x-envelope`")
            .related(&first.at, "first declared here");
        report.add(diagnostic);
    }
    let name = Name::new(name);
    for property in [&first.success, &first.errors]
        .into_iter()
        .chain(&first.messages)
    {
        if !schema.properties.contains_key(property) {
            let message = format!("the envelope has no property `{property}`");
            report.add(code::ENVELOPE.at(&first.at, message));
        }
    }
    Some(Envelope {
        success: first.success.clone(),
        result: first.result.clone(),
        errors: entry_list(&first.errors, first, schema, &name, types),
        messages: first
            .messages
            .as_ref()
            .map(|property| entry_list(property, first, schema, &name, types)),
    })
}

/// A list of entries in the envelope: the errors or the messages.
fn entry_list<'d>(
    property: &str,
    envelope: &document::Envelope,
    schema: &'d Schema,
    name: &Name,
    types: &mut Types<'d>,
) -> EntryList {
    let list = schema.properties.get(property);
    let item = match list.map(|list| types.of_schema(list, &name.join(property))) {
        Some(Type::List(item)) => *item,
        _ => Type::Any,
    };
    EntryList {
        property: property.to_owned(),
        item,
        code: envelope.code.clone(),
        message: envelope.message.clone(),
    }
}

/// Whether a schema is the envelope, or includes it by `$ref` or `allOf`.
pub(in crate::lower) fn is_enveloped(schema: &Schema, resolver: &Resolver) -> bool {
    reaches_envelope(schema, resolver, &mut Vec::new())
}

fn reaches_envelope(schema: &Schema, resolver: &Resolver, seen: &mut Vec<Reference>) -> bool {
    if schema.envelope.is_some() {
        return true;
    }
    let target = schema
        .reference
        .as_ref()
        .filter(|reference| seen.iter().all(|seen| seen.key() != reference.key()));
    let referenced = target.and_then(|reference| {
        seen.push(reference.clone());
        resolver.schema(reference)
    });
    referenced.is_some_and(|(_, target)| reaches_envelope(target, resolver, seen))
        || schema
            .all_of
            .iter()
            .any(|member| reaches_envelope(member, resolver, seen))
}
