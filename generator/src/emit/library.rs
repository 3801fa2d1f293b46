//! `lib.rs` of a new client.

use super::example::example;
use super::prose::Prose;
use super::resource::Path;
use crate::docs;
use crate::model::{Model, Operation, Resource};
use proc_macro2::TokenStream;
use quote::quote;

/// The root of the crate.
pub(crate) fn library(model: &Model, package: &str) -> TokenStream {
    let docs = Prose::new(format!(
        "{}: a typed client.",
        docs::plain(model.title.trim_end_matches('.'))
    ))
    // What changes with the specification, as its version does, stands in `src/api`.
    .markdown(model.description.as_deref());
    let docs = match first(&model.root, &Path::root()) {
        Some((path, operation)) => docs.code("no_run", &example(model, package, &path, operation)),
        None => docs,
    };
    let docs = docs
        .paragraph(
            "Features: `async` (the default), `blocking`, `tracing` for a span for each call, and \
             `round-trip` for tests: with it, types that are only received can be written, and those \
             that are only sent can be read.",
        )
        .maybe(model.is_large().then_some(
            "There is one more for each group of calls, called as its method is. All of them are on \
             by default; `default-features = false` and those that are needed spare the rest, with \
             all types that are theirs alone.",
        ))
        .inner();
    let api = model.has_names().then(|| {
        quote!(
            pub use crate::api::*;
        )
    });
    quote! {
        #docs

        #![allow(missing_docs, reason = "what the specification does not describe has no documentation")]

        #[rustfmt::skip]
        #[cfg_attr(
            not(any(feature = "async", feature = "blocking")),
            allow(dead_code, reason = "without a client nothing reaches the calls")
        )]
        mod api;
        #[rustfmt::skip]
        mod runtime;

        #api
        pub use crate::runtime::{
            Applied, Bytes, Call, ClientBuilder, Clock, Contents, Credentials, Demand, Error, ErrorKind, Fault, File, HeaderMap, Limits, Map,
            Method, Observed, Observer, Outgoing, Paged, Response, Retry, SecretString, ServerSentEvent,
            Streamed, Timestamp, Value, Violation,
        };
        #[cfg(feature = "async")]
        pub use crate::runtime::{Client, Incoming, ItemStream, PageStream, Sending, Streaming, Transport};

        /// The client whose calls block the thread.
        #[cfg(feature = "blocking")]
        pub mod blocking {
            pub use crate::runtime::blocking::{
                Client, Incoming, ItemIter, PageIter, Streaming, Transport,
            };
        }
    }
}

/// The first call there is.
fn first<'m>(resource: &'m Resource, path: &Path) -> Option<(Path, &'m Operation)> {
    let own = resource
        .operations
        .first()
        .map(|operation| (path.clone(), operation));
    own.or_else(|| {
        resource
            .children
            .iter()
            .find_map(|child| first(child, &path.child(&child.name)))
    })
}
