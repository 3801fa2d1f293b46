//! Pages: lists that do not come in one answer.

use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::lower::types::Types;
use crate::model::{
    Accessor, Decode, Input, Location, NextPage, PageParameter, Pages, SuccessResponse, Type,
};
use crate::openapi::document::{Operation, Pagination};

/// How the pages of an operation's answer follow one another: as declared, or
/// by a documented header `Link`.
pub(in crate::lower) fn pages(
    operation: &Operation,
    inputs: &[Input],
    answer: &SuccessResponse,
    envelope: Option<&str>,
    types: &Types,
) -> Option<Pages> {
    let Some(declared) = &operation.pagination else {
        return linked(operation, answer, types);
    };
    let next = next(declared, inputs, types)?;
    let list = list(declared, answer, envelope);
    let wrapped = envelope.filter(|_| is_enveloped(answer));
    let Some(inside) = inside(&list, wrapped) else {
        let message = format!(
            "`{}` is not part of the result, which is `{}` in the response",
            list.join("."),
            wrapped.unwrap_or_default()
        );
        types
            .report
            .add(code::PAGINATION.at(&declared.at.child("items"), message));
        return None;
    };
    let mut steps = Vec::new();
    let item = answer
        .ty
        .as_ref()
        .and_then(|ty| item(ty, inside, types, &mut steps));
    if item.is_none() {
        let at = match &declared.items {
            Some(_) => declared.at.child("items"),
            None => declared.at.clone(),
        };
        let message = match list.as_slice() {
            [] => "the response is not a list".to_owned(),
            list => format!("`{}` is not a list in the response", list.join(".")),
        };
        let help = "`items` is the path of the property with the items, such as `a.b`";
        types
            .report
            .add(code::PAGINATION.at(&at, message).help(help));
    }
    Some(Pages {
        next_page: next,
        items_path: list,
        accessors: steps,
        item: item?,
    })
}

/// A list of which the specification says that `Link` leads to the next page.
fn linked(operation: &Operation, answer: &SuccessResponse, types: &Types) -> Option<Pages> {
    let mut good = operation
        .responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, response)| types.resolver.item(response));
    let is_link = |name: &String| name.eq_ignore_ascii_case("link");
    if !good.any(|response| response.headers.keys().any(is_link)) {
        return None;
    }
    let mut steps = Vec::new();
    let item = item(answer.ty.as_ref()?, &[], types, &mut steps)?;
    Some(Pages {
        next_page: NextPage::Link,
        items_path: Vec::new(),
        accessors: steps,
        item,
    })
}

fn is_enveloped(answer: &SuccessResponse) -> bool {
    matches!(answer.decode, Decode::Enveloped | Decode::OptionalEnveloped)
}

/// Where in the answer the items are.
fn list(declared: &Pagination, answer: &SuccessResponse, envelope: Option<&str>) -> Vec<String> {
    match &declared.items {
        Some(items) => path(items),
        None => envelope
            .filter(|_| is_enveloped(answer))
            .map(path)
            .unwrap_or_default(),
    }
}

/// The part of a path that is within what the call returns.
fn inside<'p>(list: &'p [String], wrapped: Option<&str>) -> Option<&'p [String]> {
    match wrapped {
        None => Some(list),
        Some(result) => list
            .split_first()
            .filter(|(first, _)| *first == result)
            .map(|(_, rest)| rest),
    }
}

fn path(text: &str) -> Vec<String> {
    text.split('.').map(str::to_owned).collect()
}

/// The type of the items, and the way to them.
fn item(ty: &Type, path: &[String], types: &Types, steps: &mut Vec<Accessor>) -> Option<Type> {
    let (inner, step) = match types.plain(ty) {
        Type::Nullable(inner) => (*inner, Accessor::Optional),
        Type::Boxed(inner) => (*inner, Accessor::Boxed),
        Type::List(item) if path.is_empty() => return Some(*item),
        Type::Named(id) => {
            let (first, rest) = path.split_first()?;
            let (index, field) = types.field_of(id, first)?;
            steps.push(Accessor::Field(id, index));
            if field.optional {
                steps.push(Accessor::Optional);
            }
            return item(&field.ty.clone(), rest, types, steps);
        }
        _ => return None,
    };
    steps.push(step);
    item(&inner, path, types, steps)
}

fn next(declared: &Pagination, inputs: &[Input], types: &Types) -> Option<NextPage> {
    let at = |keyword: &'static str| declared.at.child(keyword);
    let slot = |keyword, name: &str| slot(&at(keyword), name, inputs, types);
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
                into: slot("cursor", cursor)?,
            })
        }
        (None, Some(page), None, None) if !declared.link => Some(NextPage::Page {
            into: slot("page", page)?,
            first: declared.first.unwrap_or(1),
            total,
            has_more: more,
        }),
        (None, None, Some(offset), None) if !declared.link => Some(NextPage::Offset {
            into: slot("offset", offset)?,
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

/// The parameter of the query, or the field of the body, of this name.
fn slot(at: &Pointer, name: &str, inputs: &[Input], types: &Types) -> Option<PageParameter> {
    let place = |place: Location| {
        inputs
            .iter()
            .any(|it| it.location == place && it.wire_name == name)
    };
    if place(Location::Query) {
        return Some(PageParameter::Query(name.to_owned()));
    }
    if place(Location::BodyField) || inputs.iter().any(|it| it.location == Location::Body) {
        return Some(PageParameter::Field(name.to_owned()));
    }
    let message = format!("the operation has no parameter `{name}` in the query or the body");
    types.report.add(code::PAGINATION.at(at, message));
    None
}
