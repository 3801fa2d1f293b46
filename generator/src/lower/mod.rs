//! Lowering: from the document to the model.
//!
//! In comes a document with a resolver and the selected operations. Out comes the model. Every
//! decision about what something becomes is made here, and every problem of meaning is reported
//! here: `operations` lowers parameters, bodies, responses and security, `types` lowers schemas,
//! and `passes` runs over the whole model once all types are known. A construct that no code can
//! be written from yet is an error that says so.

mod operations;
mod passes;
pub(crate) mod stack;
pub(crate) mod types;

use crate::model::Model;
use crate::openapi::document::{Document, PathItem};
use crate::openapi::select::Selected;
use crate::schema::Graph;

/// Decides what the client is to be.
pub(crate) fn lower<'d>(
    document: &'d Document,
    selected: &[Selected<'d>],
    webhooks: &[(&'d str, &'d PathItem)],
    graph: &'d Graph<'d>,
) -> Model {
    let (resolver, report) = (graph.resolver, graph.report);
    let mut types = types::Types::new(graph);
    types.declare_newtypes(operations::parameters::text_schemas(selected, resolver));
    let alternatives = operations::security::alternatives(document, selected, resolver, report);
    let envelope = operations::envelope::envelope(document, &mut types, report);
    let called = operations::tree::called(selected);
    let operations: Vec<_> = selected
        .iter()
        .zip(&called)
        .map(|(selected, called)| {
            operations::operation::operation(
                *selected,
                &called.whole,
                envelope.as_ref(),
                &alternatives,
                document,
                &mut types,
            )
        })
        .collect();
    let webhooks = operations::incoming::webhooks(webhooks, &mut types);
    let samples = std::mem::take(&mut types.samples);
    let mut model = Model {
        title: document.info.title.clone(),
        description: document.info.description.clone(),
        info: types::info::document(document),
        server: operations::servers::first(document),
        servers: operations::servers::servers(document),
        request_id_header: document.request_id_header.clone(),
        security_requirements: alternatives.known,
        default_security: operations::security::usual(&operations),
        envelope,
        samples: passes::samples::distinct(samples),
        types: types.finish(),
        webhook_bodies: webhooks,
        root: operations::tree::tree(called, operations),
    };
    types::info::tags(&mut model.root, document);
    types::widening::widen(&mut model);
    passes::usage::mark(&mut model);
    types::read_write::split(&mut model);
    passes::equal::merge(&mut model);
    types::recursion::end_aliases(&mut model);
    types::recursion::join_unions(&mut model);
    types::recursion::break_cycles(&mut model);
    types::size::box_large_forms(&mut model);
    model
}

/// Decides what each component schema would be, whether or not an operation leads to it, for its
/// diagnostics.
pub(crate) fn try_components<'d>(document: &'d Document, graph: &'d Graph<'d>) {
    let mut types = types::Types::new(graph);
    for schema in document.components.schemas.values() {
        types.component(graph.node(schema));
    }
}
