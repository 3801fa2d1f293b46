//! The items of the runtime that the crate re-exports: those that users of this API need.

use super::attributes::{ANY_CLIENT, cfg_feature};
use crate::model::{Iteration, Location, Model, Operation, Resource, Shape, Type};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// Items for users of every client.
const ALWAYS: &[&str] = &[
    "Applied",
    "Call",
    "Clock",
    "Error",
    "ErrorEntry",
    "ErrorKind",
    "HeaderMap",
    "IntoOption",
    "Map",
    "CallEvent",
    "Observer",
    "Options",
    "Response",
    "Retry",
    "SecretString",
    "Sending",
    "StatusCode",
    "Value",
];

/// Items for users who limit requests, or implement a transport or a credential provider.
const TRANSPORT: &[&str] = &[
    "AuthRequest",
    "TransportError",
    "ResponseBody",
    "Limits",
    "RateLimit",
    "RequestBody",
    "Transport",
];

/// Items that exist only with the feature `async`, and only with `blocking`.
const ASYNC: &[&str] = &["ItemStream", "PageStream", "Sending", "ResponseStream"];
const BLOCKING: &[&str] = &["ItemIter", "PageIter", "ResponseIter"];

/// The names. A type of the same name is reachable only through the module `types`.
pub(super) fn names(model: &Model) -> Vec<String> {
    let mut exports = Exports(ALWAYS.iter().chain(TRANSPORT).copied().collect());
    exports.types(model);
    exports.resource(model, &model.root);
    exports.0.into_iter().map(str::to_owned).collect()
}

/// The `use` items, one for each feature.
pub(super) fn use_items(names: &[String]) -> TokenStream {
    let features = [None, Some("async"), Some("blocking"), Some(ANY_CLIENT)];
    let uses = features.into_iter().map(|feature| {
        let cfg = feature.map(cfg_feature);
        let names = names.iter().filter(|name| feature_of(name) == feature);
        let names: Vec<Ident> = names.map(|name| format_ident!("{name}")).collect();
        match names.as_slice() {
            [] => TokenStream::new(),
            [name] => quote!(#cfg pub use crate::runtime::#name;),
            names => quote!(#cfg pub use crate::runtime::{#(#names),*};),
        }
    });
    uses.collect()
}

/// The feature without which an item does not exist.
fn feature_of(name: &str) -> Option<&'static str> {
    let features = [
        (ASYNC, "async"),
        (BLOCKING, "blocking"),
        (TRANSPORT, ANY_CLIENT),
    ];
    let feature = features
        .into_iter()
        .find(|(names, _)| names.contains(&name));
    feature.map(|(_, feature)| feature)
}

/// The names collected so far.
struct Exports(BTreeSet<&'static str>);

impl Exports {
    fn types(&mut self, model: &Model) {
        for def in model.types.iter().filter(|def| def.is_used()) {
            match &def.shape {
                Shape::StringNewtype { .. } => self.0.extend(["Violation"]),
                Shape::Struct {
                    fields,
                    keeps_unknown_properties,
                    ..
                } => {
                    let unknown = keeps_unknown_properties.then_some("UnknownProperties");
                    self.0.extend(unknown);
                    let optional = fields.iter().filter(|field| field.optional);
                    optional.for_each(|field| self.nullable(model.resolve_aliases(&field.ty)));
                }
                _ => {}
            }
            def.shape.types().into_iter().for_each(|ty| self.ty(ty));
        }
    }

    fn resource(&mut self, model: &Model, resource: &Resource) {
        for operation in &resource.operations {
            self.operation(model, operation);
        }
        for child in &resource.children {
            self.resource(model, child);
        }
    }

    fn operation(&mut self, model: &Model, operation: &Operation) {
        for input in &operation.inputs {
            let ty = model.resolve_aliases(&input.ty);
            self.ty(ty);
            self.nullable(ty);
            if input.location == Location::Body && *ty == Type::Bytes {
                self.0.extend(["Contents"]);
            }
        }
        operation.response.ty.iter().for_each(|ty| self.ty(ty));
        match &operation.iteration {
            Some(Iteration::Pages(_)) => {
                let names = [
                    "ItemIter",
                    "ItemStream",
                    "PageIter",
                    "PageStream",
                    "Paginated",
                ];
                self.0.extend(names);
            }
            Some(Iteration::Stream(stream)) => {
                self.0
                    .extend(["Streamed", "ResponseStream", "ResponseIter"]);
                if stream.is_event_stream() {
                    self.0.extend(["ServerSentEvent"]);
                }
            }
            None => {}
        }
        if let Some(iteration) = &operation.iteration {
            self.ty(iteration.item());
        }
    }

    fn nullable(&mut self, ty: &Type) {
        if matches!(ty, Type::Nullable(_)) {
            self.0.extend(["IntoNullable", "Nullable"]);
        }
    }

    fn ty(&mut self, ty: &Type) {
        match ty {
            Type::Bytes => self.0.extend(["Bytes"]),
            Type::Redirect => self.0.extend(["Redirect"]),
            Type::Date => self.0.extend(["Date"]),
            Type::File => self.0.extend(["Contents", "File"]),
            Type::DateTime => self.0.extend(["DateTime", "Timestamp"]),
            Type::Decimal => self.0.extend(["Decimal"]),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.ty(inner);
            }
            _ => {}
        }
    }
}
