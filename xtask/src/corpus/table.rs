//! The outcome as a reader sees it.

use comfy_table::{CellAlignment, Table, presets};

use super::crates::Compiled;
use super::process::Taken;
use super::row::Row;

const COLUMNS: [&str; 12] = [
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
];

/// What the columns mean.
pub(super) const LEGEND: &str = "\
operations: generated / in the specification; widened: warnings of the generator;
s: time of the processors; MiB: the most memory at once; check: of the crate alone, from nothing";

/// A table with a line for each specification and one for all of them, in Markdown.
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
            cells.push("refused".to_owned());
            cells.resize(5, String::new());
        }
    }
    cells.extend(taken(Some(&row.generating)));
    cells.extend(taken(row.check.as_ref().map(|check| &check.taken)));
    cells.push(count(row.check.as_ref(), |check| check.errors));
    cells.push(count(row.check.as_ref(), |check| check.warnings));
    cells.push(count(row.clippy.as_ref(), |clippy| {
        clippy.errors + clippy.warnings
    }));
    cells
}

fn taken(taken: Option<&Taken>) -> [String; 2] {
    taken.map_or_else(Default::default, |taken| {
        [
            format!("{:.1}", taken.cpu_seconds),
            (taken.peak_bytes >> 20).to_string(),
        ]
    })
}

/// A count of messages, or a word where there are none because the program has failed.
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
    let total = |taken: &mut dyn Iterator<Item = &Taken>| {
        taken.fold(Taken::default(), |mut total, taken| {
            total.cpu_seconds += taken.cpu_seconds;
            total.peak_bytes = total.peak_bytes.max(taken.peak_bytes);
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
    cells.extend(taken(Some(&total(
        &mut rows.iter().map(|row| &row.generating),
    ))));
    let check = total(&mut checks().map(|check| &check.taken));
    cells.extend(taken(checks().next().map(|_| &check)));
    cells.push(sum(checks(), |check| check.errors));
    cells.push(sum(checks(), |check| check.warnings));
    cells.push(sum(clippy(), |clippy| clippy.errors + clippy.warnings));
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
