//! Writes a Rust client from an OpenAPI fragment.

pub mod diagnostic;
pub mod pointer;
pub mod source;
pub mod syntax;
