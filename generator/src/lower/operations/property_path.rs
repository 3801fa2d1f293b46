//! Paths of properties in the JSON of an operation, such as `a.b`. `a[-1]` is the last item of a
//! list.

use crate::lower::operations::media::is_json;
use crate::openapi::document::{MediaType, Operation, Primitive};
use crate::schema::{Graph, NodeId};
use indexmap::IndexMap;

/// The segment of a path that is the last item of a list. The runtime knows it, too.
const LAST_ITEM: &str = "[-1]";

/// The segments of a path.
pub(super) fn segments(text: &str) -> Vec<String> {
    let text = text.replace(LAST_ITEM, &format!(".{LAST_ITEM}"));
    let segments = text.split('.').filter(|segment| !segment.is_empty());
    segments.map(str::to_owned).collect()
}

/// The schema of the first success response that is JSON.
pub(super) fn response<'d>(operation: &'d Operation, graph: &Graph<'d>) -> Option<NodeId> {
    let successes = operation.responses.iter();
    let mut successes = successes.filter(|(status, _)| status.starts_with('2'));
    successes.find_map(|(_, it)| json(&graph.resolver.item(it)?.content, graph))
}

/// The schema of a request body that is JSON.
pub(super) fn request_body<'d>(operation: &'d Operation, graph: &Graph<'d>) -> Option<NodeId> {
    let body = graph.resolver.item(operation.request_body.as_ref()?)?;
    json(&body.content, graph)
}

fn json<'d>(content: &'d IndexMap<String, MediaType>, graph: &Graph<'d>) -> Option<NodeId> {
    let mut content = content.iter();
    let (_, media) = content.find(|(name, _)| is_json(name))?;
    Some(graph.node(media.schema.as_ref()?))
}

/// The schema of a property. A property of a union is one of any branch.
pub(super) fn find(graph: &Graph, node: NodeId, path: &[String]) -> Option<NodeId> {
    let Some((first, rest)) = path.split_first() else {
        return Some(node);
    };
    let shape = graph.shape(node);
    if first == LAST_ITEM {
        return find(graph, shape.items?, rest);
    }
    if let Some(property) = shape.properties.get(first.as_str()) {
        return find(graph, *property, rest);
    }
    let mut branches = graph.branches(node).iter();
    branches.find_map(|branch| {
        let property = graph.shape(branch.node).properties.get(first.as_str())?;
        find(graph, *property, rest)
    })
}

/// The only property that is a list.
pub(super) fn only_list<'d>(graph: &Graph<'d>, node: NodeId) -> Option<&'d str> {
    let properties = graph.shape(node).properties.iter();
    let mut lists = properties.filter(|(_, property)| is_list(graph, **property));
    let (name, _) = lists.next()?;
    lists.next().is_none().then_some(*name)
}

pub(super) fn is_list(graph: &Graph, node: NodeId) -> bool {
    non_null(graph, node) == [Primitive::Array]
}

/// Whether values are strings and numbers, as far as the schema says.
pub(super) fn is_scalar(graph: &Graph, node: NodeId) -> bool {
    let types = non_null(graph, node);
    !types.contains(&Primitive::Array) && !types.contains(&Primitive::Object)
}

fn non_null(graph: &Graph, node: NodeId) -> Vec<Primitive> {
    let mut types = graph.shape(node).primitives();
    types.retain(|it| *it != Primitive::Null);
    types
}
