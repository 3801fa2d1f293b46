//! Writes a Rust client from an OpenAPI fragment.
