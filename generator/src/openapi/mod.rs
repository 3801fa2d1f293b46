//! From values to an OpenAPI document.
//!
//! Input: the value of a specification. Output: a [`Document`](document::Document), a resolver for
//! its references, and the selected operations. Nothing here depends on the generated code.

pub(crate) mod document;
pub(crate) mod filter;
pub(crate) mod lookup;
pub(crate) mod parse;
pub(crate) mod resolve;
pub(crate) mod select;
