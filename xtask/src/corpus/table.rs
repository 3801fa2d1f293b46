//! Prints the results as a table.

use comfy_table::{CellAlignment, Table, presets};

use super::crates::Compiled;
use super::row::Row;
use crate::process::Usage;

const COLUMNS: [&str; 14] = [
    "specification",
    "operations",
    "types",
    "widened",
    "lines",
    "gen s",
    "gen MiB",
    "check s",
    "check MiB",
    "errors",
    "warnings",
    "clippy",
    "examples",
    "any",
];

/// The legend of the table.
pub(super) const LEGEND: &str = "\
operations: generated / in the specification; widened: warnings of the generator;
s: CPU time; MiB: peak memory; check: of the crate alone, not incremental;
examples: passed / tested (not tested, since they do not match their schemas);
any: places whose type accepts any value, although their schema restricts it";

/// A Markdown table with a row for each specification and one for the totals.
pub(super) fn table(rows: &[Row]) -> String {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(COLUMNS);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for row in rows {
        table.add_row(cells(row));
    }
    if rows.len() > 1 {
        table.add_row(sums(rows));
    }
    table.to_string()
}

fn cells(row: &Row) -> Vec<String> {
    let mut cells = vec![row.spec.clone()];
    match &row.written {
        Some(written) => cells.extend([
            format!("{} / {}", written.operations, written.operations_in_spec),
            written.types.to_string(),
            written.warnings.len().to_string(),
            written.lines.to_string(),
        ]),
        None => {
            cells.push("failed".to_owned());
            cells.resize(5, String::new());
        }
    }
    cells.extend(usage(Some(&row.generating)));
    cells.extend(usage(row.check.as_ref().map(|check| &check.usage)));
    cells.push(count(row.check.as_ref(), |check| check.errors));
    cells.push(count(row.check.as_ref(), |check| check.warnings));
    cells.push(count(row.clippy.as_ref(), |clippy| {
        clippy.errors + clippy.warnings
    }));
    cells.push(examples(row));
    let written = row.written.as_ref();
    cells.push(written.map_or_else(String::new, |it| it.unintended_any.to_string()));
    cells
}

/// The number of examples that passed, and of those that were tested.
fn examples(row: &Row) -> String {
    match (&row.written, &row.examples) {
        (Some(_), Some(tried)) if tried.failure.is_some() => "failed".to_owned(),
        (Some(written), Some(_)) => examples_cell([row].into_iter(), written.examples_left_out),
        _ => String::new(),
    }
}

fn examples_cell<'a>(rows: impl Iterator<Item = &'a Row>, left_out: usize) -> String {
    let counts = rows.filter_map(|row| {
        let (written, tried) = (row.written.as_ref()?, row.examples.as_ref()?);
        let passed = written.examples.saturating_sub(tried.failures.len());
        Some((passed, written.examples))
    });
    let (passed, all) = counts.fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    match left_out {
        0 => format!("{passed} / {all}"),
        _ => format!("{passed} / {all} ({left_out})"),
    }
}

fn usage(usage: Option<&Usage>) -> [String; 2] {
    usage.map_or_else(Default::default, |usage| {
        [
            format!("{:.1}", usage.cpu_seconds),
            (usage.peak_bytes >> 20).to_string(),
        ]
    })
}

/// The number of messages, or `failed` if the program failed.
fn count(compiled: Option<&Compiled>, number: impl Fn(&Compiled) -> usize) -> String {
    match compiled {
        None => String::new(),
        Some(compiled) if compiled.failure.is_some() => "failed".to_owned(),
        Some(compiled) => number(compiled).to_string(),
    }
}

fn sums(rows: &[Row]) -> Vec<String> {
    let written = || rows.iter().filter_map(|row| row.written.as_ref());
    let checks = || rows.iter().filter_map(|row| row.check.as_ref());
    let clippy = || rows.iter().filter_map(|row| row.clippy.as_ref());
    let total = |usages: &mut dyn Iterator<Item = &Usage>| {
        usages.fold(Usage::default(), |mut total, usage| {
            total.cpu_seconds += usage.cpu_seconds;
            total.peak_bytes = total.peak_bytes.max(usage.peak_bytes);
            total
        })
    };
    let mut cells = vec![
        format!("{} specifications", rows.len()),
        format!(
            "{} / {}",
            written().map(|it| it.operations).sum::<usize>(),
            written().map(|it| it.operations_in_spec).sum::<usize>()
        ),
        written().map(|it| it.types).sum::<usize>().to_string(),
        written()
            .map(|it| it.warnings.len())
            .sum::<usize>()
            .to_string(),
        written().map(|it| it.lines).sum::<usize>().to_string(),
    ];
    cells.extend(usage(Some(&total(
        &mut rows.iter().map(|row| &row.generating),
    ))));
    let check = total(&mut checks().map(|check| &check.usage));
    cells.extend(usage(checks().next().map(|_| &check)));
    cells.push(sum(checks(), |check| check.errors));
    cells.push(sum(checks(), |check| check.warnings));
    cells.push(sum(clippy(), |clippy| clippy.errors + clippy.warnings));
    let tried = || rows.iter().filter(|row| row.examples.is_some());
    let left_out = tried().filter_map(|row| row.written.as_ref());
    let left_out = left_out.map(|written| written.examples_left_out).sum();
    cells.push(match tried().next() {
        Some(_) => examples_cell(tried(), left_out),
        None => String::new(),
    });
    let unintended = written().map(|it| it.unintended_any);
    cells.push(unintended.sum::<usize>().to_string());
    cells
}

fn sum<'a>(
    compiled: impl Iterator<Item = &'a Compiled>,
    number: impl Fn(&Compiled) -> usize,
) -> String {
    let mut compiled = compiled.peekable();
    match compiled.peek() {
        None => String::new(),
        Some(_) => compiled.map(number).sum::<usize>().to_string(),
    }
}
