//! The rules of `x-pagination` on the document and on tags: which of them fits an operation.

use crate::diagnostic::code;
use crate::lower::operations::envelope::is_enveloped;
use crate::lower::operations::page_patterns;
use crate::lower::operations::paging::way;
use crate::lower::operations::property_path;
use crate::openapi::document::{Document, Envelope, Operation, Pagination, ParameterLocation};
use crate::openapi::select::Selected;
use crate::schema::{Graph, NodeId};

/// How the pages of each operation are requested: as its own `x-pagination` says, or else the first
/// rule that fits. Rules of a tag precede those of the document.
pub(in crate::lower) fn paginations<'d>(
    document: &'d Document,
    selected: &[Selected<'d>],
    graph: &Graph<'d>,
) -> Vec<Option<&'d Pagination>> {
    let tags = document.tags.iter();
    let of_tags = tags.flat_map(|tag| tag.pagination.iter().map(|rule| (Some(&*tag.name), rule)));
    let of_document = document.pagination.iter().map(|rule| (None, rule));
    let rules = of_tags.chain(of_document);
    let rules: Vec<_> = rules
        .filter(|(_, rule)| way(rule, graph.report).is_some())
        .collect();
    let schemas = &mut document.components.schemas.values();
    let envelope = schemas.find_map(|it| it.envelope.as_deref());
    let calls: Vec<Option<Call>> = selected
        .iter()
        .map(|it| Call::new(*it, envelope, graph))
        .collect();
    let choose = |(selected, call): (&Selected<'d>, &Option<Call>)| {
        let operation: &'d Operation = selected.operation;
        if let Some(own) = &operation.pagination {
            return own.on();
        }
        let call = call.as_ref()?;
        let has_tag = |tag: &str| operation.tags.iter().any(|it| it == tag);
        let mut rules = rules.iter().filter(|(tag, _)| tag.is_none_or(has_tag));
        let (_, rule) = rules.find(|(_, rule)| call.fits(rule))?;
        Some(*rule)
    };
    let chosen: Vec<_> = selected.iter().zip(&calls).map(choose).collect();
    for (_, rule) in &rules {
        let is_used = |chosen: &&Pagination| chosen.at == rule.at;
        if !chosen.iter().flatten().any(is_used) {
            let mut calls = calls.iter().flatten();
            report_unused(rule, calls.any(|it| it.takes_parameter(rule)), graph);
        }
    }
    let unpaged = selected.iter().zip(&calls).zip(&chosen);
    let unpaged = unpaged.filter(|((selected, _), chosen)| {
        chosen.is_none() && selected.operation.pagination.is_none()
    });
    let unpaged = unpaged.filter_map(|((selected, call), _)| Some((*selected, call.as_ref()?)));
    page_patterns::propose(unpaged, graph.report);
    chosen
}

fn report_unused(rule: &Pagination, is_parameter_known: bool, graph: &Graph) {
    let message = "no operation has the parameter and all properties of this rule";
    let help = if is_parameter_known {
        "the responses lack a property, or an earlier rule fits the operations"
    } else {
        "no operation has the parameter"
    };
    let diagnostic = code::UNUSED_PAGE_RULE.at(&rule.at, message);
    graph.report.add(diagnostic.help(help));
}

/// The parameters and the response of an operation, which a rule has to fit.
pub(super) struct Call<'g, 'd> {
    graph: &'g Graph<'d>,
    query: Vec<&'d str>,
    body: Option<NodeId>,
    response: NodeId,
    /// The value in the response that the call returns.
    result: NodeId,
}

impl<'g, 'd> Call<'g, 'd> {
    /// `None` if the response is not JSON.
    fn new(
        selected: Selected<'d>,
        envelope: Option<&Envelope>,
        graph: &'g Graph<'d>,
    ) -> Option<Self> {
        let operation = selected.operation;
        let parameters = selected.item.parameters.iter();
        let parameters = parameters.chain(&operation.parameters);
        let parameters = parameters.filter_map(|it| graph.resolver.item(it));
        let query = parameters.filter(|it| it.location == Some(ParameterLocation::Query));
        let response = property_path::response(operation, graph)?;
        Some(Self {
            graph,
            query: query.map(|it| it.name.as_str()).collect(),
            body: property_path::request_body(operation, graph),
            response,
            result: result(response, envelope, graph)?,
        })
    }

    /// Whether the parameter and all properties of a valid rule exist.
    pub(super) fn fits(&self, rule: &Pagination) -> bool {
        let own = [&rule.next, &rule.total, &rule.more, &rule.url];
        let mut own = own.into_iter().flatten();
        self.takes_parameter(rule) && own.all(|it| self.has_scalar(it)) && self.has_items(rule)
    }

    fn takes_parameter(&self, rule: &Pagination) -> bool {
        let parameters = [&rule.cursor, &rule.page, &rule.offset];
        let mut parameters = parameters.into_iter().flatten();
        parameters.all(|it| rule.undeclared || self.takes(it))
    }

    pub(super) fn takes(&self, parameter: &str) -> bool {
        let path = property_path::segments(parameter);
        let in_body = |body| property_path::find(self.graph, body, &path).is_some();
        self.query.contains(&parameter) || self.body.is_some_and(in_body)
    }

    pub(super) fn has_scalar(&self, path: &str) -> bool {
        let property =
            property_path::find(self.graph, self.response, &property_path::segments(path));
        property.is_some_and(|it| property_path::is_scalar(self.graph, it))
    }

    pub(super) fn has_items(&self, rule: &Pagination) -> bool {
        let Some(items) = &rule.items else {
            return property_path::is_list(self.graph, self.result)
                || property_path::only_list(self.graph, self.result).is_some();
        };
        let path = property_path::segments(items);
        let items = property_path::find(self.graph, self.response, &path);
        items.is_some_and(|it| property_path::is_list(self.graph, it))
    }
}

/// The schema of the result: a property if the response has an envelope.
fn result(response: NodeId, envelope: Option<&Envelope>, graph: &Graph) -> Option<NodeId> {
    let schema = graph.written(response);
    match envelope.filter(|_| schema.is_some_and(|it| is_enveloped(it, graph.resolver))) {
        Some(envelope) => {
            property_path::find(graph, response, std::slice::from_ref(&envelope.result))
        }
        None => Some(response),
    }
}
