//! Lowers webhooks and callbacks to the types of their request bodies.

use crate::diagnostic::code;
use crate::lower::operations::media::{Kind, representations};
use crate::lower::types::Types;
use crate::model::{Type, TypeRole};
use crate::openapi::document::{Operation, PathItem};
use crate::rust::names::Name;

/// The types of the bodies of webhooks.
pub(in crate::lower) fn webhooks<'d>(
    webhooks: &[(&'d str, &'d PathItem)],
    types: &mut Types<'d>,
) -> Vec<Type> {
    let mut bodies = Vec::new();
    for (webhook, item) in webhooks {
        let name = Name::new(*webhook);
        bodies.extend(body_types(item, (&name, "webhook"), types, |method| {
            TypeRole::Webhook {
                name: (*webhook).to_owned(),
                method,
            }
        }));
    }
    bodies
}

/// The types of the bodies of the callbacks of an operation.
pub(in crate::lower) fn callbacks<'d>(
    operation: &'d Operation,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<Type> {
    let mut bodies = Vec::new();
    for (callback, declared) in &operation.callbacks {
        let Some(declared) = types.resolver.item(declared) else {
            continue;
        };
        let callback_name = name.join(callback);
        for (expression, item) in &declared.items {
            bodies.extend(body_types(
                item,
                (&callback_name, "callback"),
                types,
                |method| TypeRole::Callback {
                    name: callback.clone(),
                    operation: name.clone(),
                    method,
                    expression: expression.clone(),
                },
            ));
        }
    }
    bodies
}

/// A type name that ends in `word`, with the method if a path item has several.
fn type_name(name: &Name, method: Option<&str>, word: &str) -> Name {
    match method {
        Some(method) => name.join(method).join(word),
        None if name.in_words().to_lowercase().ends_with(word) => name.clone(),
        None => name.join(word),
    }
}

/// The types of the bodies of a path item.
fn body_types<'d>(
    item: &'d PathItem,
    (name, word): (&Name, &str),
    types: &mut Types<'d>,
    role: impl Fn(String) -> TypeRole,
) -> Vec<Type> {
    let items = types.resolver.path_items(item).into_iter();
    let operations: Vec<&'d (String, Operation)> = items.flat_map(|it| &it.operations).collect();
    let mut bodies = Vec::new();
    for (method, operation) in &operations {
        let method_of_several = (operations.len() > 1).then_some(method.as_str());
        let name = type_name(name, method_of_several, word);
        let role = role(method.to_uppercase());
        bodies.extend(body_type(operation, &name, types, role));
    }
    bodies
}

/// The type of a body, if it is JSON.
fn body_type<'d>(
    operation: &'d Operation,
    name: &Name,
    types: &mut Types<'d>,
    role: TypeRole,
) -> Option<Type> {
    let body = types.resolver.item(operation.request_body.as_ref()?)?;
    let representations = representations(&body.content, types);
    let preferred = representations.first()?;
    let schema = preferred.schema()?;
    for other in &representations {
        // One with the schema of the JSON is the same value.
        let is_same = preferred.kind == Kind::Json && other.has_schema_of(preferred, types);
        let is_typed = std::ptr::eq(other, preferred) && other.kind == Kind::Json;
        if is_typed || is_same {
            continue;
        }
        let why = if other.kind == Kind::Json {
            "there is one for JSON of another media type"
        } else {
            "only JSON is supported here"
        };
        let message = format!("no type is generated for the body `{}`: {why}", other.name);
        let diagnostic = code::NOT_GENERATED.at(&other.media.at, message).on_key();
        types.report.add(diagnostic);
    }
    if preferred.kind != Kind::Json {
        return None;
    }
    let ty = types.of_schema(schema, name);
    let examples = types.examples(&preferred.media.examples);
    types.add_samples(&ty, examples);
    let descriptions = [
        &operation.description,
        &operation.summary,
        &body.description,
    ];
    let mut descriptions = descriptions.into_iter().flatten();
    let description = descriptions.find(|text| !text.is_empty()).cloned();
    Some(types.with_role(ty, name, description, role))
}
