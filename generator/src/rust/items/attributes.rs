//! Attributes of generated items.

use crate::model::Resource;
use proc_macro2::TokenStream;
use quote::quote;

/// Either of the features `async` and `blocking`.
pub(super) const ANY_CLIENT: &str = "any client";

/// The attribute of code that needs a feature.
pub(super) fn cfg_feature(feature: &str) -> TokenStream {
    match feature {
        ANY_CLIENT => quote!(#[cfg(any(feature = "async", feature = "blocking"))]),
        feature => quote!(#[cfg(feature = #feature)]),
    }
}

/// The attribute of the mock.
pub(super) fn cfg_mock() -> TokenStream {
    quote!(#[cfg(all(feature = "mock", any(feature = "async", feature = "blocking")))])
}

/// The attribute of code that needs the feature of a resource, if it has one.
pub(super) fn cfg_resource(resource: &Resource) -> Option<TokenStream> {
    resource.feature.as_deref().map(cfg_feature)
}

/// The attribute of a function with more arguments than clippy accepts by default.
pub(super) fn expect_many_arguments(arguments: usize) -> Option<TokenStream> {
    (arguments > 7).then(|| {
        quote!(#[expect(clippy::too_many_arguments, reason = "the specification requires all of them")])
    })
}

pub(super) fn deprecated(is_deprecated: bool) -> Option<TokenStream> {
    is_deprecated.then(|| quote!(#[deprecated = "the specification says so"]))
}
