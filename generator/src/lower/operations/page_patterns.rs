//! Proposes rules for `x-pagination` where operations have the usual parameters and properties.

use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::lower::operations::page_rules::Call;
use crate::openapi::document::Pagination;
use crate::openapi::select::Selected;
use indexmap::IndexMap;

/// Parameters for a cursor, and properties with the next one.
const CURSORS: &[(&[&str], &[&str])] = &[
    (
        &[
            "cursor",
            "after",
            "page_token",
            "pageToken",
            "page[cursor]",
            "page[after]",
            "next_token",
            "nextToken",
            "continuation_token",
            "continuationToken",
            "marker",
        ],
        &[
            "next_cursor",
            "next_marker",
            "nextCursor",
            "next_page_token",
            "nextPageToken",
            "next_token",
            "nextToken",
            "continuation_token",
            "continuationToken",
            "meta.next_cursor",
            "pagination.next_cursor",
            "response_metadata.next_cursor",
        ],
    ),
    (
        &["starting_after", "pagination.starting_after"],
        &["pages.next.starting_after"],
    ),
    (&["continue"], &["metadata.continue"]),
    (&["offset"], &["next_page.offset"]),
    (&["page"], &["meta.pagination.next_page"]),
];

/// Parameters for a cursor that only a property of [`MORE`] ends.
const LAST_CURSORS: &[(&[&str], &[&str])] = &[
    (&["after"], &["last_id", "next", "data[-1].id"]),
    (&["starting_after"], &["data[-1].id"]),
    (&["page"], &["next_page"]),
];

/// Booleans that are false on the last page.
const MORE: &[&str] = &["has_more", "hasMore"];

const PAGES: &[&str] = &["page", "page_number", "pageNumber", "page[number]"];

/// Properties with the number of pages.
const TOTAL_PAGES: &[&str] = &[
    "total_pages",
    "totalPages",
    "page_count",
    "pages.total_pages",
    "meta.total_pages",
    "meta.last_page",
    "pagination.total_pages",
    "result_info.total_pages",
];

const OFFSETS: &[&str] = &["offset", "skip"];

/// Properties with the number of items.
const TOTAL_ITEMS: &[&str] = &["total", "total_count", "totalCount", "meta.total"];

/// Properties with the URL of the next page.
const URLS: &[&str] = &["next_page_uri", "next_page_url", "meta.next_page_url"];

/// Reports the rules that would fit operations without any, with the number of operations.
pub(super) fn propose<'c, 'g: 'c, 'd: 'g>(
    unpaged: impl Iterator<Item = (Selected<'d>, &'c Call<'g, 'd>)>,
    report: &Report,
) {
    let mut proposals: IndexMap<String, (Pointer, usize)> = IndexMap::new();
    for (selected, call) in unpaged {
        if let Some(rule) = pattern(call) {
            let first = || (selected.operation.at.clone(), 0);
            proposals.entry(written(&rule)).or_insert_with(first).1 += 1;
        }
    }
    for (rule, (at, count)) in proposals {
        let message = match count {
            1 => "this operation returns pages, but has no `pages()`".to_owned(),
            _ => format!("{count} operations such as this return pages, but have no `pages()`"),
        };
        let help = format!(
            "add the rule `{rule}` to `pagination` of the client in `codegen.toml`, or to \
             `x-pagination` of the document"
        );
        let diagnostic = code::NO_PAGE_RULE.at(&at, message);
        report.add(diagnostic.on_key().help(help));
    }
}

/// The first of the usual rules that fits.
fn pattern(call: &Call) -> Option<Pagination> {
    // Most responses contain no list, so that no rule fits.
    if !call.has_items(&Pagination::default()) {
        return None;
    }
    let text = |text: &str| Some(text.to_owned());
    let more = MORE.iter().find(|it| call.has_scalar(it));
    let more = more.map(|it| (*it).to_owned());
    let last_cursors = LAST_CURSORS.iter().filter(|_| more.is_some());
    let cursors = CURSORS.iter().chain(last_cursors);
    let cursors = cursors.flat_map(|(cursors, next)| pairs(call, cursors, next));
    let cursors = cursors.map(|(cursor, next)| Pagination {
        cursor: text(cursor),
        next: text(next),
        more: more.clone(),
        ..Pagination::default()
    });
    let undeclared = Pagination {
        cursor: text("starting_after"),
        next: text("pages.next.starting_after"),
        undeclared: true,
        ..Pagination::default()
    };
    let pages = pairs(call, PAGES, TOTAL_PAGES).map(|(page, total)| Pagination {
        page: text(page),
        total: text(total),
        ..Pagination::default()
    });
    let offsets = pairs(call, OFFSETS, TOTAL_ITEMS).map(|(offset, total)| Pagination {
        offset: text(offset),
        total: text(total),
        ..Pagination::default()
    });
    let urls = URLS.iter().map(|url| Pagination {
        url: text(url),
        ..Pagination::default()
    });
    let mut rules = cursors
        .chain(pages)
        .chain(offsets)
        .chain([undeclared])
        .chain(urls);
    rules.find(|rule| call.fits(rule))
}

/// Each parameter that the call takes, with each property.
fn pairs(
    call: &Call,
    parameters: &'static [&'static str],
    properties: &'static [&'static str],
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let with = move |parameter| properties.iter().map(move |it| (parameter, *it));
    let parameters = parameters.iter().copied();
    parameters.filter(|it| call.takes(it)).flat_map(with)
}

/// A rule as it is written in TOML.
fn written(rule: &Pagination) -> String {
    let keys = [
        ("cursor", &rule.cursor),
        ("next", &rule.next),
        ("page", &rule.page),
        ("offset", &rule.offset),
        ("total", &rule.total),
        ("more", &rule.more),
        ("url", &rule.url),
    ];
    let keys = keys.iter();
    let mut keys: Vec<String> = keys
        .filter_map(|(key, value)| Some(format!("{key} = \"{}\"", value.as_ref()?)))
        .collect();
    if rule.undeclared {
        keys.push("undeclared = true".to_owned());
    }
    format!("{{ {} }}", keys.join(", "))
}
