//! Lowering: from what the document says to what the client is to be.
//!
//! Every decision is made here and every problem of meaning is told here. A
//! construct that no code can be written from yet is an error that says so.

mod about;
mod all_of;
mod answer;
mod body;
mod bounds;
mod conditional;
mod encoding;
mod envelope;
mod equal;
mod examples;
mod failures;
mod fields;
mod formats;
mod headers;
mod incoming;
mod keywords;
mod made;
mod media;
mod null;
mod operation;
mod paging;
mod parameters;
mod recursion;
mod samples;
mod scalars;
mod security;
mod servers;
mod size;
mod status;
mod stream;
mod style;
mod subtypes;
mod tag;
mod tree;
mod types;
mod union;
mod unwieldy;
mod usage;
mod views;
mod witness;

pub(crate) use self::all_of::{Whole, whole};

use crate::document::{Document, PathItem, Reference, Schema};
use crate::model::Model;
use crate::name::Name;
use crate::pointer::Pointer;
use crate::report::Report;
use crate::resolve::Resolver;
use crate::select::Selected;

/// Decides what the client is to be.
pub(crate) fn lower(
    document: &Document,
    selected: &[Selected],
    webhooks: &[(&str, &PathItem)],
    resolver: &Resolver,
    report: &Report,
) -> Model {
    let mut types = types::Types::new(resolver, report);
    types.declare_texts(parameters::text_schemas(selected, resolver));
    let alternatives = security::alternatives(document, selected, resolver, report);
    let envelope = envelope::envelope(document, &mut types, report);
    let called = tree::called(selected);
    let operations: Vec<_> = selected
        .iter()
        .zip(&called)
        .map(|(selected, called)| {
            operation::operation(
                *selected,
                &called.whole,
                envelope.as_ref(),
                &alternatives,
                document,
                &mut types,
            )
        })
        .collect();
    let webhooks = incoming::webhooks(webhooks, &mut types);
    let samples = std::mem::take(&mut types.samples);
    let mut model = Model {
        title: document.info.title.clone(),
        description: document.info.description.clone(),
        about: about::document(document),
        server: servers::first(document),
        servers: servers::servers(document),
        request_id_header: document.request_id_header.clone(),
        alternatives: alternatives.known,
        usual: security::usual(&operations),
        envelope,
        samples: samples::distinct(samples),
        types: types.finish(),
        webhooks,
        root: tree::tree(called, operations),
    };
    about::tags(&mut model.root, document);
    witness::widen(&mut model);
    usage::mark(&mut model);
    views::split(&mut model);
    equal::merge(&mut model);
    recursion::end_aliases(&mut model);
    recursion::join_unions(&mut model);
    recursion::break_cycles(&mut model);
    size::box_large_forms(&mut model);
    model
}

/// Decides what each component schema would be, whether or not an operation leads to it, for
/// what there is to tell about it.
pub(crate) fn try_components(document: &Document, resolver: &Resolver, report: &Report) {
    let mut types = types::Types::new(resolver, report);
    for (name, schema) in &document.components.schemas {
        let reference = Reference {
            at: schema.at.clone(),
            target: format!(
                "#{}",
                Pointer::root()
                    .child("components")
                    .child("schemas")
                    .child(name)
            ),
        };
        let reference = Schema {
            at: schema.at.clone(),
            reference: Some(reference),
            ..Schema::default()
        };
        types.ty(&reference, &Name::spelled(name));
    }
}
