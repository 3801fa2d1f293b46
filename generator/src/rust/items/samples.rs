//! The examples of the specification, for programs that test them against the client.

use super::emitter::Emitter;
use super::imports::Imports;
use super::type_tokens::{type_string, type_tokens};
use crate::model::{Model, Sample, Type};

/// The examples of emitted types, with the types as other crates write them.
pub(crate) fn samples(model: &Model, package: &str) -> Vec<crate::Sample> {
    let mut emitter = Emitter::new(model, Imports::in_other_crate(package));
    let samples = emitted_samples(model).map(|sample| crate::Sample {
        pointer: sample.at.clone(),
        ty: type_string(&type_tokens(&mut emitter, &sample.ty)),
        json: sample.json.clone(),
        is_invalid: sample.is_invalid,
    });
    samples.collect()
}

/// The examples of types that the client has.
pub(super) fn emitted_samples(model: &Model) -> impl Iterator<Item = &Sample> {
    let samples = model.samples.iter();
    samples.filter(|sample| is_emitted(model, &sample.ty))
}

fn is_emitted(model: &Model, ty: &Type) -> bool {
    ty.type_id()
        .is_none_or(|id| model.type_def(id).is_emitted())
}
