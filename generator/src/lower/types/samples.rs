//! Samples: the examples of a specification with the types that must accept them.
//!
//! They are collected where a schema is lowered to a type, since only there both are known.

use crate::diagnostic::pointer::Pointer;
use crate::lower::types::Types;
use crate::model::{Decode, Input, Sample, Type};
use crate::openapi::document::{Example, OrReference};
use serde_json::Value;
use std::collections::HashSet;

impl<'d> Types<'d> {
    /// The examples with their references resolved.
    pub(in crate::lower) fn examples(
        &self,
        examples: &'d [OrReference<Example>],
    ) -> Vec<&'d Example> {
        let resolved = examples
            .iter()
            .filter_map(|example| self.resolver.item(example));
        resolved.collect()
    }

    /// Adds the examples of a type.
    pub(in crate::lower) fn add_samples<'e>(
        &mut self,
        ty: &Type,
        examples: impl IntoIterator<Item = &'e Example>,
    ) {
        for example in examples {
            self.add_sample(ty, &example.at, example.at.clone(), &example.value);
        }
    }

    /// Adds the member `key` of the examples of an object.
    fn add_member_samples<'e>(
        &mut self,
        key: &str,
        ty: &Type,
        examples: impl IntoIterator<Item = &'e Example>,
    ) {
        for example in examples {
            if let Some(member) = example.value.get(key) {
                self.add_sample(ty, &example.at, example.at.child(key), member);
            }
        }
    }

    fn add_sample(&mut self, ty: &Type, example: &Pointer, at: Pointer, value: &Value) {
        self.samples.push(Sample {
            at,
            example: example.clone(),
            ty: ty.clone(),
            is_request: false,
            json: value.to_string(),
            is_invalid: false,
        });
    }

    /// Adds the examples of a body whose fields are inputs of the operation.
    pub(in crate::lower) fn add_field_samples(&mut self, inputs: &[Input], examples: &[&Example]) {
        for input in inputs {
            self.add_member_samples(&input.wire_name, &input.ty, examples.iter().copied());
        }
    }

    /// Adds the examples of a response; `result` is the property of the envelope with its value.
    pub(in crate::lower) fn add_response_samples(
        &mut self,
        ty: Option<&Type>,
        decode: Decode,
        result: Option<&str>,
        examples: &[&Example],
    ) {
        let examples = examples.iter().copied();
        match (ty, decode, result) {
            (Some(ty), Decode::Enveloped, Some(result)) => {
                self.add_member_samples(result, ty, examples);
            }
            (Some(ty), Decode::Json | Decode::TextOrJson, _) => self.add_samples(ty, examples),
            _ => {}
        }
    }
}

/// Removes duplicates, which operations with common schemas add, and samples that are not JSON.
pub(in crate::lower) fn distinct(samples: Vec<Sample>) -> Vec<Sample> {
    let mut seen = HashSet::new();
    let is_file = |ty: &Type| matches!(ty, Type::File | Type::Bytes) || ty.is_list_of_files();
    let is_json = |sample: &Sample| !is_file(&sample.ty);
    let samples = samples.into_iter().filter(is_json);
    let new = |sample: &Sample| seen.insert((sample.at.clone(), sample.ty.clone()));
    samples.filter(new).collect()
}
