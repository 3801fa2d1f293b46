//! What a module imports: gathered while its code is written.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The imports of one module.
///
/// An item whose name the module needs for something else is written with its
/// whole path instead.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// Where the module's own items are found, which need no import here.
    here: Option<&'static str>,
    own: BTreeSet<String>,
    /// The crate, where the code is outside of it and imports nothing.
    from: Option<String>,
    used: BTreeMap<String, &'static str>,
}

impl Imports {
    /// The imports of a module that defines items of these names itself.
    pub(super) fn beside(own: impl IntoIterator<Item = String>) -> Self {
        Self {
            own: own.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The imports of the module `here`, which defines items of these names.
    pub(super) fn within(here: &'static str, own: impl IntoIterator<Item = String>) -> Self {
        Self {
            here: Some(here),
            ..Self::beside(own)
        }
    }

    /// For code outside of the crate, which writes everything with its whole path.
    pub(super) fn outside(package: &str) -> Self {
        Self {
            from: Some(package.to_owned()),
            ..Self::default()
        }
    }

    /// An item of a module, as code here writes it.
    pub(super) fn get(&mut self, module: &'static str, item: &str) -> TokenStream {
        let name = format_ident!("{item}");
        if self.here == Some(module) && self.own.contains(item) {
            return quote!(#name);
        }
        if let Some(package) = &self.from {
            return reached(package, module, &name);
        }
        let elsewhere = self.used.get(item).is_some_and(|other| *other != module);
        if elsewhere || self.own.contains(item) {
            let module = path(module);
            return quote!(#module::#name);
        }
        self.used.insert(item.to_owned(), module);
        quote!(#name)
    }

    /// The `use` items, one for each module.
    pub(super) fn uses(&self) -> TokenStream {
        let mut modules: BTreeMap<&str, Vec<Ident>> = BTreeMap::new();
        for (item, module) in &self.used {
            let item = format_ident!("{item}");
            modules.entry(module).or_default().push(item);
        }
        let uses = modules.into_iter().map(|(module, items)| {
            let module = path(module);
            match items.as_slice() {
                [item] => quote!(use #module::#item;),
                _ => quote!(use #module::{#(#items),*};),
            }
        });
        uses.collect()
    }
}

/// An item as other crates write it: a client exports what is in its `api` and its `runtime`.
fn reached(package: &str, module: &str, name: &Ident) -> TokenStream {
    let exported = ["crate::api", "crate::runtime"];
    let module = match exported.iter().find_map(|root| module.strip_prefix(root)) {
        Some(rest) => format!("{package}{rest}"),
        None => module.to_owned(),
    };
    let module = path(&module);
    quote!(#module::#name)
}

/// `a::b` as tokens.
pub(super) fn path(path: &str) -> TokenStream {
    let parts = path.split("::").map(|part| format_ident!("{part}"));
    quote!(#(#parts)::*)
}
