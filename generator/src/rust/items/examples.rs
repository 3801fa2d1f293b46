//! `examples.rs`: the examples of the specification as tests of the types.

use super::imports::Imports;
use super::prose::Prose;
use super::samples::is_written;
use super::ty::{owned, text};
use super::{Item, Module};
use crate::model::{Model, Sample, Shape, Type};
use crate::rust::json;
use indexmap::IndexMap;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use std::collections::HashSet;
use std::iter;

/// The columns of a line of JSON.
const WIDTH: usize = 80;

/// Whether there is anything to test.
pub(super) fn are_there(model: &Model) -> bool {
    tried(model).next().is_some()
}

/// The examples of types that the client has.
fn known(model: &Model) -> impl Iterator<Item = &Sample> {
    let samples = model.samples.iter();
    samples.filter(|it| is_written(model, &it.ty))
}

/// The examples that a type has to take.
fn tried(model: &Model) -> impl Iterator<Item = &Sample> {
    known(model).filter(|it| !it.is_invalid)
}

/// A test for each type that has examples.
pub(super) fn module(model: &Model) -> Module {
    let mut imports = Imports::beside(Vec::new());
    let mut tests: IndexMap<(&str, String), Test> = IndexMap::new();
    for sample in tried(model) {
        let ty = text(&owned(model, &sample.ty, &mut imports));
        let mut example: Value = serde_json::from_str(&sample.json).unwrap_or_default();
        let is_known = keep_known(model, &sample.ty, &mut example);
        let check = if is_known {
            "round_trip"
        } else {
            "round_trip_loosely"
        };
        let name = name(model, &sample.ty, &ty);
        let test = tests.entry((check, ty));
        let test = test.or_insert_with(|| Test {
            name,
            examples: IndexMap::new(),
        });
        let at = visible(&sample.at.to_string());
        test.examples
            .entry(example.to_string())
            .or_insert((at, example));
    }
    let docs = docs(model).inner();
    let mut taken = HashSet::new();
    let tests = tests
        .into_iter()
        .map(|((check, ty), test)| test.function(check, &ty, &mut taken, &mut imports));
    let tests: Vec<Item> = tests.map(Item::from).collect();
    let uses = imports.uses();
    let head = quote! {
        #docs

        #uses
    };
    Module::new(
        "examples.rs",
        iter::once(head.into()).chain(tests).collect(),
    )
}

/// What is tried, and how many examples are not.
fn docs(model: &Model) -> Prose {
    let docs = Prose::new(
        "The examples of the specification: each is read, written, and compared. A value that \
         stands in several places is tried once for each type, where it comes first.",
    );
    let left_out = match known(model).filter(|it| it.is_invalid).count() {
        0 => None,
        1 => Some("One example is left out, since its own schema refuses it: see the warning W012 about the specification.".to_owned()),
        count => Some(format!(
            "{count} examples are left out, since their own schemas refuse them: see the warnings \
             W012 about the specification."
        )),
    };
    docs.maybe(left_out)
}

/// The examples of one type.
struct Test {
    name: String,
    /// Each with the place where it comes first, by its text.
    examples: IndexMap<String, (String, Value)>,
}

impl Test {
    fn function(
        self,
        check: &str,
        ty: &str,
        taken: &mut HashSet<String>,
        imports: &mut Imports,
    ) -> TokenStream {
        let Self { name, examples } = self;
        // Two types can come to one name, such as `Vec<Pet>` and `VecPet`.
        let numbers = (2..).map(|number| format!("{name}_{number}"));
        let mut names = iter::once(name.clone()).chain(numbers);
        let free = names.find(|name| taken.insert(name.clone()));
        let name = format_ident!("{}", free.unwrap_or(name));
        let ty: TokenStream = ty.parse().unwrap_or_default();
        let tested = imports.get("crate::runtime", check);
        let examples = examples.values().map(|(at, example)| {
            let example = raw(&text_of(example));
            quote!((#at, #example))
        });
        quote! {
            #[test]
            fn #name() {
                let examples = [#(#examples),*];
                #tested::<#ty>(&examples);
            }
        }
    }
}

/// An example on one line, or on lines of its own.
fn text_of(example: &Value) -> String {
    let line = visible(&json::flat(example));
    if line.chars().count() <= WIDTH {
        return line;
    }
    let lines = json::pretty(example, WIDTH);
    let lines: Vec<String> = lines.lines().map(visible).collect();
    lines.join("\n")
}

/// What the test of a type is called.
fn name(model: &Model, ty: &Type, written: &str) -> String {
    let words = match ty {
        Type::Named(id) => model.type_def(*id).name.snake_string(),
        _ => {
            let words = written.split(|c: char| !c.is_alphanumeric());
            let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
            words.join("_").to_lowercase()
        }
    };
    format!("examples_of_{words}")
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
            (Shape::Alias { target } | Shape::Newtype { target }, example) => {
                keep_known(model, target, example)
            }
            (
                Shape::Struct {
                    fields,
                    additional_properties: rest,
                },
                Value::Object(members),
            ) => {
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
            (Shape::Union { .. } | Shape::Responses { .. }, Value::Object(_) | Value::Array(_)) => {
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

/// A text as one writes it that may have quotes in it.
fn raw(text: &str) -> TokenStream {
    if !text.contains(['"', '\\', '\n']) {
        let text = Literal::string(text);
        return quote!(#text);
    }
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
