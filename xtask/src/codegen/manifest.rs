//! What the manifest of a crate has to have. It is its user's own file, so it is told and not
//! written.

use std::io::{self, Write};

use anyhow::Context as _;
use generator::Output;

use super::Target;
use crate::disk;
use crate::report;

/// The tables whose entries the generated code counts on.
const TABLES: [&str; 2] = ["features", "dependencies"];

/// Lines that a table of the manifest lacks.
pub(super) struct Missing {
    table: &'static str,
    lines: Vec<String>,
}

impl Missing {
    /// Finds what the manifest that is there lacks of the one that a new crate gets.
    ///
    /// # Errors
    ///
    /// Fails if the manifest is no TOML.
    pub(super) fn find(target: &Target, output: &Output) -> anyhow::Result<Vec<Self>> {
        let mut files = output.files.iter().filter(|_| !target.is_ours);
        let wanted = files.find(|file| file.path == "Cargo.toml");
        let (Some(wanted), Ok(existing)) = (wanted, disk::read(&target.out.join("Cargo.toml")))
        else {
            return Ok(Vec::new());
        };
        let shown = &target.shown.out;
        let existing: toml::Table = toml::from_str(&String::from_utf8_lossy(&existing))
            .with_context(|| format!("cannot use {shown}/Cargo.toml"))?;
        let missing = TABLES.map(|table| Self {
            table,
            lines: lines(&wanted.text, table, existing.get(table)),
        });
        Ok(missing
            .into_iter()
            .filter(|missing| !missing.lines.is_empty())
            .collect())
    }

    /// Says which lines to add, and where.
    pub(super) fn tell(all: &[Self], target: &Target, to: &mut dyn Write) -> io::Result<()> {
        let shown = &target.shown.out;
        for Self { table, lines } in all {
            report::warning(
                to,
                format_args!("{shown}/Cargo.toml lacks what src/api counts on"),
            )?;
            let lines = lines.join("\n    ");
            report::help(to, format_args!("add to `[{table}]`:\n    {lines}"))?;
            if *table == "features" {
                report::help(
                    to,
                    "name new groups of calls in `default`, too, unless only those who ask for \
                     them are to have them",
                )?;
            }
        }
        Ok(())
    }
}

/// The lines of a table of one manifest whose entries another has not.
fn lines(wanted: &str, table: &str, existing: Option<&toml::Value>) -> Vec<String> {
    let header = format!("[{table}]");
    let own = wanted.lines().skip_while(|line| *line != header).skip(1);
    let own = own.take_while(|line| !line.starts_with('['));
    let is_missing = |line: &&str| {
        let key = line.split_once(" = ").map(|(key, _)| key);
        let is_entry = |key: &&str| !key.starts_with(['#', ' ']) && *key != "default";
        key.filter(is_entry)
            .is_some_and(|key| existing.is_none_or(|existing| existing.get(key).is_none()))
    };
    own.filter(is_missing).map(str::to_owned).collect()
}
