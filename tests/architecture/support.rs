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
    let table = page.split("\n## ").next().unwrap_or_default();
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(1);
    let mut missing = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_end_matches(" |").rsplit(" | ").collect();
        let names: Vec<&str> = cells[0].split(", ").collect();
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
