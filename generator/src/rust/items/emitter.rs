//! [`Emitter`]: the model, and the imports of the module that is being written.

use super::imports::Imports;
use super::module::{Item, LeafMacro};
use crate::model::Model;
use crate::rust::names::Name;
use proc_macro2::{Ident, TokenStream};
use std::cell::OnceCell;

/// The context of the functions that write one module.
///
/// An item of another module is written as one of these methods returns it, which also imports it.
pub(super) struct Emitter<'m> {
    pub(super) model: &'m Model,
    imports: Imports,
    /// The types whose names end with `Required`.
    required: OnceCell<Vec<Ident>>,
}

impl<'m> Emitter<'m> {
    pub(super) fn new(model: &'m Model, imports: Imports) -> Self {
        Self {
            model,
            imports,
            required: OnceCell::new(),
        }
    }

    /// Whether a type has this name, which ends with `Required`.
    pub(super) fn is_taken(&self, required: &Ident) -> bool {
        let taken = self.required.get_or_init(|| {
            let names = self.model.types.iter().map(|def| &def.name);
            let names = names.filter(|name| name.ends_with("required"));
            names.map(Name::pascal).collect()
        });
        taken.contains(required)
    }

    /// An item of the runtime.
    pub(super) fn runtime(&mut self, item: &str) -> TokenStream {
        self.import("crate::runtime", item)
    }

    /// A trait of the runtime, which is then in scope.
    pub(super) fn runtime_trait(&mut self, item: &'static str) -> TokenStream {
        self.imports.get_trait("crate::runtime", item)
    }

    /// An item of the runtime, in code that needs a feature.
    pub(super) fn runtime_for(&mut self, feature: &'static str, item: &str) -> TokenStream {
        self.import_for(feature, "crate::runtime", item)
    }

    /// An item of the root of the generated modules.
    pub(super) fn api(&mut self, item: &str) -> TokenStream {
        self.import("crate::api", item)
    }

    /// An item of another crate, which the runtime re-exports.
    pub(super) fn external(&mut self, module: &'static str, item: &str) -> TokenStream {
        self.imports.external(module, item)
    }

    /// An item of any module.
    pub(super) fn import(&mut self, module: &'static str, item: &str) -> TokenStream {
        self.imports.get(module, item)
    }

    /// An item of any module, in code that needs a feature.
    pub(super) fn import_for(
        &mut self,
        feature: &'static str,
        module: &'static str,
        item: &str,
    ) -> TokenStream {
        self.imports.get_for(feature, module, item)
    }

    /// An item of the prelude.
    pub(super) fn std(&self, item: &str) -> TokenStream {
        self.imports.std(item)
    }

    /// A call of a leaf macro of the runtime.
    pub(super) fn leaf_macro(
        &mut self,
        name: &'static str,
        head: String,
        entries: Option<Vec<String>>,
    ) -> Item {
        self.runtime(name);
        Item::LeafMacro(LeafMacro {
            name,
            head,
            entries,
        })
    }

    /// The `use` items of the module.
    pub(super) fn use_items(&self) -> TokenStream {
        self.imports.use_items()
    }
}
