//! What the root of a crate re-exports of the runtime: what users of this API need.

use super::input::plain;
use crate::model::{Mode, Model, Operation, Place, Resource, Shape, Type};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// What users of every client need.
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
    "Value",
];

/// What users need who bring a transport or a credential provider.
const TRANSPORT: &[&str] = &[
    "AuthRequest",
    "TransportError",
    "ResponseBody",
    "Limits",
    "RequestBody",
    "Transport",
];

/// What is there only with the feature `async`, and only with `blocking`.
const ASYNC: &[&str] = &["ItemStream", "PageStream", "Sending", "ResponseStream"];
const BLOCKING: &[&str] = &["ItemIter", "PageIter", "ResponseIter"];

/// The names. A schema of one of them is found in `types` only.
pub(super) fn names(model: &Model) -> Vec<String> {
    let mut needed = Needed(ALWAYS.iter().chain(TRANSPORT).copied().collect());
    needed.types(model);
    needed.resource(model, &model.root);
    needed.0.into_iter().map(str::to_owned).collect()
}

/// The `use` items, one for each condition.
pub(super) fn uses(names: &[String]) -> TokenStream {
    let conditions = [
        TokenStream::new(),
        quote!(#[cfg(feature = "async")]),
        quote!(#[cfg(feature = "blocking")]),
        quote!(#[cfg(any(feature = "async", feature = "blocking"))]),
    ];
    let uses = conditions.iter().enumerate().map(|(at, condition)| {
        let names = names.iter().filter(|name| condition_of(name) == at);
        let names: Vec<Ident> = names.map(|name| format_ident!("{name}")).collect();
        match names.as_slice() {
            [] => TokenStream::new(),
            [name] => quote!(#condition pub use crate::runtime::#name;),
            names => quote!(#condition pub use crate::runtime::{#(#names),*};),
        }
    });
    uses.collect()
}

/// The place of the condition under which a name is there.
fn condition_of(name: &str) -> usize {
    let lists = [ASYNC, BLOCKING, TRANSPORT];
    let list = lists.iter().position(|names| names.contains(&name));
    list.map_or(0, |at| at + 1)
}

/// The names that are needed so far.
struct Needed(BTreeSet<&'static str>);

impl Needed {
    fn types(&mut self, model: &Model) {
        for def in model.types.iter().filter(|def| def.is_used()) {
            match &def.shape {
                Shape::Text { .. } => self.0.extend(["Violation"]),
                Shape::Struct { fields, .. } => {
                    let optional = fields.iter().filter(|field| field.optional);
                    optional.for_each(|field| self.may_be_null(plain(model, &field.ty)));
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
            let ty = plain(model, &input.ty);
            self.ty(ty);
            self.may_be_null(ty);
            if input.place == Place::Body && *ty == Type::Bytes {
                self.0.extend(["Contents"]);
            }
        }
        operation.answer.ty.iter().for_each(|ty| self.ty(ty));
        match &operation.mode {
            Some(Mode::Pages(_)) => {
                let names = [
                    "ItemIter",
                    "ItemStream",
                    "PageIter",
                    "PageStream",
                    "Paginated",
                ];
                self.0.extend(names);
            }
            Some(Mode::Stream(stream)) => {
                self.0
                    .extend(["Streamed", "ResponseStream", "ResponseIter"]);
                if stream.is_of_events() {
                    self.0.extend(["ServerSentEvent"]);
                }
            }
            None => {}
        }
        if let Some(mode) = &operation.mode {
            self.ty(mode.item());
        }
    }

    fn may_be_null(&mut self, ty: &Type) {
        if matches!(ty, Type::Nullable(_)) {
            self.0.extend(["IntoNullable", "Nullable"]);
        }
    }

    fn ty(&mut self, ty: &Type) {
        match ty {
            Type::Bytes => self.0.extend(["Bytes"]),
            Type::Date => self.0.extend(["Date"]),
            Type::File => self.0.extend(["Contents", "File"]),
            Type::Instant => self.0.extend(["Timestamp"]),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.ty(inner);
            }
            _ => {}
        }
    }
}
