//! Lowering: from the document to the model.
//!
//! The input is the document, the selected operations and the schema graph. The output is the
//! model. Lowering decides what each construct becomes in Rust, and reports semantic errors and
//! unsupported constructs: `operations` lowers parameters, bodies, responses and security, `types`
//! lowers schemas, and `passes` runs over the model when all types are known.

mod info;
mod operations;
mod passes;
pub(crate) mod stack;
pub(crate) mod types;

pub(crate) use self::operations::parameters::{effective as parameters, path as operation_path};

use crate::diagnostic::report::Report;
use crate::model::{Model, RateLimit};
use crate::openapi::document::{Document, PathItem};
use crate::openapi::select::Selected;
use crate::schema::Graph;

/// Lowers a document to the model of its client.
pub(crate) fn lower<'d>(
    document: &'d Document,
    selected: &[Selected<'d>],
    webhooks: &[(&'d str, &'d PathItem)],
    graph: &'d Graph<'d>,
) -> Model {
    let (resolver, report) = (graph.resolver, graph.report);
    let mut types = types::Types::new(graph);
    types.declare_newtypes(operations::parameters::newtype_schemas(selected, resolver));
    let requirements = operations::security::requirements(document, selected, resolver, report);
    let envelope = operations::envelope::envelope(document, &mut types, report);
    let paths = operations::tree::operation_paths(selected, document);
    let paginations = operations::page_rules::paginations(document, selected, graph);
    let mut placed = Vec::new();
    for ((selected, path), pagination) in selected.iter().zip(paths).zip(paginations) {
        let operations = operations::operation::operations(
            *selected,
            &path.type_prefix,
            envelope.as_ref(),
            &requirements,
            pagination,
            document,
            &mut types,
        );
        let operations = operations.into_iter();
        placed.extend(operations.map(|(suffix, it)| (path.with_suffix(suffix.as_ref()), it)));
    }
    // An operation of the document takes precedence over a made-up name.
    placed.sort_by_key(|(_, operation)| operation.is_additional());
    let (paths, operations): (Vec<_>, Vec<_>) = placed.into_iter().unzip();
    let webhooks = operations::webhooks::webhooks(webhooks, &mut types);
    let samples = std::mem::take(&mut types.samples);
    let mut model = Model {
        title: document.info.title.clone(),
        description: document.info.description.clone(),
        info: info::document(document),
        server: operations::servers::default_server(document),
        servers: operations::servers::servers(document),
        request_id_header: document.request_id_header.clone(),
        refused: document.refused.clone(),
        rate_limit: document.rate_limit.map(|limit| RateLimit {
            requests: limit.requests,
            seconds: limit.seconds,
        }),
        security_requirements: requirements.supported,
        default_security: operations::security::most_common(&operations),
        client_parameters: Vec::new(),
        envelope,
        samples: types::samples::distinct(samples),
        unintended_any: types.unintended_any,
        types: types.finish(),
        webhook_bodies: webhooks,
        root: operations::tree::tree(paths, operations),
    };
    info::tags(&mut model.root, document);
    run_passes(&mut model, document, report);
    model
}

/// Runs the passes over a model whose types are all known.
fn run_passes(model: &mut Model, document: &Document, report: &Report) {
    passes::widening::widen(model);
    passes::usage::mark(model);
    passes::whole_body::add(model);
    passes::usage::mark(model);
    passes::unknown_properties::keep(model);
    passes::read_write::split(model);
    passes::received_nulls::merge(model);
    passes::constants::fix(model);
    passes::equal::merge(model);
    passes::client_parameters::apply(model, &document.client_parameters, report);
    passes::error_names::rename(model);
    passes::header_names::rename(model);
    passes::recursion::end_aliases(model);
    passes::recursion::join_unions(model);
    passes::recursion::break_cycles(model);
    passes::size::box_large_forms(model);
    passes::arguments::limit(model);
}

/// Lowers all component schemas, also those that no operation uses, to report their errors.
pub(crate) fn try_components<'d>(document: &'d Document, graph: &'d Graph<'d>) {
    let mut types = types::Types::new(graph);
    for schema in document.components.schemas.values() {
        types.component(graph.node(schema));
    }
}
