//! The runtime of generated clients, as a crate of its own. Codegen copies the modules that a client
//! needs into its `src/runtime`.

pub mod runtime;
