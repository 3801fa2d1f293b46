//! Prints the results as Markdown tables.

use comfy_table::{CellAlignment, Table, presets};

use super::measurement::{Growth, Measurement};

/// The legend of the table.
pub(super) const LEGEND: &str = "\
CPU s, wall s: the median of the runs; (CPU): the least and the most; MiB: peak memory, at least that of this program;
lines: of Rust; check s: CPU time of `cargo check` of the result alone";

/// A row for each specification and program.
pub(super) fn results(measurements: &[Measurement]) -> String {
    let mut table = table(&[
        "specification",
        "operations",
        "program",
        "CPU s",
        "(CPU)",
        "wall s",
        "MiB",
        "lines",
        "check s",
    ]);
    for measurement in measurements {
        table.add_row(cells(measurement));
    }
    table.to_string()
}

fn cells(it: &Measurement) -> Vec<String> {
    let mut cells = vec![
        it.specification.clone(),
        it.operations.to_string(),
        it.tool.to_owned(),
    ];
    let (Some(cpu), Some(wall), Some((least, most))) =
        (it.cpu_seconds(), it.seconds(), it.spread())
    else {
        cells.push("failed".to_owned());
        return cells;
    };
    cells.extend([
        format!("{cpu:.2}"),
        format!("{least:.2}–{most:.2}"),
        format!("{wall:.2}"),
        (it.peak_bytes() >> 20).to_string(),
        it.lines.to_string(),
        it.check
            .map_or_else(String::new, |check| format!("{:.1}", check.cpu_seconds)),
    ]);
    cells
}

/// A row for each program and each step between two synthetic specifications.
pub(super) fn growth(growth: &[Growth]) -> String {
    let mut table = table(&["program", "operations", "exponent"]);
    for it in growth {
        let step = format!("{} → {}", it.from, it.to);
        table.add_row([it.tool.to_owned(), step, format!("{:.2}", it.exponent)]);
    }
    table.to_string()
}

fn table(columns: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(columns);
    for (column, name) in table.column_iter_mut().zip(columns) {
        if !["specification", "program"].contains(name) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
