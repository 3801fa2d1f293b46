//! Pagination: lists that are split into pages.

use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::lower::operations::property_path::{self, segments};
use crate::lower::types::Types;
use crate::model::{
    Accessor, Decode, Input, Location, NextPage, PageParameter, Pages, SuccessResponse, Type,
};
use crate::openapi::document::{Operation, Pagination};

/// How to read the pages of a list: as `x-pagination` declares, or by a declared header `Link`.
pub(in crate::lower) fn pages<'d>(
    operation: &'d Operation,
    declared: Option<&Pagination>,
    inputs: &[Input],
    response: &SuccessResponse,
    envelope: Option<&str>,
    types: &Types<'d>,
) -> Option<Pages> {
    let Some(declared) = declared else {
        return link_pages(operation, response, types);
    };
    let next_page = next_page(declared, inputs, types)?;
    let items_path = items_path(declared, operation, response, envelope, types);
    let result = envelope.filter(|_| is_enveloped(response));
    let Some(path) = within_result(&items_path, result) else {
        let message = format!(
            "`{}` is not part of the result, which is `{}` in the response",
            items_path.join("."),
            result.unwrap_or_default()
        );
        types
            .report
            .add(code::PAGINATION.at(&declared.at.child("items"), message));
        return None;
    };
    let mut accessors = Vec::new();
    let item = response
        .ty
        .as_ref()
        .and_then(|ty| item_type(ty, path, types, &mut accessors));
    if item.is_none() {
        let at = match &declared.items {
            Some(_) => declared.at.child("items"),
            None => declared.at.clone(),
        };
        let message = match items_path.as_slice() {
            [] => "the response is not a list".to_owned(),
            path => format!("`{}` is not a list in the response", path.join(".")),
        };
        let help = "`items` is the path of the property with the items, such as `a.b`";
        types
            .report
            .add(code::PAGINATION.at(&at, message).help(help));
    }
    Some(Pages {
        next_page,
        items_path,
        accessors,
        item: item?,
    })
}

/// A list whose next page is in a declared header `Link`.
fn link_pages(operation: &Operation, response: &SuccessResponse, types: &Types) -> Option<Pages> {
    let mut successes = operation
        .responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, response)| types.resolver.item(response));
    let is_link = |name: &String| name.eq_ignore_ascii_case("link");
    if !successes.any(|response| response.headers.keys().any(is_link)) {
        return None;
    }
    let mut accessors = Vec::new();
    let item = item_type(response.ty.as_ref()?, &[], types, &mut accessors)?;
    Some(Pages {
        next_page: NextPage::Link,
        items_path: Vec::new(),
        accessors,
        item,
    })
}

fn is_enveloped(response: &SuccessResponse) -> bool {
    matches!(
        response.decode,
        Decode::Enveloped | Decode::OptionalEnveloped
    )
}

/// The path of the items in the response: by default the result, or its only list.
fn items_path<'d>(
    declared: &Pagination,
    operation: &'d Operation,
    response: &SuccessResponse,
    envelope: Option<&str>,
    types: &Types<'d>,
) -> Vec<String> {
    if let Some(items) = &declared.items {
        return segments(items);
    }
    let result = envelope.filter(|_| is_enveloped(response));
    let mut path: Vec<String> = result.map(str::to_owned).into_iter().collect();
    let schema = property_path::response(operation, types.graph);
    let result = schema.and_then(|it| property_path::find(types.graph, it, &path));
    let list = result.and_then(|it| property_path::only_list(types.graph, it));
    path.extend(list.map(str::to_owned));
    path
}

/// The part of a path within the value that the call returns; `result` is the property of the
/// envelope with that value.
fn within_result<'p>(path: &'p [String], result: Option<&str>) -> Option<&'p [String]> {
    match result {
        None => Some(path),
        Some(result) => path
            .split_first()
            .filter(|(first, _)| *first == result)
            .map(|(_, rest)| rest),
    }
}

