//! `examples.rs`: tests of the types with the examples of the specification.

use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::imports::Imports;
use super::module::Item;
use super::samples::emitted_samples;
use super::type_tokens::{type_string, type_tokens};
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

/// Whether there are examples to test.
pub(super) fn is_needed(model: &Model) -> bool {
    valid_samples(model).next().is_some()
}

fn valid_samples(model: &Model) -> impl Iterator<Item = &Sample> {
    emitted_samples(model).filter(|it| !it.is_invalid)
}

/// A test for each type that has examples.
pub(super) fn module(model: &Model) -> Vec<Item> {
    let mut emitter = Emitter::new(model, Imports::default());
    let mut tests: IndexMap<(&str, String), Test> = IndexMap::new();
    for sample in valid_samples(model) {
        let ty = type_string(&type_tokens(&mut emitter, &sample.ty));
        let mut example: Value = serde_json::from_str(&sample.json).unwrap_or_default();
        let is_exact = remove_unknown(model, &sample.ty, &mut example);
        let check = if is_exact {
            "round_trip"
        } else {
            "round_trip_loosely"
        };
        let name = test_name(model, &sample.ty, &ty);
        let test = tests.entry((check, ty));
        let test = test.or_insert_with(|| Test {
            name,
            examples: IndexMap::new(),
        });
        let at = escape_invisible(&sample.at.to_string());
        test.examples
            .entry(example.to_string())
            .or_insert((at, example));
    }
    let docs = docs(model).inner();
    let mut taken = HashSet::new();
    let tests = tests
        .into_iter()
        .map(|((check, ty), test)| test_function(&mut emitter, test, check, &ty, &mut taken));
    let tests: Vec<Item> = tests.map(Item::from).collect();
    let uses = emitter.use_items();
    let head = quote! {
        #docs

        #uses
    };
    iter::once(head.into()).chain(tests).collect()
}

/// The documentation of the module, with the number of examples that are left out.
fn docs(model: &Model) -> DocComment {
    let docs = DocComment::new(
        "Tests that each example of the specification is the same after deserialization and \
         serialization. A value that occurs several times is tested once for each type, at its \
         first occurrence.",
    );
    let left_out = match emitted_samples(model).filter(|it| it.is_invalid).count() {
        0 => None,
        1 => Some(
            "One example is omitted, since it violates its own schema: see the warning W012."
                .to_owned(),
        ),
        count => Some(format!(
            "{count} examples are omitted, since they violate their own schemas: see the warnings \
             W012."
        )),
    };
    docs.optional_paragraph(left_out)
}

/// The examples of one type.
struct Test {
    name: String,
    /// The examples with the pointers of their first occurrences, by their JSON.
    examples: IndexMap<String, (String, Value)>,
}

