//! The documentation of fields and inputs.

use super::constraints::constraint_sentences;
use super::doc_comment::DocComment;
use super::type_docs::type_description;
use crate::model::{Docs, Input, Location, Model, Shape, Type};
use crate::rust::docs;

/// A type's description of at most so many lines is repeated in full where the type is used.
const SHORT_DESCRIPTION: usize = 2;

/// The maximum length of a value within a sentence.
const SHORT_VALUE: usize = 100;

/// Examples that add nothing to the type.
const TRIVIAL_EXAMPLES: &[&str] = &["true", "false", "null", "[]", "{}", "\"\""];

/// Words that every description of an operation or a response may have.
const TRIVIAL_WORDS: &str = "a an and call content created deleted done error fail failed failure \
    for in is no of ok operation request response result returned returns success successful \
    successfully the this to updated was";

/// The documentation of an input.
pub(super) fn input_docs(model: &Model, input: &Input) -> DocComment {
    value_docs(model, &input.ty, &input.docs)
        .sentence(known_values(model, input))
        .sentence(wire_name(input))
}

/// The values of an enum that has few of them, unless the description lists them.
fn known_values(model: &Model, input: &Input) -> Option<String> {
    let values = enum_values(model, &input.ty)?;
    let description = input.docs.description.as_deref().unwrap_or_default();
    let is_listed = values.iter().all(|value| description.contains(value));
    let values: Vec<_> = values.into_iter().map(docs::code_span).collect();
    let values = values.join(", ");
    (!is_listed && values.chars().count() <= SHORT_VALUE)
        .then(|| format!("Known values: {values}."))
}

fn enum_values<'m>(model: &'m Model, ty: &'m Type) -> Option<Vec<&'m str>> {
    match model.resolve_aliases(ty) {
        Type::Nullable(inner) | Type::List(inner) => enum_values(model, inner),
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Enum { variants } => Some(variants.iter().map(|it| &*it.value).collect()),
            _ => None,
        },
        _ => None,
    }
}

/// The name in the request, if neither the argument or setter nor the description has it. The names
/// of path parameters are in the path.
fn wire_name(input: &Input) -> Option<String> {
    let noun = match input.location {
        Location::Path | Location::QueryString | Location::Body => return None,
        Location::Query | Location::BodyField => "",
        Location::Header => "the header ",
        Location::Cookie => "the cookie ",
    };
    let name = input.name.snake().to_string();
    let is_same = name.trim_start_matches("r#") == input.wire_name;
    let description = input.docs.description.as_deref().unwrap_or_default();
    let code = docs::code_span(&input.wire_name).to_lowercase();
    let is_described = !noun.is_empty() && description.to_lowercase().contains(&code);
    (!is_same && !is_described)
        .then(|| format!("Sent as {noun}{}.", docs::code_span(&input.wire_name)))
}

/// The documentation of a value of a type. If the description is that of the type, and long, only
/// its first sentence is repeated.
pub(super) fn value_docs(model: &Model, ty: &Type, docs: &Docs) -> DocComment {
    let description = docs.description.as_deref().map(str::trim);
    let is_of_type =
        description.is_some() && description == type_description(model, ty).map(str::trim);
    let description = match &docs.description {
        Some(text) if is_of_type && docs::lines(text).len() > SHORT_DESCRIPTION => {
            docs::summary(text)
        }
        description => description.clone(),
    };
    doc_comment(&Docs {
        description,
        ..docs.clone()
    })
}

/// The description, the constraints, the default and an example.
pub(super) fn doc_comment(docs: &Docs) -> DocComment {
    let description = docs.description.as_deref();
    let default = docs.default.as_deref();
    let default =
        default.filter(|default| !description.is_some_and(|it| states_default(it, default)));
    let default = default.and_then(short_code_span);
    let default = default.map(|default| format!("Default: {default}."));
    let is_trivial = |example: &String| {
        TRIVIAL_EXAMPLES.contains(&example.as_str()) || docs.default.as_ref() == Some(example)
    };
    let example = docs.examples.first();
    let example = example.filter(|example| !is_trivial(example));
    let example = example.and_then(|example| short_code_span(example));
    let example = example.map(|example| format!("Example: {example}."));
    let facts = [constraint_sentences(&docs.constraints), default, example];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let facts = (!facts.is_empty()).then(|| facts.join(" "));
    DocComment::default().markdown(description).sentence(facts)
}

/// Whether a description states the default itself: "Defaults to `asc`."
fn states_default(description: &str, default: &str) -> bool {
    let value = default.trim_matches('"');
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let description = description.to_lowercase();
    let mut after = description.split("default").skip(1);
    after.any(|text| {
        let sentence = text.split(". ").next().unwrap_or(text);
        let mut words = sentence.split(|c: char| !is_part(c));
        !value.is_empty()
            && value.chars().all(is_part)
            && words.any(|it| it == value.to_lowercase())
    })
}

/// Whether a text says more than a name: "Deletes a pet" says no more than "Delete pet".
pub(super) fn adds_information(text: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        let words = words.map(str::to_lowercase);
        words
            .map(|word| word.trim_end_matches('s').to_owned())
            .collect()
    };
    let known = [words(TRIVIAL_WORDS), words(name)].concat();
    words(text).iter().any(|word| !known.contains(word))
}

/// A code span, unless it is too long for a sentence.
fn short_code_span(code: &str) -> Option<String> {
    (code.chars().count() <= SHORT_VALUE).then(|| docs::code_span(code))
}
