//! The examples, and what a program beside the client needs to try them.

use super::imports::Imports;
use super::ty::{owned, text};
use crate::model::{Model, Type};

/// The examples whose types the client has, with the types as other crates write them.
pub(crate) fn samples(model: &Model, package: &str) -> Vec<crate::Sample> {
    let mut imports = Imports::outside(package);
    let known = model.samples.iter().filter(|it| is_written(model, &it.ty));
    let samples = known.map(|sample| crate::Sample {
        pointer: sample.at.clone(),
        ty: text(&owned(model, &sample.ty, &mut imports)),
        json: sample.json.clone(),
        is_invalid: sample.is_invalid,
    });
    samples.collect()
}

/// Whether the client has the type: one that no call has to do with is left out.
pub(super) fn is_written(model: &Model, ty: &Type) -> bool {
    ty.type_id().is_none_or(|id| {
        let def = model.type_def(id);
        def.is_used() || def.is_flattened_only()
    })
}
