//! Emitting: from the model to Rust.
//!
//! One module per kind of output. A template looks like what it makes: every
//! hole is a `let` above it.

mod answers;
mod api;
mod auth;
mod client;
mod enums;
mod example;
mod examples;
mod exports;
mod imports;
mod input;
mod library;
mod mode;
mod newtypes;
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
    pub(crate) items: Vec<Item>,
}

/// A part of a module: blank lines stand between the parts.
pub(crate) enum Item {
    /// Items of Rust, or the documentation and attributes of the module.
    Rust(TokenStream),
    /// A call of a leaf macro.
    Leaf(Leaf),
}

/// A call of a leaf macro of the runtime, which implements traits for one type:
/// `json_object!(both Pet { id, is_tame = "isTame", });`.
pub(crate) struct Leaf {
    pub(crate) name: &'static str,
    /// What stands before the list: `both Pet`.
    pub(crate) head: String,
    /// The list, if there is one: an entry for each line.
    pub(crate) entries: Option<Vec<String>>,
}

impl Module {
    fn new(path: impl Into<String>, items: Vec<Item>) -> Self {
        let path = path.into();
        Self { path, items }
    }
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Rust(tokens)
    }
}

/// Writes every module of the client; `package` is the crate's name, as code
/// spells it.
pub(crate) fn emit(model: &Model, package: &str) -> Vec<Module> {
    let mut modules = vec![
        Module::new("mod.rs", api::module(model)),
        client::builder_module(model),
    ];
    if model.has_types() {
        modules.extend(types::modules(model));
    }
    if !model.security_requirements.is_empty() {
        modules.push(Module::new("auth.rs", auth::module(model)));
    }
    if !model.servers.named.is_empty() {
        modules.push(Module::new("base_url.rs", servers::module(&model.servers)));
    }
    if examples::are_there(model) {
        modules.push(examples::module(model));
    }
    for child in &model.root.children {
        resource::modules(model, package, child, &resource::Path::root(), &mut modules);
    }
    modules
}
