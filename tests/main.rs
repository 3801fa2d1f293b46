//! What the generator and the client are held to.

mod client;
mod codegen;
mod house;
mod verbs;
