//! The document: from values to OpenAPI in its own words.
//!
//! In comes the value of a specification. Out comes a [`Document`](document::Document), a resolver
//! for its references, and the operations that are selected. Nothing is decided here about Rust.

pub(crate) mod document;
pub(crate) mod parse;
pub(crate) mod resolve;
pub(crate) mod select;
pub(crate) mod wanted;
