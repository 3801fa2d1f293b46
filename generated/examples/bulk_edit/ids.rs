//! The ids to edit.

use std::collections::HashSet;
use std::error::Error;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use cloudflare_images::ImageId;

/// Reads ids from lines or from CSV, each once, in the order of the file.
///
/// # Errors
///
/// Fails if the file cannot be read, or lists an id that no path can contain.
pub(crate) fn read(path: &Path, column: Option<&str>) -> Result<Vec<String>, Box<dyn Error>> {
    let input: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(|error| format!("{}: {error}", path.display()))?)
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(column.is_some())
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(input);
    let index = match column {
        Some(column) => {
            let headers = reader.headers()?;
            let index = headers.iter().position(|header| header == column);
            index.ok_or_else(|| format!("{} has no column {column}", path.display()))?
        }
        None => 0,
    };
    let mut ids = Vec::new();
    let mut seen = HashSet::new();
    let mut problems = Vec::new();
    for record in reader.records() {
        let record = record?;
        let id = record.get(index).unwrap_or_default();
        let line = record.position().map_or(0, csv::Position::line);
        match id.parse::<ImageId>() {
            Ok(_) if seen.insert(id.to_owned()) => ids.push(id.to_owned()),
            Ok(_) => {}
            Err(error) => problems.push(format!("{}:{line}: {error}", path.display())),
        }
    }
    if problems.is_empty() {
        Ok(ids)
    } else {
        Err(problems.join("\n").into())
    }
}
