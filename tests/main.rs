//! The tests of the workspace.

mod architecture;
mod book;
mod client;
mod codegen;
mod verbs;
