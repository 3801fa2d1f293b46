//! Passes over the whole model, once all types are known.

pub(in crate::lower) mod equal;
pub(in crate::lower) mod samples;
pub(in crate::lower) mod usage;
