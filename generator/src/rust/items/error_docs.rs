//! The section about errors in the documentation of an operation.

use super::doc_comment::DocComment;
use super::type_docs::type_link;
use crate::model::{Model, Operation, Shape, Type, TypeDef};

/// Adds the types of the errors, and how to match them, which `cargo test` compiles.
pub(super) fn errors(
    docs: DocComment,
    model: &Model,
    package: &str,
    operation: &Operation,
) -> DocComment {
    let body = named_type(model, operation.error_type.as_ref());
    let entry = model.envelope.as_ref().map(|it| &it.errors.item);
    let entry = named_type(model, entry);
    if body.is_none() && entry.is_none() {
        return docs;
    }
    let mut docs = docs.heading("Errors");
    if let Some((def, link)) = body {
        docs = docs
            .paragraph(format!("{link} is the body of an error response:"))
            .code_block("no_run", &example(package, &match_details(def)));
    }
    if let Some((def, link)) = entry {
        let name = def.name.pascal();
        let statement = format!(
            "for entry in error.errors_as::<types::{name}>() {{\n    println!(\"{{entry:?}}\");\n}}"
        );
        docs = docs
            .paragraph(format!("{link} is an error in the envelope:"))
            .code_block("no_run", &example(package, &statement));
    }
    docs
}

/// A statement about an `error`, in a function whose lines `#` hides.
fn example(package: &str, statement: &str) -> String {
    format!("# use {package}::types;\n# fn example(error: {package}::Error) {{\n{statement}\n# }}")
}

/// Matches the body of an error response. Of an enum, a variant with a body, if there is one.
fn match_details(def: &TypeDef) -> String {
    let name = def.name.pascal();
    let variant = match &def.shape {
        Shape::Responses { variants, .. } => {
            let typed = variants.iter().find(|variant| variant.ty.is_some());
            typed.or(variants.first())
        }
        _ => None,
    };
    let (pattern, shown) = match variant {
        None => {
            return format!(
                "if let Some(details) = error.details::<types::{name}>() {{\n    \
                 println!(\"{{details:?}}\");\n}}"
            );
        }
        Some(variant) if variant.ty.is_some() => {
            (format!("{}(details)", variant.name.pascal()), "details:?")
        }
        Some(variant) => (variant.name.pascal().to_string(), "error"),
    };
    format!(
        "if let Some(types::{name}::{pattern}) = error.details() {{\n    \
         println!(\"{{{shown}}}\");\n}}"
    )
}

/// A named type, and a link to it.
pub(super) fn named_type<'m>(model: &'m Model, ty: Option<&Type>) -> Option<(&'m TypeDef, String)> {
    let Type::Named(id) = ty? else {
        return None;
    };
    Some((model.type_def(*id), type_link(model, ty?)?))
}
