//! The output of the generator, and its diagnostics.

mod allowed;
mod codes;
mod descriptions;
mod edits;
mod errors;
mod fixtures;
mod fragments;
pub(crate) mod goldens;
mod harness;
mod hints;
mod hostile;
mod large;
mod mocks;
mod names;
mod plain;
mod samples;
mod stability;
mod standalone;
mod warnings;
