//! The documentation of types, and links to it.

use super::doc_comment::DocComment;
use crate::model::{Model, Type, TypeDef, TypeRole};
use crate::rust::docs;

/// An attribute would also warn about the uses in the client itself.
pub(super) const DEPRECATED: &str = "**Deprecated** by the specification.";

/// The documentation of a type: empty if the specification does not describe it.
pub(super) fn type_docs(model: &Model, def: &TypeDef) -> DocComment {
    DocComment::default()
        .markdown(def.description.as_deref())
        .optional_paragraph(role_sentence(model, &def.role))
        .optional_paragraph(def.deprecated.then_some(DEPRECATED))
}

fn role_sentence(model: &Model, role: &TypeRole) -> Option<String> {
    match role {
        TypeRole::Schema => None,
        TypeRole::RequestViewOf(ty) => {
            let link = type_link(model, ty)?;
            Some(format!(
                "{link} in a request: its read-only properties are optional."
            ))
        }
        TypeRole::Headers => Some(
            "The headers of a response, which `response.headers_as` decodes. A header that is absent \
             or invalid is `None`."
                .to_owned(),
        ),
        TypeRole::Webhook { name, method } => {
            let name = docs::code_span(name);
            Some(format!("The request body of the webhook {name}, sent with `{method}`."))
        }
        TypeRole::Callback {
            name,
            operation,
            method,
            expression,
        } => {
            let (name, operation) = (
                docs::code_span(name),
                docs::code_span(operation.spelling()),
            );
            let request_line = docs::code_span(&format!("{method} {expression}"));
            Some(format!(
                "The request body of the callback {name} of {operation}: {request_line}."
            ))
        }
    }
}

/// The specification's description of a type.
pub(super) fn type_description<'m>(model: &'m Model, ty: &Type) -> Option<&'m str> {
    match ty {
        Type::Named(id) => model.type_def(*id).description.as_deref(),
        Type::Nullable(inner) | Type::Boxed(inner) => type_description(model, inner),
        _ => None,
    }
}

/// A link to the documentation of a type, if a named type is part of it.
pub(super) fn type_link(model: &Model, ty: &Type) -> Option<String> {
    match ty {
        Type::Named(id) => {
            let name = model.type_def(*id).name.pascal();
            Some(format!("[`{name}`](crate::types::{name})"))
        }
        Type::Nullable(inner) | Type::Boxed(inner) => type_link(model, inner),
        Type::List(item) => type_link(model, item).map(|item| format!("a list of {item}")),
        Type::Map(value) => type_link(model, value).map(|value| format!("a map of {value}")),
        _ => None,
    }
}
