//! The documentation of fields and inputs.

use super::constraints::constraint_sentences;
use super::doc_comment::DocComment;
use super::type_docs::type_description;
use crate::model::{Docs, Input, Model, Type};
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
