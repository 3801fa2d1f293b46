//! What a module imports: gathered while its code is written.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

const RUNTIME: &str = "crate::runtime";

/// The names of the prelude that generated code uses, with the modules that they come from.
const PRELUDE: &[(&str, &str)] = &[
    ("Box", "std::boxed"),
    ("Default", "std::default"),
    ("From", "std::convert"),
    ("Into", "std::convert"),
    ("IntoIterator", "std::iter"),
    ("None", "std::option::Option"),
    ("Option", "std::option"),
    ("Result", "std::result"),
    ("Some", "std::option::Option"),
    ("String", "std::string"),
    ("Vec", "std::vec"),
];

/// The imports of one module.
///
/// An item is written with its whole path where its name means something else in the module.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// A module whose items of these names are in scope without an import.
    here: Option<(&'static str, BTreeSet<String>)>,
    own: BTreeSet<String>,
    /// The package, for code outside of it, which imports nothing.
    from: Option<String>,
    used: BTreeMap<String, Use>,
}

/// Where an imported item comes from, and the code that needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Use {
    module: &'static str,
    /// The feature without which the import would be unused.
    feature: Option<&'static str>,
}

impl Imports {
    /// The imports of a module that defines items of these names itself.
    pub(super) fn beside(own: impl IntoIterator<Item = String>) -> Self {
        Self {
            own: own.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The same where items of these names of the module `here` are in scope.
    pub(super) fn with(
        mut self,
        here: &'static str,
        names: impl IntoIterator<Item = String>,
    ) -> Self {
        let names: BTreeSet<String> = names.into_iter().collect();
        self.own.extend(names.iter().cloned());
        self.here = Some((here, names));
        self
    }

    /// For code outside of the crate, which writes each item with its whole path.
    pub(super) fn outside(package: &str) -> Self {
        Self {
            from: Some(package.to_owned()),
            ..Self::default()
        }
    }

    /// An item of a module, as code here writes it.
    pub(super) fn get(&mut self, module: &'static str, item: &str) -> TokenStream {
        self.item(module, item, None)
    }

    /// The same for code that is compiled only with a feature.
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
        let is_here =
            |(here, names): &(&str, BTreeSet<String>)| *here == module && names.contains(item);
        if self.here.as_ref().is_some_and(is_here) {
            return quote!(#name);
        }
        if let Some(package) = &self.from {
            return reached(package, module, &name);
        }
        let known = self.used.get(item);
        let is_other = known.is_some_and(|known| known.module != module);
        let is_of_prelude = PRELUDE.iter().any(|(known, _)| *known == item);
        if is_other || is_of_prelude || self.own.contains(item) {
            let module = path(module);
            return quote!(#module::#name);
        }
        // What two features need, or code without one, is imported without a condition. The
        // features of the clients are told apart; a module that needs an item for both of them
        // imports it for any of them.
        let feature = match known {
            Some(known) if known.feature == feature => feature,
            Some(Use {
                feature: Some(_), ..
            }) if feature.is_some() => Some(ANY_CLIENT),
            Some(_) => None,
            None => feature,
        };
        self.used.insert(item.to_owned(), Use { module, feature });
        quote!(#name)
    }

    /// An item of another crate that the runtime gives to generated code.
    pub(super) fn reexported(&mut self, module: &'static str, item: &str) -> TokenStream {
        let is_outside = self.from.is_some();
        self.get(if is_outside { module } else { RUNTIME }, item)
    }

    /// A name of the prelude, unless the module has an item of that name.
    pub(super) fn std(&self, item: &str) -> TokenStream {
        let name = format_ident!("{item}");
        let known = PRELUDE.iter().find(|(known, _)| *known == item);
        match known {
            Some((_, module)) if self.own.contains(item) => {
                let module = path(module);
                quote!(::#module::#name)
            }
            _ => quote!(#name),
        }
    }

    /// The `use` items, one for each module and feature.
    pub(super) fn uses(&self) -> TokenStream {
        let mut modules: BTreeMap<(Option<&str>, &str), Vec<Ident>> = BTreeMap::new();
        for (item, Use { module, feature }) in &self.used {
            let item = format_ident!("{item}");
            modules.entry((*feature, module)).or_default().push(item);
        }
        let uses = modules.into_iter().map(|((feature, module), items)| {
            let (module, condition) = (path(module), feature.map(condition));
            match items.as_slice() {
                [item] => quote!(#condition use #module::#item;),
                _ => quote!(#condition use #module::{#(#items),*};),
            }
        });
        uses.collect()
    }
}

/// Stands for any of the features `async` and `blocking`.
pub(super) const ANY_CLIENT: &str = "any client";

/// The attribute of code that is compiled only with a feature.
fn condition(feature: &str) -> TokenStream {
    match feature {
        ANY_CLIENT => quote!(#[cfg(any(feature = "async", feature = "blocking"))]),
        feature => quote!(#[cfg(feature = #feature)]),
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
