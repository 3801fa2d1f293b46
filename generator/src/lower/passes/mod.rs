//! Passes over the model, when all types are known.

pub(in crate::lower) mod arguments;
pub(in crate::lower) mod client_parameters;
pub(in crate::lower) mod constants;
pub(in crate::lower) mod equal;
pub(in crate::lower) mod error_names;
pub(in crate::lower) mod header_names;
pub(in crate::lower) mod read_write;
pub(in crate::lower) mod received_nulls;
pub(in crate::lower) mod recursion;
pub(in crate::lower) mod size;
pub(in crate::lower) mod unknown_properties;
pub(in crate::lower) mod usage;
pub(in crate::lower) mod whole_body;
pub(in crate::lower) mod widening;
