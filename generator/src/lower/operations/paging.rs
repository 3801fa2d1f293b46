//! Pagination: lists that are split into pages.

use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::lower::types::Types;
use crate::model::{
    Accessor, Decode, Input, Location, NextPage, PageParameter, Pages, SuccessResponse, Type,
};
use crate::openapi::document::{Operation, Pagination};

/// How to read the pages of a list: as `x-pagination` declares, or by a declared header `Link`.
pub(in crate::lower) fn pages(
    operation: &Operation,
    inputs: &[Input],
    response: &SuccessResponse,
    envelope: Option<&str>,
    types: &Types,
) -> Option<Pages> {
    let Some(declared) = &operation.pagination else {
        return link_pages(operation, response, types);
    };
    let next_page = next_page(declared, inputs, types)?;
    let items_path = items_path(declared, response, envelope);
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

/// The path of the items in the response.
fn items_path(
    declared: &Pagination,
    response: &SuccessResponse,
    envelope: Option<&str>,
) -> Vec<String> {
    match &declared.items {
        Some(items) => path(items),
        None => envelope
            .filter(|_| is_enveloped(response))
            .map(path)
            .unwrap_or_default(),
    }
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

fn path(text: &str) -> Vec<String> {
    text.split('.').map(str::to_owned).collect()
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

fn next_page(declared: &Pagination, inputs: &[Input], types: &Types) -> Option<NextPage> {
    let at = |keyword: &'static str| declared.at.child(keyword);
    let parameter = |keyword, name: &str| page_parameter(&at(keyword), name, inputs, types);
    let total = declared.total.as_deref().map(path);
    let more = declared.more.as_deref().map(path);
    match (
        &declared.cursor,
        &declared.page,
        &declared.offset,
        &declared.url,
    ) {
        (Some(cursor), None, None, None) if !declared.link => {
            let Some(next) = &declared.next else {
                let message = "`cursor` requires `next`, the property with the next cursor";
                types
                    .report
                    .add(code::PAGINATION.at(&at("cursor"), message));
                return None;
            };
            Some(NextPage::Cursor {
                from: path(next),
                into: parameter("cursor", cursor)?,
            })
        }
        (None, Some(page), None, None) if !declared.link => Some(NextPage::Page {
            into: parameter("page", page)?,
            first: declared.first.unwrap_or(1),
            total,
            has_more: more,
        }),
        (None, None, Some(offset), None) if !declared.link => Some(NextPage::Offset {
            into: parameter("offset", offset)?,
            total,
            has_more: more,
        }),
        (None, None, None, Some(url)) if !declared.link => Some(NextPage::Url { from: path(url) }),
        (None, None, None, None) if declared.link => Some(NextPage::Link),
        _ => {
            let message = "`x-pagination` must specify exactly one way to the next page";
            let help = "use one of `cursor`, `page`, `offset`, `link: true` and `url`";
            types
                .report
                .add(code::PAGINATION.at(&declared.at, message).help(help));
            None
        }
    }
}

/// The query parameter or body field with this name.
fn page_parameter(
    at: &Pointer,
    name: &str,
    inputs: &[Input],
    types: &Types,
) -> Option<PageParameter> {
    let has_input = |location: Location| {
        inputs
            .iter()
            .any(|it| it.location == location && it.wire_name == name)
    };
    if has_input(Location::Query) {
        return Some(PageParameter::Query(name.to_owned()));
    }
    if has_input(Location::BodyField) || inputs.iter().any(|it| it.location == Location::Body) {
        return Some(PageParameter::Field(name.to_owned()));
    }
    let message = format!("the operation has no parameter `{name}` in the query or the body");
    types.report.add(code::PAGINATION.at(at, message));
    None
}
