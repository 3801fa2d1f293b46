//! [`Imports`]: the imports of a module, collected while its items are written.

use super::attributes::{ANY_CLIENT, cfg_feature};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

const RUNTIME: &str = "crate::runtime";

/// The prelude items that generated code uses, and their modules.
const PRELUDE: &[(&str, &str)] = &[
    ("AsRef", "std::convert"),
    ("Box", "std::boxed"),
    ("Default", "std::default"),
    ("Fn", "std::ops"),
    ("From", "std::convert"),
    ("Future", "std::future"),
    ("Into", "std::convert"),
    ("IntoIterator", "std::iter"),
    ("None", "std::option::Option"),
    ("Option", "std::option"),
    ("Result", "std::result"),
    ("Send", "std::marker"),
    ("Some", "std::option::Option"),
    ("String", "std::string"),
    ("Sync", "std::marker"),
    ("Vec", "std::vec"),
];

/// The imports of one module.
///
/// An item whose name has another meaning in the module is not imported, but written with its path.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// The items that the module defines.
    defined: BTreeSet<String>,
    /// A module whose items are in scope without an import, and their names.
    in_scope: Option<(&'static str, BTreeSet<String>)>,
    /// The client's package, for code of another crate, which imports nothing.
    package: Option<String>,
    imported: BTreeMap<String, Import>,
    /// Traits in scope without a name, since theirs has another meaning.
    anonymous_traits: BTreeSet<(&'static str, &'static str)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Import {
    module: &'static str,
    /// The feature without which the import would be unused.
    feature: Option<&'static str>,
}

impl Imports {
    /// The imports of a module that defines items of these names.
    pub(super) fn defining(names: impl IntoIterator<Item = String>) -> Self {
        Self {
            defined: names.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The same, with items of `module` in scope.
    pub(super) fn with_in_scope(
        mut self,
        module: &'static str,
        names: impl IntoIterator<Item = String>,
    ) -> Self {
        let names: BTreeSet<String> = names.into_iter().collect();
        self.defined.extend(names.iter().cloned());
        self.in_scope = Some((module, names));
        self
    }

    /// For code of another crate, which writes each item with its path.
    pub(super) fn in_other_crate(package: &str) -> Self {
        Self {
            package: Some(package.to_owned()),
            ..Self::default()
        }
    }

    /// An item of a module, which is imported if it can be.
    pub(super) fn get(&mut self, module: &'static str, item: &str) -> TokenStream {
        self.item(module, item, None)
    }

    /// A trait of a module, which is in scope even if its name has another meaning.
    pub(super) fn get_trait(&mut self, module: &'static str, item: &'static str) -> TokenStream {
        let path = self.get(module, item);
        let is_imported = |it: &Import| it.module == module;
        if !self.imported.get(item).is_some_and(is_imported) {
            self.anonymous_traits.insert((module, item));
        }
        path
    }

    /// The same, in code that needs a feature.
    pub(super) fn get_for(
        &mut self,
        feature: &'static str,
        module: &'static str,
        item: &str,
    ) -> TokenStream {
        self.item(module, item, Some(feature))
    }

    fn item(
        &mut self,
        module: &'static str,
        item: &str,
        feature: Option<&'static str>,
    ) -> TokenStream {
        let name = format_ident!("{item}");
        let is_in_scope =
            |(scope, names): &(&str, BTreeSet<String>)| *scope == module && names.contains(item);
        if self.in_scope.as_ref().is_some_and(is_in_scope) {
            return quote!(#name);
        }
        if let Some(package) = &self.package {
            return external_path(package, module, &name);
        }
        let known = self.imported.get(item);
        let is_other = known.is_some_and(|known| known.module != module);
        let is_in_prelude = PRELUDE.iter().any(|(known, _)| *known == item);
        if is_other || is_in_prelude || self.defined.contains(item) {
            let module = path(module);
            return quote!(#module::#name);
        }
        // An import for the features of both clients is for any of them, and one for code without
        // a feature is unconditional.
        let feature = match known {
            Some(known) if known.feature == feature => feature,
            Some(Import {
                feature: Some(_), ..
            }) if feature.is_some() => Some(ANY_CLIENT),
            Some(_) => None,
            None => feature,
        };
        let import = Import { module, feature };
        self.imported.insert(item.to_owned(), import);
        quote!(#name)
    }

    /// An item of another crate, which the runtime re-exports.
    pub(super) fn external(&mut self, module: &'static str, item: &str) -> TokenStream {
        let is_in_client = self.package.is_none();
        self.get(if is_in_client { RUNTIME } else { module }, item)
    }

    /// An item of the prelude: with its path if the module defines an item of that name.
    pub(super) fn std(&self, item: &str) -> TokenStream {
        let name = format_ident!("{item}");
        let known = PRELUDE.iter().find(|(known, _)| *known == item);
        match known {
            Some((_, module)) if self.defined.contains(item) => {
                let module = path(module);
                quote!(::#module::#name)
            }
            _ => quote!(#name),
        }
    }

    /// The `use` items, one for each module and feature.
    pub(super) fn use_items(&self) -> TokenStream {
        let mut modules: BTreeMap<(Option<&str>, &str), Vec<Ident>> = BTreeMap::new();
        for (item, Import { module, feature }) in &self.imported {
            let item = format_ident!("{item}");
            modules.entry((*feature, module)).or_default().push(item);
        }
        let uses = modules.into_iter().map(|((feature, module), items)| {
            let (module, cfg) = (path(module), feature.map(cfg_feature));
            match items.as_slice() {
                [item] => quote!(#cfg use #module::#item;),
                _ => quote!(#cfg use #module::{#(#items),*};),
            }
        });
        let traits = self.anonymous_traits.iter().map(|(module, item)| {
            let (module, item) = (path(module), format_ident!("{item}"));
            quote!(use #module::#item as _;)
        });
        uses.chain(traits).collect()
    }
}

/// The path of an item for other crates: the client's root exports its `api` and its `runtime`.
fn external_path(package: &str, module: &str, name: &Ident) -> TokenStream {
    let exported = ["crate::api", "crate::runtime"];
    let module = match exported.iter().find_map(|root| module.strip_prefix(root)) {
        Some(rest) => format!("{package}{rest}"),
        None => module.to_owned(),
    };
    let module = path(&module);
    quote!(#module::#name)
}

/// `a::b` as tokens.
fn path(path: &str) -> TokenStream {
    let parts = path.split("::").map(|part| format_ident!("{part}"));
    quote!(#(#parts)::*)
}
