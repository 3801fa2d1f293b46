//! `lib.rs` of a new client.

use super::call_example::first_call_example;
use super::doc_comment::DocComment;
use super::module::Item;
use super::resource_path::ResourcePath;
use crate::model::{Model, Operation, Resource};
use crate::rust::docs;
use quote::quote;

/// The root of the crate.
pub(crate) fn crate_root(model: &Model, package: &str) -> Vec<Item> {
    let docs = DocComment::new(format!(
        "{}: a typed client.",
        docs::plain_text(model.title.trim_end_matches('.'))
    ))
    // Codegen does not write this file again: what changes with the specification, such as its
    // version, is in `src/api`.
    .markdown(model.description.as_deref());
    let docs = match first_operation(&model.root, &ResourcePath::root()) {
        Some((path, operation)) => docs.code_block(
            "no_run",
            &first_call_example(model, package, &path, operation),
        ),
        None => docs,
    };
    let docs = docs
        .paragraph(
            "Features: `async` (default) for `send`; `blocking` for `send_blocking`; `bundled-roots` for \
             the CA certificates of Mozilla; `mock` for replies without a server, for tests; `tracing` for a span per call; `round-trip` (default) for `Serialize` and `Deserialize` on all JSON types. \
             Without it, response-only types implement `Deserialize` alone and request-only types \
             `Serialize` alone, which compiles faster.",
        )
        .optional_paragraph(model.is_large().then_some(
            "Each top-level resource has a feature of its name. All of them are enabled by default. With \
             `default-features = false`, resources that are not listed are omitted, and so are \
             the types that only they use.",
        ))
        .inner();
    let item = quote! {
        #docs

        #![cfg_attr(docsrs, feature(doc_cfg))]
        #![allow(missing_docs, reason = "what the specification does not describe has no documentation")]

        #[rustfmt::skip]
        mod api;
        #[rustfmt::skip]
        mod runtime;

        pub use crate::api::*;
    };
    vec![item.into()]
}

/// The first operation of a resource or of its children.
fn first_operation<'m>(
    resource: &'m Resource,
    path: &ResourcePath,
) -> Option<(ResourcePath, &'m Operation)> {
    let own = resource
        .operations
        .first()
        .map(|operation| (path.clone(), operation));
    own.or_else(|| {
        resource
            .children
            .iter()
            .find_map(|child| first_operation(child, &path.child(&child.name)))
    })
}
