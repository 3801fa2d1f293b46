//! The tests of the workspace.

mod architecture;
mod client;
mod codegen;
mod verbs;
