//! SUPPORT.md is consistent with the tests.

use std::path::Path;

use super::{read, sources};

/// The spans of a text between `start` and `end`.
fn spans<'t>(text: &'t str, start: &'t str, end: &'t str) -> impl Iterator<Item = &'t str> {
    let behind = text.split(start).skip(1);
    behind.filter_map(move |rest| rest.split(end).next())
}

#[test]
fn the_fixtures_named_in_support_md_exist() {
    let page = read("SUPPORT.md");
    let tables = page.split("| Fixture |\n").skip(1);
    let tables = tables.map(|rest| rest.split("\n\n").next().unwrap_or_default());
    let rows: Vec<&str> = tables.flat_map(|table| table.lines().skip(1)).collect();
    assert!(rows.len() > 40, "the tables have {} rows", rows.len());
    let mut missing = Vec::new();
    for row in rows {
        let last = row
            .trim_end_matches('|')
            .rsplit('|')
            .next()
            .unwrap_or_default();
        let names: Vec<&str> = last
            .trim()
            .split(", ")
            .filter(|it| !it.is_empty())
            .collect();
        let is_there = |name: &&str| {
            let name = name.trim_matches('`');
            let folder = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
            Path::new(&folder).is_dir()
        };
        missing.extend(
            names
                .iter()
                .filter(|name| !is_there(name))
                .map(ToString::to_string),
        );
    }
    assert!(missing.is_empty(), "no fixtures: {missing:?}");
}

#[test]
fn the_messages_quoted_in_support_md_are_tested() {
    let page = read("SUPPORT.md");
    let tests = sources("tests", &["rs", "snap"]);
    let messages: Vec<&str> = spans(&page, "| `` ", " `` |").collect();
    assert!(messages.len() > 5, "the page quotes {messages:?}");
    let is_tested = |message: &&str| tests.iter().any(|(_, text)| text.contains(*message));
    let untested: Vec<&str> = messages.into_iter().filter(|it| !is_tested(it)).collect();
    assert!(untested.is_empty(), "untested: {untested:?}");
}
