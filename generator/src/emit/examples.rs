//! `examples.rs`: the examples of the specification as tests of the types.

use super::imports::Imports;
use super::prose::Prose;
use super::samples::is_written;
use super::ty::owned;
use crate::docs;
use crate::model::{Model, Sample, Shape, Type};
use indexmap::IndexMap;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use std::collections::HashSet;
use std::iter;

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
    let mut tests: IndexMap<String, Test> = IndexMap::new();
    for sample in tried(model) {
        let ty = owned(model, &sample.ty, &mut imports);
        let (known, line) = check(model, sample);
        let function = if known { "check" } else { "check_loosely" };
        let test = tests
            .entry(format!("{function} {ty}"))
            .or_insert_with(|| Test {
                name: name(model, &sample.ty, &ty.to_string()),
                check: imports.get("crate::runtime::round_trip", function),
                ty,
                lines: Vec::new(),
            });
        test.lines.push(line);
    }
    let mut taken = HashSet::new();
    let tests: Vec<_> = tests.into_values().map(|it| it.item(&mut taken)).collect();
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

/// The examples of one type.
struct Test {
    name: String,
    check: TokenStream,
    ty: TokenStream,
    lines: Vec<TokenStream>,
}

impl Test {
    fn item(self, taken: &mut HashSet<String>) -> TokenStream {
        let Self {
            name,
            check: function,
            ty,
            lines,
        } = self;
        // Two types can come to one name, such as `Vec<Pet>` and `VecPet`.
        let numbers = (2..).map(|number| format!("{name}_{number}"));
        let mut names = iter::once(name.clone()).chain(numbers);
        let free = names.find(|name| taken.insert(name.clone()));
        let name = format_ident!("{}", free.unwrap_or(name));
        quote! {
            #[test]
            fn #name() {
                let check = #function::<#ty>;
                #(#lines)*
            }
        }
    }
}

/// What the test of a type is called.
fn name(model: &Model, ty: &Type, written: &str) -> String {
    let words = match ty {
        Type::Named(id) => model.type_def(*id).name.snake_text(),
        _ => {
            let words = written.split(|c: char| !c.is_alphanumeric());
            let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
            words.join("_").to_lowercase()
        }
    };
    format!("examples_of_{words}")
}

fn check(model: &Model, sample: &Sample) -> (bool, TokenStream) {
    let at = visible(&sample.at.to_string());
    let mut example: Value = serde_json::from_str(&sample.json).unwrap_or_default();
    let known = keep_known(model, &sample.ty, &mut example);
    let json = raw(&visible(&example.to_string()));
    (known, quote!(check(#at, #json);))
}

/// Takes out of an example what a type lets pass: members that have no field. Gives whether
/// that is all, which it is not where a type has several forms.
fn keep_known(model: &Model, ty: &Type, example: &mut Value) -> bool {
    match (ty, example) {
        (Type::Nullable(inner) | Type::Boxed(inner), example) => keep_known(model, inner, example),
        (Type::List(item), Value::Array(items)) => {
            let known = items.iter_mut().map(|it| keep_known(model, item, it));
            every(known)
        }
        (Type::Map(value), Value::Object(members)) => {
            let known = members.values_mut().map(|it| keep_known(model, value, it));
            every(known)
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
                every(known)
            }
            (Shape::Union { .. } | Shape::Answers { .. }, Value::Object(_) | Value::Array(_)) => {
                false
            }
            _ => true,
        },
        _ => true,
    }
}

/// JSON without characters that nobody sees: it has an escape for each of them.
fn visible(json: &str) -> String {
    let is_unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    };
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if is_unseen(c) {
            let escape = format!("\\u{:04x}", u32::from(c));
            text.push_str(&escape);
        } else {
            text.push(c);
        }
    }
    text
}

/// Whether all are true, having looked at each.
fn every(all: impl Iterator<Item = bool>) -> bool {
    all.filter(|it| !it).count() == 0
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