/// The test function of one type; `taken` has the names of the other tests.
fn test_function(
    emitter: &mut Emitter,
    test: Test,
    check: &str,
    ty: &str,
    taken: &mut HashSet<String>,
) -> TokenStream {
    let Test { name, examples } = test;
    // Two types can have the same test name, such as `Vec<Pet>` and `VecPet`.
    let numbers = (2..).map(|number| format!("{name}_{number}"));
    let mut names = iter::once(name.clone()).chain(numbers);
    let free = names.find(|name| taken.insert(name.clone()));
    let name = format_ident!("{}", free.unwrap_or(name));
    let ty: TokenStream = ty.parse().unwrap_or_default();
    let round_trip = emitter.runtime(check);
    let examples = examples.values().map(|(at, example)| {
        let example = string_literal(&example_string(example));
        quote!((#at, #example))
    });
    quote! {
        #[test]
        fn #name() {
            let examples = [#(#examples),*];
            #round_trip::<#ty>(&examples);
        }
    }
}

/// An example on one line if it fits, else on several.
pub(super) fn example_string(example: &Value) -> String {
    let line = escape_invisible(&json::flat(example));
    if line.chars().count() <= WIDTH {
        return line;
    }
    let lines = json::pretty(example, WIDTH);
    let lines: Vec<String> = lines.lines().map(escape_invisible).collect();
    lines.join("\n")
}

/// The name of the test of a type.
fn test_name(model: &Model, ty: &Type, ty_string: &str) -> String {
    let words = match ty {
        Type::Named(id) => model.type_def(*id).name.snake_string(),
        _ => {
            let words = ty_string.split(|c: char| !c.is_alphanumeric());
            let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
            words.join("_").to_lowercase()
        }
    };
    format!("examples_of_{words}")
}

/// Removes the members of an example that have no field, since the type ignores them. Returns
/// whether all are removed: in a union it is not known which members have a field.
fn remove_unknown(model: &Model, ty: &Type, example: &mut Value) -> bool {
    match (ty, example) {
        (Type::Nullable(inner) | Type::Boxed(inner), example) => {
            remove_unknown(model, inner, example)
        }
        (Type::List(item), Value::Array(items)) => {
            let known = items.iter_mut().map(|it| remove_unknown(model, item, it));
            all(known)
        }
        (Type::Map(value), Value::Object(members)) => {
            let known = members
                .values_mut()
                .map(|it| remove_unknown(model, value, it));
            all(known)
        }
        (Type::Named(id), example) => match (&model.type_def(*id).shape, example) {
            (Shape::Alias { target } | Shape::Newtype { target }, example) => {
                remove_unknown(model, target, example)
            }
            (
                Shape::Struct {
                    fields,
                    additional_properties,
                    keeps_unknown_properties,
                },
                Value::Object(members),
            ) => {
                if additional_properties.is_none() && !keeps_unknown_properties {
                    members.retain(|key, _| fields.iter().any(|field| field.key == *key));
                }
                for field in fields.iter().filter(|field| field.optional) {
                    // A type that is only received does not distinguish null from absent.
                    if members.get(&field.key).is_some_and(Value::is_null)
                        && !distinguishes_null(model, &field.ty)
                    {
                        members.remove(&field.key);
                    }
                }
                let known = fields
                    .iter()
                    .map(|field| match members.get_mut(&field.key) {
                        Some(value) => remove_unknown(model, &field.ty, value),
                        None => true,
                    });
                all(known)
            }
            (Shape::Union { .. } | Shape::Responses { .. }, Value::Object(_) | Value::Array(_)) => {
                false
            }
            _ => true,
        },
        _ => true,
    }
}

fn distinguishes_null(model: &Model, ty: &Type) -> bool {
    let ty = model.resolve_aliases(ty);
    matches!(ty, Type::Nullable(_) | Type::Any | Type::Null)
}

/// Escapes invisible characters in JSON.
fn escape_invisible(json: &str) -> String {
    let is_invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    };
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if is_invisible(c) {
            let escape = format!("\\u{:04x}", u32::from(c));
            text.push_str(&escape);
        } else {
            text.push(c);
        }
    }
    text
}

/// Like `Iterator::all`, but evaluates every item.
fn all(items: impl Iterator<Item = bool>) -> bool {
    items.filter(|it| !it).count() == 0
}

/// A string literal: raw if it has quotes, backslashes or line breaks.
pub(super) fn string_literal(text: &str) -> TokenStream {
    if !text.contains(['"', '\\', '\n']) {
        let text = Literal::string(text);
        return quote!(#text);
    }
    let mut hashes = (1..).map(|count| "#".repeat(count));
    let hashes = hashes.find(|it| !text.contains(&format!("\"{it}")));
    let raw = hashes.map(|hashes| format!("r{hashes}\"{text}\"{hashes}"));
    let raw = raw.and_then(|it| it.parse::<TokenStream>().ok());
    raw.unwrap_or_else(|| {
        let text = Literal::string(text);
        quote!(#text)
    })
}
