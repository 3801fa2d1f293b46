//! Emitting: from the model to Rust.
//!
//! One module per kind of output. A template looks like what it makes: every
//! hole is a `let` above it.

mod answers;
mod api;
mod auth;
mod entries;
mod example;
mod examples;
mod imports;
mod input;
mod library;
mod mode;
mod operation;
mod page;
mod prose;
mod resource;
mod samples;
mod servers;
mod structs;
mod ty;
mod types;
mod unions;

pub(crate) use self::library::library;
pub(crate) use self::samples::samples;

use crate::model::Model;
use proc_macro2::TokenStream;

/// A module of the client.
pub(crate) struct Module {
    /// Relative to `src/api`, with `/`.
    pub(crate) path: String,
    pub(crate) tokens: TokenStream,
    /// What stands behind the rest as it is: rows with a layout of their own.
    pub(crate) table: Option<String>,
}

impl Module {
    fn new(path: impl Into<String>, tokens: TokenStream) -> Self {
        let path = path.into();
        let table = None;
        Self {
            path,
            tokens,
            table,
        }
    }

    fn with_table(self, table: String) -> Self {
        let table = Some(table);
        Self { table, ..self }
    }
}

/// Writes every module of the client; `package` is the crate's name, as code
/// spells it.
pub(crate) fn emit(model: &Model, package: &str) -> Vec<Module> {
    let mut modules = vec![Module::new("mod.rs", api::module(model))];
    if model.has_types() {
        modules.extend(types::modules(model));
    }
    if !model.alternatives.is_empty() {
        modules.push(Module::new("auth.rs", auth::module(model)));
    }
    if !model.servers.known.is_empty() {
        let servers = servers::module(&model.servers);
        modules.push(Module::new("base_url.rs", servers));
    }
    if let Some(envelope) = &model.envelope {
        modules.push(Module::new("envelope.rs", entries::module(model, envelope)));
    }
    if examples::are_there(model) {
        modules.push(examples::module(model));
    }
    for child in &model.root.children {
        resource::modules(model, package, child, &resource::Path::root(), &mut modules);
    }
    modules
}
