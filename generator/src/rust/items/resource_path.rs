//! The path from the client to a resource.

use crate::rust::names::Name;
use proc_macro2::TokenStream;
use quote::quote;

/// The names of a resource and of those that contain it, the outermost first.
#[derive(Clone, Debug)]
pub(super) struct ResourcePath(Vec<Name>);

impl ResourcePath {
    /// The path of the client itself.
    pub(super) fn root() -> Self {
        Self(Vec::new())
    }

    pub(super) fn child(&self, name: &Name) -> Self {
        Self([self.0.as_slice(), std::slice::from_ref(name)].concat())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.0.iter()
    }

    /// `images.v1.edit`: the id of an operation of the resource.
    pub(super) fn operation_id(&self, operation: &Name) -> String {
        let names = self.0.iter().chain([operation]).map(Name::snake_string);
        names.collect::<Vec<_>>().join(".")
    }

    /// `images::v1::Edit`: the path of the builder of an operation in the crate.
    pub(super) fn builder(&self, builder: &Name) -> String {
        let modules = self.0.iter().map(|name| format!("{}::", name.snake()));
        format!("{}{}", modules.collect::<String>(), builder.pascal())
    }

    /// `images.v1`
    pub(super) fn dotted(&self) -> String {
        let names: Vec<&str> = self.0.iter().map(Name::spelling).collect();
        names.join(".")
    }

    /// `client.images().v1()`
    pub(super) fn accessors(&self) -> String {
        let names = self.0.iter().map(|name| format!(".{}()", name.snake()));
        format!("client{}", names.collect::<String>())
    }

    /// `#[path = …]` for a module whose path is not ASCII: rustc finds the files of no others.
    pub(super) fn path_attribute(&self) -> Option<TokenStream> {
        let file = format!("{}.rs", self.file_stem());
        let from_parent = file.rsplitn(3, '/').take(2).collect::<Vec<_>>();
        let from_parent = from_parent.into_iter().rev().collect::<Vec<_>>().join("/");
        (!file.is_ascii()).then(|| quote!(#[path = #from_parent]))
    }

    /// `images/v1`
    pub(super) fn file_stem(&self) -> String {
        let names: Vec<String> = self.0.iter().map(Name::snake_string).collect();
        names.join("/")
    }
}
