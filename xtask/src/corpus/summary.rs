//! Prints the messages about each specification, grouped by kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::crates::Compiled;
use super::one::Finding;
use super::row::Row;
use crate::report::count;

/// How many kinds of messages are printed for each specification without `--verbose`.
const SHOWN: usize = 12;

/// The messages about a specification; empty if there are none.
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
            let _ = writeln!(text, "{}: cargo failed\n{failure}", row.spec);
        }
        part(&mut text, row, noun, messages(compiled, all), all);
    }
    if let Some(tried) = &row.examples {
        if let Some(failure) = &tried.failure {
            let _ = writeln!(
                text,
                "{}: the examples cannot be tested\n{failure}",
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

fn messages(compiled: &Compiled, all: bool) -> Vec<Finding> {
    let messages = compiled.messages.iter().map(|message| Finding {
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

fn part(text: &mut String, row: &Row, noun: &str, findings: Vec<Finding>, all: bool) {
    if findings.is_empty() {
        return;
    }
    let _ = writeln!(text, "{}: {}", row.spec, plural(findings.len(), noun));
    if all {
        for finding in &findings {
            let _ = writeln!(text, "  {}", line(finding));
        }
        return;
    }
    let mut kinds: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        kinds
            .entry(kind(&finding.message))
            .or_default()
            .push(finding);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, findings)| std::cmp::Reverse(findings.len()));
    for (kind, findings) in kinds.iter().take(SHOWN) {
        let first = &findings[0];
        let uniform = findings.iter().all(|it| it.message == first.message);
        let kind = if uniform { &first.message } else { kind };
        let _ = writeln!(text, "  {:>5} × {kind}", findings.len());
        if !uniform || first.pointer.is_some() {
            let _ = writeln!(text, "          such as {}", line(first));
        }
    }
    if let Some(left) = kinds.len().checked_sub(SHOWN).filter(|left| *left > 0) {
        let _ = writeln!(text, "          and {} more: see -v", count(left, "kind"));
    }
}

/// A count with a noun, possibly followed by an attribute.
fn plural(number: usize, noun: &str) -> String {
    match noun.split_once(' ') {
        Some((noun, attribute)) => format!("{} {attribute}", count(number, noun)),
        None => count(number, noun),
    }
}

fn line(finding: &Finding) -> String {
    match &finding.pointer {
        Some(pointer) if !pointer.is_empty() => format!("{pointer}: {}", finding.message),
        _ => finding.message.clone(),
    }
}

/// A message without the text in backticks.
fn kind(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let parts: Vec<_> = parts
        .map(|(index, part)| if index % 2 == 1 { "…" } else { part })
        .collect();
    parts.join("`")
}
