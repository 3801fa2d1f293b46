//! Emitting: from the model to Rust items.
//!
//! Each kind of output has a module. A template looks like its output: the values that it
//! interpolates are `let`s above it.

mod api_root;
mod arguments;
mod attributes;
mod auth;
mod call_example;
mod client;
mod client_parameters;
mod constraints;
mod constructors;
mod crate_root;
mod decode;
mod doc_comment;
mod emitter;
mod error_docs;
mod example_tests;
mod field_docs;
mod imports;
mod integer_enums;
mod iteration;
mod mock;
mod module;
mod newtypes;
mod operation;
mod operation_docs;
mod resource;
mod resource_path;
mod response_enums;
mod runtime_exports;
mod samples;
mod servers;
mod setters;
mod string_enums;
mod structs;
mod styles;
mod type_docs;
mod type_tokens;
mod types;
mod union_accessors;
mod union_conversions;
mod unions;
mod view_conversions;

#[cfg(test)]
pub(crate) use self::api_root::RUNTIME_VERSION;
pub(crate) use self::api_root::module as root;
pub(crate) use self::crate_root::crate_root;
pub(crate) use self::module::{Item, LeafMacro, Module, Sink};
pub(crate) use self::samples::samples;

use self::resource_path::ResourcePath;
use crate::model::Model;

/// The modules of the client, except the root. `package` is the crate's name in code.
pub(crate) fn modules<'m>(model: &'m Model, package: &'m str) -> Vec<Module<'m>> {
    let mut modules = vec![Module::new("client_builder.rs", |_| {
        client::builder_module(model)
    })];
    modules.push(Module::new("mock.rs", |_| mock::module(model, package)));
    if model.has_types() {
        modules.extend(types::modules(model));
    }
    if model.has_auth() {
        modules.push(Module::new("auth.rs", |_| auth::module(model)));
    }
    if !model.servers.named.is_empty() {
        modules.push(Module::new("base_url.rs", |_| servers::module(model)));
    }
    if example_tests::is_needed(model) {
        modules.push(Module::new("examples.rs", |_| example_tests::module(model)));
    }
    let root = ResourcePath::root();
    let owning = types::owning_resources(model);
    for (index, child) in model.root.children.iter().enumerate() {
        let has_types = owning.contains(&index);
        resource::push_modules(model, package, child, &root, has_types, &mut modules);
    }
    modules
}
