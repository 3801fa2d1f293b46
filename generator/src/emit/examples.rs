//! `examples.rs`: the examples of the specification as tests of the types.

use super::imports::Imports;
use super::prose::Prose;
use super::samples::is_written;
use super::ty::owned;
use crate::docs;
use crate::model::{Model, Sample, Shape, Type};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether there is anything to test.
pub(super) fn are_there(model: &Model) -> bool {
    tried(model).next().is_some()
}

/// The examples that a type has to take.
fn tried(model: &Model) -> impl Iterator<Item = &Sample> {
    let known = model.samples.iter().filter(|it| is_written(model, &it.ty));
    known.filter(|it| it.refused.is_none())
}

/// A test for each type that has examples.
pub(super) fn module(model: &Model) -> TokenStream {
    let docs =
        Prose::new("The examples of the specification: each is read, written, and compared.");
    let docs = left_out(model, docs).inner();
    let mut imports = Imports::beside(Vec::new());
    let mut tests: BTreeMap<String, Vec<TokenStream>> = BTreeMap::new();
    for sample in tried(model) {
        let test = match sample.ty.named() {
            Some(id) => format!("examples_of_{}", model.type_def(id).name.snake_text()),
            None => "other_examples".to_owned(),
        };
        let line = check(model, sample, &mut imports);
        tests.entry(test).or_default().push(line);
    }
    let tests = tests.into_iter().map(|(name, lines)| {
        let name = format_ident!("{name}");
        quote! {
            #[test]
            fn #name() {
                #(#lines)*
            }
        }
    });
    let tests: Vec<_> = tests.collect();
    let uses = imports.uses();
    quote! {
        #docs

        #uses

        #(#tests)*
    }
}

/// Which examples are no tests, and why.
fn left_out(model: &Model, docs: Prose) -> Prose {
    let refused = model.samples.iter().filter_map(|sample| {
        let reason = sample.refused.as_ref()?;
        Some((sample.at.to_string(), reason))
    });
    let mut refused = refused.peekable();
    if refused.peek().is_none() {
        return docs;
    }
    let docs = docs.paragraph("Left out:");
    refused.fold(docs, |docs, (at, reason)| {
        docs.item(&docs::code_span(&at), Prose::new(docs::plain(reason)))
    })
}

fn check(model: &Model, sample: &Sample, imports: &mut Imports) -> TokenStream {
    let ty = owned(model, &sample.ty, imports);
    let at = sample.at.to_string();
    let mut example: Value = serde_json::from_str(&sample.json).unwrap_or_default();
    let known = keep_known(model, &sample.ty, &mut example);
    let function = if known { "check" } else { "check_loosely" };
    let function = imports.get("crate::runtime::round_trip", function);
    let json = raw(&example.to_string());
    quote!(#function::<#ty>(#at, #json);)
}

/// Takes out of an example what a type lets pass: members that have no field. Gives whether
/// that is all, which it is not where a type has several forms.
fn keep_known(model: &Model, ty: &Type, example: &mut Value) -> bool {
    match (ty, example) {
        (Type::Nullable(inner) | Type::Boxed(inner), example) => keep_known(model, inner, example),
        (Type::List(item), Value::Array(items)) => {
            let known = items.iter_mut().map(|it| keep_known(model, item, it));
            known.fold(true, |all, known| all && known)
        }
        (Type::Map(value), Value::Object(members)) => {
            let known = members.values_mut().map(|it| keep_known(model, value, it));
            known.fold(true, |all, known| all && known)
        }
        (Type::Named(id), example) => match (&model.type_def(*id).shape, example) {
            (Shape::Alias { target } | Shape::Wrapper { target }, example) => {
                keep_known(model, target, example)
            }
            (Shape::Struct { fields, rest }, Value::Object(members)) => {
                if rest.is_none() {
                    members.retain(|key, _| fields.iter().any(|field| field.key == *key));
                }
                let known = fields
                    .iter()
                    .map(|field| match members.get_mut(&field.key) {
                        Some(value) => keep_known(model, &field.ty, value),
                        None => true,
                    });
                known.fold(true, |all, known| all && known)
            }
            (Shape::Union { .. } | Shape::Answers { .. }, Value::Object(_) | Value::Array(_)) => {
                false
            }
            _ => true,
        },
        _ => true,
    }
}

/// A text as one writes it that has quotes in it.
fn raw(text: &str) -> TokenStream {
    let fence = (1..).map(|count| "#".repeat(count));
    let fence = fence
        .into_iter()
        .find(|it| !text.contains(&format!("\"{it}")));
    let written = fence.map(|fence| format!("r{fence}\"{text}\"{fence}"));
    let written = written.and_then(|it| it.parse::<TokenStream>().ok());
    written.unwrap_or_else(|| {
        let text = Literal::string(text);
        quote!(#text)
    })
}
