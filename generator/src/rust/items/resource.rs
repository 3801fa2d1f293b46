//! Resources: groups of calls, one module each.

use super::imports::Imports;
use super::prose::Prose;
use super::{Item, Module, operation, types};
use crate::model::{Model, Resource};
use crate::rust::docs;
use crate::rust::names::Name;
use proc_macro2::TokenStream;
use quote::quote;
use std::iter;

const RUNTIME: &str = "crate::runtime";

/// The way from the client to a resource.
#[derive(Clone, Debug)]
pub(super) struct Path(Vec<Name>);

impl Path {
    /// The client itself.
    pub(super) fn root() -> Self {
        Self(Vec::new())
    }

    /// The way one step further.
    pub(super) fn child(&self, name: &Name) -> Self {
        Self([self.0.as_slice(), std::slice::from_ref(name)].concat())
    }

    /// The names on the way.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.0.iter()
    }

    /// `images.v1.edit`, for a call of the resource.
    pub(super) fn to(&self, operation: &Name) -> String {
        let names = self.0.iter().chain([operation]).map(Name::snake_string);
        names.collect::<Vec<_>>().join(".")
    }

    /// Whether the client itself has the resource.
    fn is_at_root(&self) -> bool {
        self.0.len() == 1
    }

    /// `images.v1`
    fn dotted(&self) -> String {
        let names: Vec<&str> = self.0.iter().map(Name::spelling).collect();
        names.join(".")
    }

    /// `client.images().v1()`
    fn call(&self) -> String {
        let names = self.0.iter().map(|name| format!(".{}()", name.snake()));
        format!("client{}", names.collect::<String>())
    }

    /// Says where the module is, if there is a name on the way to it that Rust makes no name
    /// of a file from.
    pub(super) fn place(&self) -> Option<TokenStream> {
        let file = format!("{}.rs", self.file());
        let from_parent = file.rsplitn(3, '/').take(2).collect::<Vec<_>>();
        let from_parent = from_parent.into_iter().rev().collect::<Vec<_>>().join("/");
        (!file.is_ascii()).then(|| quote!(#[path = #from_parent]))
    }

    /// `images/v1`
    fn file(&self) -> String {
        let names: Vec<String> = self.0.iter().map(Name::snake_string).collect();
        names.join("/")
    }
}

/// Writes the modules of a resource and of those in it.
pub(super) fn modules(
    model: &Model,
    package: &str,
    resource: &Resource,
    above: &Path,
    modules: &mut Vec<Module>,
) {
    let path = above.child(&resource.name);
    // Not `mod.rs`: a file stays where it is when it gets children.
    let file = format!("{}.rs", path.file());
    modules.push(Module::new(file, module(model, package, resource, &path)));
    for child in &resource.children {
        self::modules(model, package, child, &path, modules);
    }
}

fn module(model: &Model, package: &str, resource: &Resource, path: &Path) -> Vec<Item> {
    let mut imports = Imports::beside(own_names(resource));
    // The traits have to be in scope, whatever else has their names.
    if !resource.operations.is_empty() {
        imports.get(RUNTIME, "Call");
    }
    let name = resource.name.pascal();
    let title = docs::plain_text(&path.dotted());
    let inner = Prose::new(format!("Calls of {title}.")).inner();
    let docs = Prose::new(format!("Calls of {title}: `{}`.", path.call()))
        .markdown(resource.description.as_deref())
        .outer();
    let types = path.is_at_root() && types::has_own(model, resource);
    let types = types.then(|| {
        let place = path.child(&Name::new("types")).place();
        quote!(
            #place
            pub(in crate::api) mod types;
        )
    });
    let children = resource.children.iter().map(|child| {
        let (name, place) = (child.name.snake(), path.child(&child.name).place());
        quote!(#place pub mod #name;)
    });
    let children: Vec<_> = children.collect();
    let within = resource.children.iter();
    let within = within.map(|child| accessor(child, &path.child(&child.name)));
    let within: Vec<_> = within.collect();
    let operations = resource.operations.iter();
    let methods = operations.map(|item| operation::method(model, item, &mut imports));
    let methods: Vec<_> = methods.collect();
    let calls = resource.operations.iter();
    let calls = calls.flat_map(|item| operation::items(model, package, path, item, &mut imports));
    let calls: Vec<Item> = calls.collect();
    let core = imports.get(RUNTIME, "ClientCore");
    let uses = imports.uses();
    let methods = (!within.is_empty() || !methods.is_empty()).then(|| {
        quote! {
            impl #name {
                #(#within)*

                #(#methods)*
            }
        }
    });
    let head = quote! {
        #inner

        #(#children)*
        #types

        #uses

        #docs
        #[derive(Clone, Debug)]
        pub struct #name(pub(crate) #core);

        #methods
    };
    iter::once(head.into()).chain(calls).collect()
}

/// The names of the items that the module defines.
fn own_names(resource: &Resource) -> Vec<String> {
    let builders = resource
        .operations
        .iter()
        .map(|operation| operation.builder.pascal().to_string());
    builders
        .chain([resource.name.pascal().to_string()])
        .collect()
}

fn accessor(child: &Resource, path: &Path) -> TokenStream {
    let (method, ty) = (child.name.snake(), child.name.pascal());
    let docs = Prose::new(format!("Calls of {}.", docs::plain_text(&path.dotted()))).outer();
    quote! {
        #docs
        #[must_use]
        pub fn #method(&self) -> #method::#ty {
            #method::#ty(self.0.clone())
        }
    }
}
