//! Lowers the headers of responses.

use crate::lower::operations::media::is_json;
use crate::lower::operations::redirects;
use crate::lower::types::Types;
use crate::model::{Access, Docs, Field, Iteration, NextPage, Shape, Type, TypeRole};
use crate::openapi::document::{Header, Operation, OrReference, Response};
use crate::rust::names::Name;

/// The type of the headers of all responses of an operation. Most headers are common to several
/// responses, and any may be absent.
pub(in crate::lower) fn headers<'d>(
    operation: &'d Operation,
    iteration: Option<&Iteration>,
    name: &Name,
    types: &mut Types<'d>,
) -> Option<Type> {
    let component = component(operation, types);
    let is_paged = is_paged(iteration);
    if let Some(name) = component
        && let Some(known) = types.response_headers.get(&(name, is_paged))
    {
        return Some(known.clone());
    }
    let type_name = component.map_or(name.clone(), Name::new).join("headers");
    let mut fields: Vec<Field> = Vec::new();
    for (header_name, header) in declared(operation, types) {
        let key = header_name.to_ascii_lowercase();
        if is_handled_by_client(&key, is_paged) || fields.iter().any(|field| field.key == key) {
            continue;
        }
        fields.push(field(header_name, key, header, &type_name, types));
    }
    if fields.is_empty() {
        return None;
    }
    let shape = Shape::Struct {
        fields,
        additional_properties: None,
        keeps_unknown_properties: false,
    };
    let ty = types.named(shape, &type_name);
    let ty = types.with_role(ty, &type_name, None, TypeRole::Headers);
    if let Some(name) = component {
        types.response_headers.insert((name, is_paged), ty.clone());
    }
    Some(ty)
}

/// The name of the component response that all headers come from, if there is one.
fn component<'d>(operation: &'d Operation, types: &Types) -> Option<&'d str> {
    let responses = operation.responses.iter().map(|(_, response)| response);
    let has_headers = |response: &&OrReference<Response>| {
        let response = types.resolver.item(*response);
        response.is_some_and(|it| !it.headers.is_empty())
    };
    let names = responses
        .filter(has_headers)
        .map(|response| match response {
            OrReference::Reference(reference) => {
                let (_, name) = reference.target.split_once("#/components/responses/")?;
                Some(name)
            }
            OrReference::Item(_) => None,
        });
    let mut names = names.collect::<Option<Vec<&str>>>()?.into_iter();
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}

/// The headers of all responses, in the order of the document.
fn declared<'d>(operation: &'d Operation, types: &Types<'d>) -> Vec<(&'d str, &'d Header)> {
    let resolver = types.resolver;
    let responses = operation.responses.iter();
    let responses = responses.filter_map(|(status, response)| {
        let response = resolver.item::<Response>(response)?;
        Some((redirects::is_result(status, response), response))
    });
    let headers = responses.flat_map(|(is_redirect, response)| {
        let headers = response.headers.iter();
        // The value of the response has the location.
        headers.filter(move |(name, _)| !(is_redirect && name.eq_ignore_ascii_case("Location")))
    });
    let headers = headers.filter_map(|(name, header)| Some((&**name, resolver.item(header)?)));
    headers.collect()
}

/// Whether the client itself evaluates a header. OpenAPI ignores a declared `Content-Type`.
fn is_handled_by_client(key: &str, is_paged: bool) -> bool {
    key == "content-type" || key == "link" && is_paged
}

/// Whether the client follows links to the next page.
fn is_paged(iteration: Option<&Iteration>) -> bool {
    matches!(iteration, Some(Iteration::Pages(pages)) if pages.next_page == NextPage::Link)
}

fn field<'d>(
    name: &str,
    key: String,
    header: &'d Header,
    type_name: &Name,
    types: &mut Types<'d>,
) -> Field {
    let json = header.content.iter().find(|(format, _)| is_json(format));
    let in_json = json.and_then(|(_, media)| media.schema.as_ref());
    let schema = header.schema.as_ref().or(in_json);
    let ty = schema.map_or(Type::String, |schema| {
        types.of_schema(schema, &type_name.join(name))
    });
    let docs = schema
        .map(|schema| types.docs(types.graph.node(schema)))
        .unwrap_or_default();
    Field {
        name: Name::new(name),
        key,
        ty: if in_json.is_some() {
            ty
        } else {
            without_structure(ty, types)
        },
        optional: true,
        constant: None,
        is_fixed: false,
        access: Access::ReadWrite,
        docs: Docs {
            description: header.description.clone().or(docs.description),
            deprecated: header.deprecated || docs.deprecated,
            ..docs
        },
    }
}

/// The type of a header without JSON: a string, unless it is a scalar or a list of scalars.
fn without_structure(ty: Type, types: &Types) -> Type {
    match ty {
        Type::Nullable(inner) => without_structure(*inner, types),
        Type::List(item) if types.is_scalar(&item) => Type::List(item),
        ty if types.is_scalar(&ty) => ty,
        _ => Type::String,
    }
}