/// The type of the items. Adds the accessors that lead to their list.
fn item_type(
    ty: &Type,
    path: &[String],
    types: &Types,
    accessors: &mut Vec<Accessor>,
) -> Option<Type> {
    let (inner, accessor) = match types.plain(ty) {
        Type::Nullable(inner) => (*inner, Accessor::Optional),
        Type::Boxed(inner) => (*inner, Accessor::Boxed),
        Type::List(item) if path.is_empty() => return Some(*item),
        Type::Named(id) => {
            let (first, rest) = path.split_first()?;
            let (index, field) = types.field_of(id, first)?;
            accessors.push(Accessor::Field(id, index));
            if field.optional {
                accessors.push(Accessor::Optional);
            }
            return item_type(&field.ty.clone(), rest, types, accessors);
        }
        _ => return None,
    };
    accessors.push(accessor);
    item_type(&inner, path, types, accessors)
}

/// The keys of the one way to the next page.
#[derive(Clone, Copy)]
pub(super) enum Way<'p> {
    Cursor { parameter: &'p str, next: &'p str },
    Page(&'p str),
    Offset(&'p str),
    Link,
    Url(&'p str),
}

/// The way to the next page. Reports an error if there is not exactly one.
pub(super) fn way<'p>(declared: &'p Pagination, report: &Report) -> Option<Way<'p>> {
    let keys = (
        declared.cursor.as_deref(),
        declared.page.as_deref(),
        declared.offset.as_deref(),
        declared.url.as_deref(),
        declared.link,
    );
    match keys {
        (Some(parameter), None, None, None, false) => {
            let next = declared.next.as_deref();
            if next.is_none() {
                let message = "`cursor` requires `next`, the property with the next cursor";
                report.add(code::PAGINATION.at(&declared.at.child("cursor"), message));
            }
            Some(Way::Cursor {
                parameter,
                next: next?,
            })
        }
        (None, Some(page), None, None, false) => Some(Way::Page(page)),
        (None, None, Some(offset), None, false) => Some(Way::Offset(offset)),
        (None, None, None, Some(url), false) => Some(Way::Url(url)),
        (None, None, None, None, true) => Some(Way::Link),
        _ => {
            let message = "`x-pagination` must specify exactly one way to the next page";
            let help = "use one of `cursor`, `page`, `offset`, `link: true` and `url`";
            report.add(code::PAGINATION.at(&declared.at, message).help(help));
            None
        }
    }
}

fn next_page(declared: &Pagination, inputs: &[Input], types: &Types) -> Option<NextPage> {
    let parameter = |keyword: &'static str, name: &str| {
        let at = declared.at.child(keyword);
        page_parameter(&at, name, declared.undeclared, inputs, types)
    };
    let total = declared.total.as_deref().map(segments);
    let has_more = declared.more.as_deref().map(segments);
    Some(match way(declared, types.report)? {
        Way::Cursor {
            parameter: cursor,
            next,
        } => NextPage::Cursor {
            from: segments(next),
            into: parameter("cursor", cursor)?,
            has_more,
        },
        Way::Page(page) => NextPage::Page {
            into: parameter("page", page)?,
            first: declared.first.unwrap_or(1),
            total,
            has_more,
        },
        Way::Offset(offset) => NextPage::Offset {
            into: parameter("offset", offset)?,
            total,
            has_more,
        },
        Way::Link => NextPage::Link,
        Way::Url(url) => NextPage::Url {
            from: segments(url),
        },
    })
}

/// The query parameter or body field with this name.
fn page_parameter(
    at: &Pointer,
    name: &str,
    undeclared: bool,
    inputs: &[Input],
    types: &Types,
) -> Option<PageParameter> {
    let has_input = |location: Location, name: &str| {
        inputs
            .iter()
            .any(|it| it.location == location && it.wire_name == name)
    };
    if has_input(Location::Query, name) {
        return Some(PageParameter::Query(name.to_owned()));
    }
    let path = segments(name);
    let is_field = path
        .first()
        .is_some_and(|it| has_input(Location::BodyField, it));
    if is_field || inputs.iter().any(|it| it.location == Location::Body) {
        return Some(PageParameter::Field(path));
    }
    if undeclared {
        return Some(PageParameter::Query(name.to_owned()));
    }
    let message = format!("the operation has no parameter `{name}` in the query or the body");
    let help = "if the operation takes it nevertheless, add `undeclared: true`";
    let diagnostic = code::PAGINATION.at(at, message);
    types.report.add(diagnostic.help(help));
    None
}
