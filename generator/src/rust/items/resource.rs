//! Resources: groups of operations, each in a module of its own.

use super::attributes::cfg_resource;
use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::imports::Imports;
use super::module::{Item, Module, Sink};
use super::operation;
use super::resource_path::ResourcePath;
use crate::model::{Model, Resource};
use crate::rust::docs;
use crate::rust::names::Name;
use proc_macro2::TokenStream;
use quote::quote;

/// Adds the modules of a resource and of its children. The module of the resource may have types of its
/// own.
pub(super) fn push_modules<'m>(
    model: &'m Model,
    package: &'m str,
    resource: &'m Resource,
    parent: &ResourcePath,
    has_types: bool,
    modules: &mut Vec<Module<'m>>,
) {
    let path = parent.child(&resource.name);
    // Not `mod.rs`: with it, a resource that gets its first child would move to another file.
    let file = format!("{}.rs", path.file_stem());
    let own_path = path.clone();
    modules.push(Module::new(file, move |sink| {
        module(model, package, resource, &own_path, has_types, sink)
    }));
    for child in &resource.children {
        push_modules(model, package, child, &path, false, modules);
    }
}

fn module(
    model: &Model,
    package: &str,
    resource: &Resource,
    path: &ResourcePath,
    has_types: bool,
    sink: &mut Sink,
) -> Vec<Item> {
    let mut emitter = Emitter::new(model, Imports::defining(defined_names(resource)));
    // The trait has to be in scope, so its name is claimed before others.
    if !resource.operations.is_empty() {
        emitter.runtime_trait("Call");
    }
    let name = resource.name.pascal();
    let title = docs::plain_text(&path.dotted());
    let inner = DocComment::new(format!("Operations of {title}.")).inner();
    let docs = DocComment::new(format!("Operations of {title}: `{}`.", path.accessors()))
        .markdown(resource.description.as_deref())
        .outer();
    let types = has_types.then(|| {
        let path_attribute = path.child(&Name::new("types")).path_attribute();
        quote!(
            #path_attribute
            pub(in crate::api) mod types;
        )
    });
    let children = resource.children.iter().map(|child| {
        let name = child.name.snake();
        let path_attribute = path.child(&child.name).path_attribute();
        quote!(#path_attribute pub mod #name;)
    });
    let children: Vec<_> = children.collect();
    let accessors = resource.children.iter();
    let accessors = accessors.map(|child| accessor(child, &path.child(&child.name)));
    let accessors: Vec<_> = accessors.collect();
    let operations = resource.operations.iter();
    let methods = operations.map(|operation| operation::method(&mut emitter, operation));
    let methods: Vec<_> = methods.collect();
    for operation in &resource.operations {
        sink(operation::builder(&mut emitter, package, path, operation));
    }
    let core = emitter.runtime("ClientCore");
    let uses = emitter.use_items();
    let methods = (!accessors.is_empty() || !methods.is_empty()).then(|| {
        quote! {
            impl #name {
                #(#accessors)*

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
    vec![head.into()]
}

/// The names of the items that the module defines. A module and a type have the same name in a script
/// without cases.
fn defined_names(resource: &Resource) -> Vec<String> {
    let modules = resource.children.iter().map(|child| child.name.snake());
    let builders = resource
        .operations
        .iter()
        .map(|operation| operation.builder.pascal().to_string());
    builders
        .chain(modules.map(|name| name.to_string()))
        .chain([resource.name.pascal().to_string()])
        .collect()
}

/// The method that returns a resource, of the client or of the parent resource.
pub(super) fn accessor(resource: &Resource, path: &ResourcePath) -> TokenStream {
    let (method, ty) = (resource.name.snake(), resource.name.pascal());
    let title = docs::plain_text(&path.dotted());
    let docs = DocComment::new(format!("Operations of {title}.")).outer();
    let cfg = cfg_resource(resource);
    quote! {
        #docs
        #cfg
        #[must_use]
        pub fn #method(&self) -> #method::#ty {
            #method::#ty(self.0.clone())
        }
    }
}
