//! Webhooks and callbacks: what the API sends by itself, as the types of its bodies.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::lower::operations::media::{Kind, choose};
use crate::lower::types::Types;
use crate::model::{Type, TypeRole};
use crate::openapi::document::{Operation, PathItem};
use crate::rust::names::Name;

/// The types of what webhooks bring.
pub(in crate::lower) fn webhooks<'d>(
    webhooks: &[(&'d str, &'d PathItem)],
    types: &mut Types<'d>,
) -> Vec<Type> {
    let mut brought = Vec::new();
    for (webhook, item) in webhooks {
        let name = Name::new(*webhook);
        brought.extend(payloads(item, (&name, "webhook"), types, |method| {
            TypeRole::Webhook {
                name: (*webhook).to_owned(),
                method,
            }
        }));
    }
    brought
}

/// The types of what the callbacks of a call bring.
pub(in crate::lower) fn callbacks<'d>(
    operation: &'d Operation,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<Type> {
    let mut brought = Vec::new();
    for (callback, written) in &operation.callbacks {
        let Some(written) = types.resolver.item(written) else {
            continue;
        };
        let own = name.join(callback);
        for (expression, item) in &written.items {
            brought.extend(payloads(item, (&own, "callback"), types, |method| {
                TypeRole::Callback {
                    name: callback.clone(),
                    operation: name.clone(),
                    method,
                    expression: expression.clone(),
                }
            }));
        }
    }
    brought
}

/// A name that ends in a word, with a method before it if there are several.
fn ending(name: &Name, method: Option<&str>, word: &str) -> Name {
    match method {
        Some(method) => name.join(method).join(word),
        None if name.in_words().to_lowercase().ends_with(word) => name.clone(),
        None => name.join(word),
    }
}

/// The types of the bodies that a path item brings.
fn payloads<'d>(
    item: &'d PathItem,
    (name, word): (&Name, &str),
    types: &mut Types<'d>,
    standing: impl Fn(String) -> TypeRole,
) -> Vec<Type> {
    let items = types.resolver.path_items(item).into_iter();
    let operations: Vec<&'d (String, Operation)> = items.flat_map(|it| &it.operations).collect();
    let mut brought = Vec::new();
    for (method, operation) in &operations {
        let method_of_several = (operations.len() > 1).then_some(method.as_str());
        let name = ending(name, method_of_several, word);
        let standing = standing(method.to_uppercase());
        brought.extend(payload(operation, &name, types, standing));
    }
    brought
}

/// The type of a body, if it is JSON.
fn payload<'d>(
    operation: &'d Operation,
    name: &Name,
    types: &mut Types<'d>,
    standing: TypeRole,
) -> Option<Type> {
    let body = types.resolver.item(operation.request_body.as_ref()?)?;
    let chosen = choose(&body.content, &Report::default())?;
    let schema = chosen.media.schema.as_ref()?;
    if chosen.kind != Kind::Json {
        let message = format!(
            "no type is generated for the body `{}`: only JSON is supported here",
            chosen.name
        );
        let diagnostic = code::NOT_GENERATED.at(&chosen.media.at, message).on_key();
        types.report.add(diagnostic);
        return None;
    }
    let ty = types.of_schema(schema, name);
    let examples = types.examples(&chosen.media.examples);
    types.sample(&ty, examples);
    let words = [
        &operation.description,
        &operation.summary,
        &body.description,
    ];
    let words = words.into_iter().flatten().find(|text| !text.is_empty());
    Some(types.with_role(ty, name, words.cloned(), standing))
}
