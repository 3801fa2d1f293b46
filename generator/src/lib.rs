//! Writes a Rust client from an OpenAPI fragment.

pub mod diagnostic;
pub mod docs;
pub mod locate;
pub mod pointer;
pub mod render;
pub mod source;
pub mod syntax;
