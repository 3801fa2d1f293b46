//! Samples: the examples of a specification, each with the type that has to take it.
//!
//! They are gathered where a schema has become a type, since only there both are known.

use crate::diagnostic::pointer::Pointer;
use crate::lower::types::Types;
use crate::model::{Decode, Input, Sample, Type};
use crate::openapi::document::{Example, OrReference};
use serde_json::Value;
use std::collections::HashSet;

impl<'d> Types<'d> {
    /// The examples themselves, wherever they stand.
    pub(in crate::lower) fn examples(
        &self,
        examples: &'d [OrReference<Example>],
    ) -> Vec<&'d Example> {
        let resolved = examples
            .iter()
            .filter_map(|example| self.resolver.item(example));
        resolved.collect()
    }

    /// Notes the examples of a type.
    pub(in crate::lower) fn sample<'e>(
        &mut self,
        ty: &Type,
        examples: impl IntoIterator<Item = &'e Example>,
    ) {
        for example in examples {
            self.note(ty, &example.at, example.at.clone(), &example.value);
        }
    }

    /// Notes the examples of an object of which only the member `key` has a type.
    fn sample_member<'e>(
        &mut self,
        key: &str,
        ty: &Type,
        examples: impl IntoIterator<Item = &'e Example>,
    ) {
        for example in examples {
            if let Some(member) = example.value.get(key) {
                self.note(ty, &example.at, example.at.child(key), member);
            }
        }
    }

    fn note(&mut self, ty: &Type, example: &Pointer, at: Pointer, value: &Value) {
        self.samples.push(Sample {
            at,
            example: example.clone(),
            ty: ty.clone(),
            is_request: false,
            json: value.to_string(),
            is_invalid: false,
        });
    }

    /// Notes the examples of a body whose members are inputs of the call.
    pub(in crate::lower) fn sample_fields(&mut self, inputs: &[Input], examples: &[&Example]) {
        for input in inputs {
            self.sample_member(&input.wire_name, &input.ty, examples.iter().copied());
        }
    }

    /// Notes the examples of an answer; in an envelope, `result` is what it holds.
    pub(in crate::lower) fn sample_answer(
        &mut self,
        ty: Option<&Type>,
        decode: Decode,
        result: Option<&str>,
        examples: &[&Example],
    ) {
        let examples = examples.iter().copied();
        match (ty, decode, result) {
            (Some(ty), Decode::Enveloped, Some(result)) => self.sample_member(result, ty, examples),
            (Some(ty), Decode::Json | Decode::OptionalJson, _) => self.sample(ty, examples),
            _ => {}
        }
    }
}

/// Each sample once: what several operations have in common is met by each of them.
pub(in crate::lower) fn distinct(samples: Vec<Sample>) -> Vec<Sample> {
    let mut seen = HashSet::new();
    let is_json = |sample: &Sample| !matches!(sample.ty, Type::File | Type::Bytes);
    let samples = samples.into_iter().filter(is_json);
    let new = |sample: &Sample| seen.insert((sample.at.clone(), sample.ty.clone()));
    samples.filter(new).collect()
}
