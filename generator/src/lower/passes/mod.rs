//! Passes over the model, when all types are known.

pub(in crate::lower) mod equal;
pub(in crate::lower) mod samples;
pub(in crate::lower) mod usage;
