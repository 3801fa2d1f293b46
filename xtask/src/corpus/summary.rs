//! What was said of each specification, the same things together.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::crates::Compiled;
use super::one::Told;
use super::row::Row;
use crate::report::count;

/// How many kinds of messages are told of each specification, unless all are wanted.
const SHOWN: usize = 12;

/// What is to be told of a specification below the table; nothing if there is nothing.
pub(super) fn summary(row: &Row, all: bool) -> String {
    let mut text = String::new();
    part(&mut text, row, "error", row.errors.clone(), all);
    if let Some(written) = &row.written {
        let missing = written
            .operations_in_spec
            .saturating_sub(written.operations);
        if missing > 0 {
            let missing = count(missing, "operation");
            let _ = writeln!(text, "{}: {missing} not generated", row.spec);
        }
        let warnings = written.warnings.clone();
        part(&mut text, row, "warning", warnings, all);
    }
    let compilers = [
        ("message of rustc", &row.check),
        ("finding of clippy", &row.clippy),
    ];
    for (noun, compiled) in compilers {
        let Some(compiled) = compiled else { continue };
        if let Some(failure) = &compiled.failure {
            let _ = writeln!(text, "{}: cargo has failed\n{failure}", row.spec);
        }
        part(&mut text, row, noun, messages(compiled, all), all);
    }
    if let Some(tried) = &row.examples {
        if let Some(failure) = &tried.failure {
            let _ = writeln!(
                text,
                "{}: the examples cannot be tried\n{failure}",
                row.spec
            );
        }
        part(
            &mut text,
            row,
            "example that fails",
            tried.failures.clone(),
            all,
        );
    }
    text
}

fn messages(compiled: &Compiled, all: bool) -> Vec<Told> {
    let messages = compiled.messages.iter().map(|message| Told {
        message: if all {
            &message.rendered
        } else {
            &message.text
        }
        .clone(),
        pointer: None,
    });
    messages.collect()
}

fn part(text: &mut String, row: &Row, noun: &str, told: Vec<Told>, all: bool) {
    if told.is_empty() {
        return;
    }
    let _ = writeln!(text, "{}: {}", row.spec, plural(told.len(), noun));
    if all {
        for told in &told {
            let _ = writeln!(text, "  {}", line(told));
        }
        return;
    }
    let mut kinds: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for told in told {
        kinds.entry(kind(&told.message)).or_default().push(told);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, told)| std::cmp::Reverse(told.len()));
    for (kind, told) in kinds.iter().take(SHOWN) {
        let first = &told[0];
        let uniform = told.iter().all(|told| told.message == first.message);
        let kind = if uniform { &first.message } else { kind };
        let _ = writeln!(text, "  {:>5} × {kind}", told.len());
        if !uniform || first.pointer.is_some() {
            let _ = writeln!(text, "          as {}", line(first));
        }
    }
    if let Some(left) = kinds.len().checked_sub(SHOWN).filter(|left| *left > 0) {
        let _ = writeln!(text, "          and {} more: see -v", count(left, "kind"));
    }
}

/// A count with a noun that may have an attribute behind it.
fn plural(number: usize, noun: &str) -> String {
    match noun.split_once(' ') {
        Some((noun, attribute)) => format!("{} {attribute}", count(number, noun)),
        None => count(number, noun),
    }
}

fn line(told: &Told) -> String {
    match &told.pointer {
        Some(pointer) if !pointer.is_empty() => format!("{pointer}: {}", told.message),
        _ => told.message.clone(),
    }
}

/// A message without what is quoted in it.
fn kind(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let parts: Vec<_> = parts
        .map(|(index, part)| if index % 2 == 1 { "…" } else { part })
        .collect();
    parts.join("`")
}
